"""The reports of days that have ended, one file each: they stay when the journal has forgotten the day.

What cannot be read is left where it is and counts as not there; the journal may still know the day.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from edge.reports.figures import Report
from edge.reports.visits import Carried

FOLDER = "reports"
CARRIED = "carried.json"

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Stored:
    version: int
    report: Report


@dataclass(slots=True)
class _StoredCarried:
    version: int
    day: str  # the last day whose report has been kept
    carried: Carried = field(default_factory=Carried)


VERSION = 1
_REPORT = TypeAdapter(_Stored)
_CARRIED = TypeAdapter(_StoredCarried)


class KeptReports:
    """The folder `reports` beside the journal; blocking calls, each of a few milliseconds."""

    def __init__(self, store: Path) -> None:
        self._folder = store / FOLDER

    def days(self) -> list[str]:
        """Return the days that have a report, the newest first."""
        names = (path.stem for path in self._folder.glob("????-??-??.json"))
        return sorted(names, reverse=True)

    def day(self, day: str) -> Report | None:
        """Return the report of a day, None if there is none that can be read."""
        if day not in self.days():  # also keeps anything that is no day from naming a file
            return None
        try:
            stored = _REPORT.validate_json((self._folder / f"{day}.json").read_bytes())
        except (OSError, ValidationError):
            log.warning("the report of %s cannot be read", day)
            return None
        return stored.report if stored.version == VERSION else None

    def of_month(self, month: str) -> Iterator[Report]:
        """Yield the reports of a month, YYYY-MM, in order."""
        for day in reversed(self.days()):
            if day.startswith(f"{month}-") and (report := self.day(day)) is not None:
                yield report

    def keep(self, report: Report) -> None:
        """Keep the report of a day; OSError if the disk refuses."""
        self._write(f"{report.first}.json", _REPORT.dump_json(_Stored(VERSION, report)))

    def carried(self, day: str) -> Carried:
        """Return what was still open when `day` had ended, nothing if that is not known."""
        with suppress(OSError, ValidationError):
            stored = _CARRIED.validate_json((self._folder / CARRIED).read_bytes())
            if stored.version == VERSION and stored.day == day:
                return stored.carried
        return Carried()

    def carry(self, day: str, carried: Carried) -> None:
        """Keep what is still open now that `day` has ended; OSError if the disk refuses."""
        self._write(CARRIED, _CARRIED.dump_json(_StoredCarried(VERSION, day, carried)))

    def _write(self, name: str, body: bytes) -> None:
        """Put a whole file in place of the one before, or leave that as it is."""
        self._folder.mkdir(mode=0o750, exist_ok=True)
        path = self._folder / name
        fresh = path.with_suffix(".new")
        with fresh.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

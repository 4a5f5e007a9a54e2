"""`edge_main.py export ratings`: the journal's ratings in the words of a region's platform."""

import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from edge.export.rated import Rated, rated
from edge.export.rating_rows import rows
from edge.export.writing import Format, written
from edge.journal.reading import read_journal
from edge.ports import JournalBroken
from edge.ratings.profile import Profile, names, profile
from edge.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for on the command line; days are both included."""

    profile: str = ""  # "" is the hall's own
    format: str = "csv"
    since: date | None = None
    until: date | None = None

    def has(self, one: Rated) -> bool:
        """Whether a rating was given on one of these days."""
        day = one.at.date()
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)


def tell_ratings(settings: Settings, folder: Path, wanted: Wanted) -> str:
    """Write them to the standard output; returns what is wrong, after saying so. The daemon may be running."""
    if wanted.profile and wanted.profile not in names():
        return _wrong(f"there is no profile {wanted.profile}; there are {', '.join(names())}")
    zone = ZoneInfo(settings.hall.timezone)
    try:
        found = [replace(one, at=one.at.astimezone(zone)) for one in rated(read_journal(folder))]
    except FileNotFoundError:
        return _wrong(f"there is no journal in {folder}")
    except JournalBroken as broken:
        return _wrong(f"the journal cannot be read to its end: {broken}")
    found = [one for one in found if wanted.has(one)]
    sys.stdout.write(written(rows(found, _profile(settings, wanted), settings.rating), Format(wanted.format)))
    return ""


def _profile(settings: Settings, wanted: Wanted) -> Profile:
    is_own = wanted.profile in {"", settings.rating.profile}
    return settings.rating.region_profile() if is_own else profile(wanted.profile)


def _wrong(what: str) -> str:
    sys.stderr.write(f"{what}\n")
    return what

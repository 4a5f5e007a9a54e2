"""Follows the journal from the last day that has been kept, and keeps each day when it has ended."""

import asyncio
import logging
from collections.abc import Mapping
from contextlib import aclosing
from zoneinfo import ZoneInfo

from drivers.contract import Clock
from edge.hall import events as e
from edge.ports import Entry, Journal, JournalBroken, Seq
from edge.reports.figures import Report
from edge.reports.kept import KeptReports
from edge.reports.tally import Tally

READER = "reports"  # the name of its cursor: what it has not kept yet is not forgotten
RETRY_S = 5.0
DISK_RETRY_S = 60.0  # the days since the last one kept are read again

log = logging.getLogger(__name__)


class Reporter:
    """Today as it grows, and every day before it."""

    def __init__(
        self, journal: Journal, kept: KeptReports, clock: Clock, timezone: str, ceilings_s: Mapping[str, float]
    ) -> None:
        self._journal = journal
        self._kept = kept
        self._clock = clock
        self._zone = ZoneInfo(timezone)
        self._ceilings_s = ceilings_s
        self._tally = Tally(ceilings_s)
        self._days: list[str] = []  # that have been kept, the newest first

    async def run(self) -> None:
        """Count until cancelled."""
        while True:
            try:
                await self._follow()
            except JournalBroken as broken:
                log.debug("reports wait for the journal: %s", broken)  # the engine tells the hall's people
                await self._clock.sleep(RETRY_S)
            except OSError as error:
                log.warning("the report of %s cannot be kept: %s", self._tally.report.first, error)
                await self._clock.sleep(DISK_RETRY_S)

    def today(self) -> Report | None:
        """Return the present day, or the last one, as it stands; it grows on, so read it at once. None before any."""
        report = self._tally.until(self._clock.now())
        return report if report.first else None

    def days(self) -> list[str]:
        """Return every day that can be told of, the newest first."""
        return sorted({*self._days, self._tally.report.first} - {""}, reverse=True)

    async def day(self, day: str) -> Report | None:
        """Return a day, None if nothing is known of it."""
        if day == self._tally.report.first:
            return self.today()
        return await asyncio.to_thread(self._kept.day, day)

    async def month(self, month: str) -> Report | None:
        """Return a month, YYYY-MM, as far as it has gone; None if nothing is known of it."""
        total = await asyncio.to_thread(self._month_kept, month, self._tally.report.first)
        today = self.today()
        if today is None or not today.first.startswith(f"{month}-"):
            return total
        if total is None:
            total = Report(today.first, today.last, 0, today.opened_at)
        total.join(today)
        return total

    def _month_kept(self, month: str, today: str) -> Report | None:
        total: Report | None = None
        for report in self._kept.of_month(month):
            if report.first == today:
                continue
            if total is None:
                total = report
            else:
                total.join(report)
        return total

    async def _follow(self) -> None:
        after: Seq = await self._journal.cursor(READER)
        if after > self._journal.tail:  # the journal was put back from a copy
            after = 0
        self._tally = Tally(self._ceilings_s)
        self._days = await asyncio.to_thread(self._kept.days)
        last = self._days[0] if after and self._days else ""
        self._tally.recall(await asyncio.to_thread(self._kept.carried, last))
        async with aclosing(self._journal.read(after)) as entries:  # type: ignore[type-var]  # read by generators
            async for entry in entries:
                await self._take(entry)

    async def _take(self, entry: Entry) -> None:
        at = entry.at.astimezone(self._zone)
        for event in entry.events:
            before = self._tally.report.first
            if isinstance(event, e.DayOpened) and before not in ("", event.day):
                await self._keep(entry.seq - 1)
            self._tally.note(event, at)
            if isinstance(event, e.DayClosed):
                await self._keep(None)

    async def _keep(self, through: Seq | None) -> None:
        """Keep the day; with `through`, the end of the entry before the next one, nothing of it is read again.

        OSError if the disk refuses.
        """
        report, carried = self._tally.report, self._tally.carried()
        await asyncio.to_thread(self._kept.keep, report)
        self._days = sorted({*self._days, report.first}, reverse=True)
        if through is not None:
            await asyncio.to_thread(self._kept.carry, report.last, carried)
            await self._journal.move_cursor(READER, through)

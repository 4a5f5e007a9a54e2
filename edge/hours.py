"""When the business day begins and ends, by the calendar, and the coroutine that opens and closes it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from drivers.contract import Clock
from edge.hall.commands import CloseDay, Command, OpenDay
from edge.hall.refusal import Refused
from edge.ports import Commands, Entry, JournalBroken

RETRY_S = 5.0
LOOK_S = 30.0  # a clock that is set meanwhile is noticed this soon
WEEK_DAYS = 7
WRONG_CLOCK = timedelta(days=1)  # an opening so far ahead was noted by a clock that has been set right since


class Hours:
    """Opening hours of a week: days count from Monday = 0."""

    def __init__(self, days: frozenset[int], opens: time, closes: time) -> None:
        self._days = days
        self._opens = opens
        self._closes = closes

    def is_open(self, now: datetime) -> bool:
        """Whether the hall is to be open at `now`, which is in the hall's zone."""
        return now.weekday() in self._days and self._opens <= now.time() < self._closes

    def last_closing(self, now: datetime) -> datetime | None:
        """Return when the hall closed last, None if it never does."""
        for ago in range(WEEK_DAYS + 1):
            day = now - timedelta(days=ago)
            at = day.replace(hour=self._closes.hour, minute=self._closes.minute, second=0, microsecond=0)
            if day.weekday() in self._days and at <= now:
                return at
        return None

    def next_opening(self, now: datetime) -> datetime | None:
        """Return when the hall opens next, None if it never does."""
        for ahead in range(WEEK_DAYS + 1):
            day = now + timedelta(days=ahead)
            at = day.replace(hour=self._opens.hour, minute=self._opens.minute, second=0, microsecond=0)
            if day.weekday() in self._days and at > now:
                return at
        return None


class DayKeeper:
    """Opens and closes the business day; a person who closes it early is not contradicted before the next one."""

    def __init__(self, commands: Commands, hours: Hours | None, clock: Clock) -> None:
        self._commands = commands
        self._hours = hours
        self._clock = clock
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Keep the day until cancelled; without hours it opens at start, and closes only by command."""
        stop = self._commands.watch(self._happened)
        try:
            if self._hours is None:
                await self._open_at_start()
            while self._hours is not None:
                self._changed.clear()
                await self._settle()
                try:
                    async with self._clock.timeout(LOOK_S):
                        await self._changed.wait()
                except TimeoutError:
                    continue
            await asyncio.Event().wait()
        finally:
            stop()

    async def _open_at_start(self) -> None:
        """Open the day unless today's was open already: whoever closed it meant it."""
        today = self._clock.now().date().isoformat()
        while self._commands.hall.state.day < today:
            await self._submit(OpenDay(), f"hours/{today}/open")

    async def _settle(self) -> None:
        now = self._clock.now()
        today = now.date().isoformat()
        state = self._commands.hall.state
        if self._hours is None:
            return
        if self._hours.is_open(now):
            is_from_a_wrong_clock = state.day > today and not state.is_day_open  # opened again; the id does it once
            if state.day < today or is_from_a_wrong_clock:
                await self._submit(OpenDay(), f"hours/{today}/open")
        elif state.is_day_open and self._has_closing_time_passed(state.opened_at, now):
            await self._submit(CloseDay("hours"), f"hours/{state.day}/close/{now.isoformat()}")

    def _has_closing_time_passed(self, opened: datetime | None, now: datetime) -> bool:
        """Whether the hall has closed since: one opened by hand in the evening stays open, also past midnight."""
        closed = self._hours.last_closing(now) if self._hours else None
        return closed is not None and (opened is None or opened < closed or opened > now + WRONG_CLOCK)

    async def _submit(self, command: Command, command_id: str) -> None:
        try:
            await self._commands.submit(command, command_id)
        except Refused:
            return
        except JournalBroken:
            await self._clock.sleep(RETRY_S)

    def _happened(self, entries: Sequence[Entry]) -> None:
        if any(event.kind.startswith("day.") for entry in entries for event in entry.events):
            self._changed.set()

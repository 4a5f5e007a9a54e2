"""How long the journal remembers: whole days go once they are old enough and every reader has them."""

import asyncio
from collections.abc import Sequence
from contextlib import aclosing, suppress
from datetime import timedelta
from typing import Protocol

from drivers.contract import Clock
from edge.hall.events import DayClosed, DayOpened
from edge.ports import Commands, Entry, Journal, JournalBroken, Seq


class Forgetful(Journal, Protocol):
    """A journal that can give up its beginning."""

    async def forget(self, through: Seq) -> int:
        """Delete the entries that end at or before `through`, every cursor and the snapshot; return how many."""


class Retention:
    """Looks at the start and whenever a day has closed: then nobody is in a hurry."""

    def __init__(
        self, commands: Commands, journal: Forgetful, clock: Clock, keep_days: int, readers: Sequence[str]
    ) -> None:
        """`readers` are the cursors that must have passed, also those that have not moved yet."""
        self._commands = commands
        self._journal = journal
        self._clock = clock
        self._keep = timedelta(days=keep_days)
        self._readers = readers
        self._is_closed = asyncio.Event()

    async def run(self) -> None:
        """Forget until cancelled."""
        stop = self._commands.watch(self._happened)
        try:
            while True:
                self._is_closed.clear()
                with suppress(JournalBroken):  # the next day will do as well
                    await self.forget()
                await self._is_closed.wait()
        finally:
            stop()

    async def forget(self) -> int:
        """Forget what may be forgotten now; return how many entries."""
        through = min([await self._end_of_old_days(), *[await self._journal.cursor(name) for name in self._readers]])
        return await self._journal.forget(through) if through else 0

    async def _end_of_old_days(self) -> Seq:
        """Return what precedes the last day that was opened before the horizon; that day itself stays whole."""
        horizon, tail = self._clock.now() - self._keep, self._journal.tail
        end = 0
        if not tail:
            return end
        async with aclosing(self._journal.read(0)) as entries:  # type: ignore[type-var]  # journals read by generators
            async for entry in entries:
                if entry.at >= horizon:
                    break
                if any(isinstance(event, DayOpened) for event in entry.events):
                    end = entry.seq - 1
                if entry.last >= tail:
                    break
        return end

    def _happened(self, entries: Sequence[Entry]) -> None:
        if any(isinstance(event, DayClosed) for entry in entries for event in entry.events):
            self._is_closed.set()

"""The adviser: lets the hall look at its tidal windows, whenever something has happened and from time to time."""

import asyncio
from collections.abc import Sequence
from typing import Final

from drivers.contract import Clock
from edge.hall.commands import Command
from edge.hall.refusal import Refused
from edge.hall.tide_rule import review
from edge.ports import Commands, Entry, JournalBroken

GATHER_S: Final = 0.2  # what happens within it is looked at together
LOOK_S: Final = 15.0  # waits grow although nothing happens
RETRY_S: Final = 5.0
_MOVING: Final = ("ticket.", "window.", "tide.", "day.")


class TideAdviser:
    """Submits what the rule asks for; what was asked before has the same id, and happens once."""

    def __init__(self, commands: Commands, clock: Clock) -> None:
        self._commands = commands
        self._clock = clock
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Advise until cancelled; a hall without tidal windows needs nobody."""
        if not self._commands.hall.plan.tides.windows:
            return
        stop = self._commands.watch(self._happened)
        try:
            while True:
                self._changed.clear()
                for command_id, command in tuple(review(self._commands.hall, self._clock.now())):
                    await self._submit(command, command_id)
                await self._clock.sleep(GATHER_S)
                await self._wait()
        finally:
            stop()

    async def _wait(self) -> None:
        try:
            async with self._clock.timeout(LOOK_S):
                await self._changed.wait()
        except TimeoutError:
            return

    async def _submit(self, command: Command, command_id: str) -> None:
        try:
            await self._commands.submit(command, command_id)
        except Refused:
            return  # something has happened since the look: the next one knows it
        except JournalBroken:
            await self._clock.sleep(RETRY_S)

    def _happened(self, entries: Sequence[Entry]) -> None:
        if any(event.kind.startswith(_MOVING) for entry in entries for event in entry.events):
            self._changed.set()

"""The engine as devices see it: the real rules in memory, every id remembered, and a journal that can fail."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta

from edge.hall.commands import Command
from edge.hall.hall import Hall
from edge.ports import Answer, Entry, JournalBroken
from tests.support.halls import House


class Commands:
    """A house that takes commands by id and tells who watches."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.asked: list[Command] = []
        self.failures = 0  # how often the journal will not take anything
        self._answers: dict[str, Answer] = {}
        self._watchers: list[Callable[[Sequence[Entry]], None]] = []

    @property
    def hall(self) -> Hall:
        return self.house.hall

    async def submit(self, command: Command, command_id: str) -> Answer:
        await asyncio.sleep(0)
        if self.failures:
            self.failures -= 1
            raise JournalBroken("disk full")
        if command_id not in self._answers:
            self._answers[command_id] = self.do(command)
        return self._answers[command_id]

    def watch(self, callback: Callable[[Sequence[Entry]], None]) -> Callable[[], None]:
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def do(self, command: Command) -> Answer:
        """Decide, apply and tell, as the engine does."""
        known = len(self.house.events)
        self.house.now += timedelta(seconds=1)
        answer = self.house.do(command)
        self.asked.append(command)
        events = tuple(self.house.events[known:])
        if events:
            for tell in tuple(self._watchers):
                tell([Entry(known + 1, self.house.now, "test", bytes(16), events)])
        return answer

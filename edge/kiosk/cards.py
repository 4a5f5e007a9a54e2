"""Who stands at a dispenser with a card: masked and sealed at once, kept in memory, forgotten after a minute."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from drivers.contract import CardRead, CardRemoved, Clock
from edge.hall.commands import Person
from edge.identity import Keys, present

KEPT_S = 60.0


@dataclass(frozen=True, slots=True)
class _Visitor:
    person: Person
    until: float  # of the clock's monotonic seconds


class Cards:
    """The card desks of all dispensers."""

    def __init__(self, clock: Clock, keys: Callable[[], Keys], kept_s: float = KEPT_S) -> None:
        self._clock = clock
        self._keys = keys
        self._kept_s = kept_s
        self._visitors: dict[str, _Visitor] = {}
        self._callbacks: list[Callable[[str], None]] = []
        self._arrived = asyncio.Event()

    def person_at(self, dispenser: str) -> Person | None:
        """Return whose card was read here last, if that is not too long ago."""
        visitor = self._visitors.get(dispenser)
        if visitor is None or visitor.until <= self._clock.monotonic():
            return None
        return visitor.person

    def forget(self, dispenser: str) -> None:
        """Forget at once: the citizen is done."""
        if self._visitors.pop(dispenser, None) is not None:
            self._tell(dispenser)

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with the dispenser's name when its card comes, goes or lapses."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def hear(self, dispenser: str, event: CardRead | CardRemoved) -> None:
        """Take what the reader says; a card that is taken away is still its owner's for a minute."""
        if isinstance(event, CardRead):
            person = present(event, self._clock.now(), self._keys()).person
            self._visitors[dispenser] = _Visitor(person, self._clock.monotonic() + self._kept_s)
            self._arrived.set()
            self._tell(dispenser)

    async def run(self) -> None:
        """Forget whoever has gone, until cancelled."""
        while True:
            if not self._visitors:
                self._arrived.clear()
                await self._arrived.wait()
            first = min(visitor.until for visitor in self._visitors.values())
            await self._clock.sleep(max(0.0, first - self._clock.monotonic()))
            now = self._clock.monotonic()
            for dispenser in [name for name, visitor in self._visitors.items() if visitor.until <= now]:
                self.forget(dispenser)

    def _tell(self, dispenser: str) -> None:
        for callback in tuple(self._callbacks):
            callback(dispenser)

"""Who stands at a dispenser with a card: masked and sealed at once, kept in memory, forgotten after a minute."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from drivers.contract import CardRead, CardRemoved, CardUnreadable, Clock
from edge.hall.commands import Person
from edge.identity import Keys, present

KEPT_S = 60.0
PROBLEM_S = 15.0  # long enough to be read after the card was taken away again


@dataclass(frozen=True, slots=True)
class _Visit:
    until: float  # of the clock's monotonic seconds
    person: Person | None = None
    problem: str = ""


class Cards:
    """The card desks of all dispensers."""

    def __init__(self, clock: Clock, keys: Callable[[], Keys], kept_s: float = KEPT_S) -> None:
        self._clock = clock
        self._keys = keys
        self._kept_s = kept_s
        self._visits: dict[str, _Visit] = {}
        self._callbacks: list[Callable[[str], None]] = []
        self._came = asyncio.Event()

    def person_at(self, dispenser: str) -> Person | None:
        """Return whose card was read here last, if that is not too long ago."""
        visit = self._visit(dispenser)
        return visit.person if visit else None

    def problem_at(self, dispenser: str) -> str:
        """Return why the last card here could not be read, "" if nothing is wrong."""
        visit = self._visit(dispenser)
        return visit.problem if visit else ""

    def forget(self, dispenser: str) -> None:
        """Forget at once: the citizen is done."""
        if self._visits.pop(dispenser, None) is not None:
            self._tell(dispenser)

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with the dispenser's name when its card comes, goes or lapses."""
        self._callbacks.append(callback)
        return lambda: self._callbacks.remove(callback)

    def hear(self, dispenser: str, event: CardRead | CardUnreadable | CardRemoved) -> None:
        """Take what the reader says; a card that is taken away is still its owner's for a minute.

        One that cannot be read is somebody else's for all we know: whoever was here before is forgotten.
        """
        now = self._clock.monotonic()
        if isinstance(event, CardRead):
            person = present(event, self._clock.now(), self._keys()).person
            self._note(dispenser, _Visit(now + self._kept_s, person))
        elif isinstance(event, CardUnreadable):
            self._note(dispenser, _Visit(now + PROBLEM_S, problem=event.code))

    async def run(self) -> None:
        """Forget whoever has gone, until cancelled."""
        while True:
            self._came.clear()
            now = self._clock.monotonic()
            for dispenser in [name for name, visit in self._visits.items() if visit.until <= now]:
                self.forget(dispenser)
            first = min((visit.until for visit in self._visits.values()), default=None)
            with suppress(TimeoutError):
                async with self._clock.timeout(None if first is None else first - now):
                    await self._came.wait()

    def _visit(self, dispenser: str) -> _Visit | None:
        visit = self._visits.get(dispenser)
        return visit if visit is not None and visit.until > self._clock.monotonic() else None

    def _note(self, dispenser: str, visit: _Visit) -> None:
        self._visits[dispenser] = visit
        self._came.set()
        self._tell(dispenser)

    def _tell(self, dispenser: str) -> None:
        for callback in tuple(self._callbacks):
            callback(dispenser)

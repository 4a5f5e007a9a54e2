"""Who stands at a dispenser with a card: masked and sealed at once, kept in memory, forgotten after a minute."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from drivers.contract import CardRead, CardRemoved, CardUnreadable, Clock
from edge.hall.commands import Person
from edge.identity import SENIOR_AGE, Keys, present
from edge.ports import Visitor

KEPT_S = 60.0
AGENT_KEPT_S = 180.0  # since the agent's last ticket: people and papers are sorted in between
PROBLEM_S = 15.0  # long enough to be read after the card was taken away again


@dataclass(frozen=True, slots=True)
class _Visit:
    until: float  # of the clock's monotonic seconds
    visitor: Visitor | None = None
    problem: str = ""


class Cards:
    """The card desks of all dispensers."""

    def __init__(
        self, clock: Clock, keys: Callable[[], Keys], kept_s: float = KEPT_S, senior_age: int = SENIOR_AGE
    ) -> None:
        self._clock = clock
        self._keys = keys
        self._kept_s = kept_s
        self._senior_age = senior_age
        self._visits: dict[str, _Visit] = {}
        self._agents: dict[str, _Visit] = {}
        self._callbacks: list[Callable[[str], None]] = []
        self._came = asyncio.Event()

    def visitor_at(self, dispenser: str) -> Visitor | None:
        """Return whose card was read here last, if that is not too long ago."""
        visit = self._visit(dispenser)
        return visit.visitor if visit else None

    def person_at(self, dispenser: str) -> Person | None:
        """Return as much of the visitor as may be kept."""
        visitor = self.visitor_at(dispenser)
        return visitor.person if visitor else None

    def agent_at(self, dispenser: str) -> Person | None:
        """Return who takes tickets for others here, None if everybody takes their own."""
        errand = self._agents.get(dispenser)
        is_over = errand is None or errand.visitor is None or errand.until <= self._clock.monotonic()
        return None if is_over or errand is None or errand.visitor is None else errand.visitor.person

    def begin_errand(self, dispenser: str) -> bool:
        """Let whoever's card is here be the agent; the next card is a principal's."""
        visitor = self.visitor_at(dispenser)
        if visitor is None:
            return False
        del self._visits[dispenser]
        self._agents[dispenser] = _Visit(self._clock.monotonic() + AGENT_KEPT_S, visitor)
        self._came.set()
        self._tell(dispenser)
        return True

    def problem_at(self, dispenser: str) -> str:
        """Return why the last card here could not be read, "" if nothing is wrong."""
        visit = self._visit(dispenser)
        return visit.problem if visit else ""

    def forget(self, dispenser: str, *, keeps_agent: bool = False) -> None:
        """Forget at once: the citizen is done; an agent may go on with the next principal, and has the time again."""
        known = self._visits.pop(dispenser, None)
        agent = self._agents.pop(dispenser, None)
        if keeps_agent and agent is not None:
            self._agents[dispenser] = _Visit(self._clock.monotonic() + AGENT_KEPT_S, agent.visitor)
        if known is not None or agent is not None:
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
            seen = present(event, self._clock.now(), self._keys(), senior_age=self._senior_age)
            visitor = Visitor(seen.person, seen.is_senior, seen.holder)
            self._note(dispenser, _Visit(now + self._kept_s, visitor))
        elif isinstance(event, CardUnreadable):
            self._note(dispenser, _Visit(now + PROBLEM_S, problem=event.code))

    async def run(self) -> None:
        """Forget whoever has gone, until cancelled."""
        while True:
            self._came.clear()
            now = self._clock.monotonic()
            for dispenser in [name for name, visit in self._visits.items() if visit.until <= now]:
                del self._visits[dispenser]
                self._tell(dispenser)
            for dispenser in [name for name, errand in self._agents.items() if errand.until <= now]:
                self.forget(dispenser)
            visits = (*self._visits.values(), *self._agents.values())
            first = min((visit.until for visit in visits), default=None)
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

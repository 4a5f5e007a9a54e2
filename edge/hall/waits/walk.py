"""The order rule walked forward over what is known now: who will be called when, if nobody else came.

Time is in seconds from now, so whoever waits already has begun below nought. A desk that becomes free calls as the rule
of `edge.hall.order` says, is busy for one turn, and is free again. At the end of each line stands a newcomer who is
noted when called, but takes nobody's turn: so one walk answers for every service at once. It goes only as far as it is
asked, and goes on from there when asked for somebody else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import count
from math import inf

from edge.hall.waiting import Place
from edge.hall.waits.latecomers import Latecomers
from edge.hall.waits.rows import Row, Skill

NEVER_S = inf
MANNERS_S = 0.001


@dataclass(eq=False, slots=True)
class Desk:
    """A window, or several that can do the same and are taken together."""

    skill: Skill
    free_s: float
    pace: float = 1.0  # its turns as a multiple of the services'
    windows: int = 1
    at_once: int = 1  # so many of one line are called together
    until_s: float = NEVER_S  # calls nobody from then on
    back_s: float = NEVER_S  # … until then
    first: float = 1.0  # how much of a whole turn its first one takes
    let_pass_s: float = -NEVER_S  # it has let a desk of another zone go first until then


@dataclass(frozen=True, slots=True)
class Foreseen:
    """When somebody will be called, and how many of the same service and zone before."""

    wait_s: float
    ahead: int


@dataclass(frozen=True, slots=True)
class _Call:
    """Some of one row, called one after the other."""

    row: Row
    first: int
    last: int
    at_s: float
    apart_s: float
    ahead: int


class Walk:
    """One walk; what it answers does not depend on what it was asked before."""

    def __init__(
        self,
        desks: Sequence[Desk],
        turns_s: Mapping[str, float],
        spill_after_s: float,
        latecomers: Latecomers | None = None,
    ) -> None:
        self.latecomers = latecomers or Latecomers({}, {})
        self._turns_s = turns_s
        self._spill_after_s = spill_after_s
        self._order = count()
        self._heap = [(desk.free_s, next(self._order), desk) for desk in desks]
        heapify(self._heap)
        self._called: dict[str, int] = {}
        self._calls: list[_Call] = []
        self._newcomers: dict[tuple[str, str], Foreseen] = {}
        self._passed: dict[tuple[str, str], int] = {}  # service and zone → called

    def newcomer(self, service: str, zone: str) -> Foreseen | None:
        """Return when somebody who is sent to a zone now would be called, None if these desks would not."""
        of = (service, zone)
        while of not in self._newcomers and self._step():
            pass
        return self._newcomers.get(of)

    def ticket(self, name: str) -> Foreseen | None:
        """Return when a ticket that waits will be called, None if these desks would not."""
        seen = 0
        while seen < len(self._calls) or self._step():
            for call in self._calls[seen:]:
                for place in range(call.first, call.last):
                    if call.row.places[place][3] == name:
                        later = place - call.first
                        wait_s = call.at_s + later * call.apart_s if later else call.at_s
                        return Foreseen(wait_s, call.ahead + later)
            seen = len(self._calls)
        return None

    def before(self, name: str) -> list[str] | None:
        """Return who of the same service and zone will be called before a ticket; None if these desks never call it."""
        if self.ticket(name) is None:
            return None
        last = next(call for call in self._calls if any(place[3] == name for place in _places(call)))
        of = (last.row.service, last.row.zone)
        named: list[str] = []
        for call in self._calls:
            if (call.row.service, call.row.zone) == of:
                named += [place[3] for place in _places(call)]
            if call is last:
                break
        return named[: named.index(name)]

    def _step(self) -> bool:
        """Let the next desk call; False if there is none any more."""
        heap = self._heap
        if not heap or heap[0][0] == NEVER_S:
            return False
        at_s, _, desk = heappop(heap)
        if at_s >= desk.until_s:
            if desk.back_s < NEVER_S:
                desk.until_s = NEVER_S
                heappush(heap, (max(at_s, desk.back_s), next(self._order), desk))
            return True
        row = self._next_row(desk.skill, at_s)
        if row is None:
            return True  # nobody is left whom this desk may call
        if row in desk.skill.more.elsewhere and desk.let_pass_s < at_s:
            desk.let_pass_s = at_s + MANNERS_S  # a desk of their own zone that is free at the same time goes first
            heappush(heap, (desk.let_pass_s, next(self._order), desk))
        else:
            heappush(heap, (self._call(desk, row, at_s), next(self._order), desk))
        return True

    def _next_row(self, skill: Skill, at_s: float) -> Row | None:
        """Return the row that is called from, once every newcomer who would come before has been noted."""
        while (row := skill.choose(at_s, self._called, self._spill_after_s)) is not None:
            if row.at < len(row.places):
                return row
            row.move(1)
            of = (row.service, row.zone)
            self._newcomers[of] = Foreseen(at_s, self._passed.get(of, 0))
        return None

    def _call(self, desk: Desk, row: Row, at_s: float) -> float:
        """Let a desk call from a row; returns when it is free again."""
        turn_s = self._turns_s.get(row.service, NEVER_S) * desk.pace / desk.windows
        taken = min(desk.at_once, len(row.places) - row.at)
        of = (row.service, row.zone)
        ahead = self._passed.get(of, 0)
        self._calls.append(_Call(row, row.at, row.at + taken, at_s, turn_s, ahead))
        self._passed[of] = ahead + taken
        self._called[row.service] = self._called.get(row.service, 0) + taken
        row.move(taken)
        part, desk.first = desk.first, 1.0
        return at_s + part * taken * turn_s


def _places(call: _Call) -> Sequence[Place]:
    return call.row.places[call.first : call.last]

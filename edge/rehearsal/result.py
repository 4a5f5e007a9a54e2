"""What came of a rehearsed day: every wait with what its citizen was told, and how busy the windows were."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from edge.hall.policy import Policy
from edge.hall.terms import Rule, TicketClass


@dataclass(frozen=True, slots=True)
class Wait:
    """One leg of a ticket up to its first call."""

    ticket: str  # its id
    leg: int  # 0 is the first
    service: str
    ticket_class: TicketClass
    began_at: datetime  # taken, or the leg before it finished
    called_at: datetime
    waited_s: float
    ceiling_s: float  # of its class
    rule: Rule  # that it was called by
    window: int
    ahead: int | None = None  # told when it was taken; None for later legs
    told_min: tuple[int, int] | None = None  # the range in minutes; None: no estimate yet, or a later leg

    @property
    def is_over(self) -> bool:
        """Whether it was longer than the ceiling of its class."""
        return self.waited_s > self.ceiling_s

    @property
    def beyond_told_s(self) -> float | None:
        """How much longer than the upper end of the range, negative: sooner; None where no range was told."""
        return None if self.told_min is None else self.waited_s - self.told_min[1] * 60

    @property
    def is_as_told(self) -> bool | None:
        """Whether it fell into the range; None where no range was told."""
        if self.told_min is None:
            return None
        return self.told_min[0] * 60 <= self.waited_s <= self.told_min[1] * 60


@dataclass(frozen=True, slots=True)
class DeskTime:
    """How long a window was open, and how long of that somebody was called or served there."""

    open_s: float = 0.0
    busy_s: float = 0.0
    served: int = 0  # legs finished

    @property
    def utilisation(self) -> float:
        """Busy as a part of open, 0 for one that was never open."""
        return self.busy_s / self.open_s if self.open_s else 0.0


@dataclass(frozen=True, slots=True)
class Result:
    """One day, played once."""

    policy: Policy
    waits: tuple[Wait, ...]  # in order of their calls
    counts: Mapping[str, int]  # event kind → how many: ticket.taken, ticket.called, ticket.missed …
    uncalled: Mapping[TicketClass, int]  # tickets that were never called before the day was closed
    desks: Mapping[int, DeskTime]
    commands: int  # decided, those of the hall's own deadlines included
    events: int
    broken: tuple[str, ...]  # promises of the rules that did not hold: none, or the rules are wrong
    refused: Counter[str]  # codes of the tickets that could not be taken

    @property
    def calls(self) -> int:
        """How often somebody was called."""
        return self.counts.get("ticket.called", 0)


@dataclass(frozen=True, slots=True)
class Spread:
    """Some waits in numbers; seconds."""

    n: int
    mean_s: float
    p50_s: float
    p95_s: float
    max_s: float
    over: int  # longer than the ceiling of their class


def spread(waits: Iterable[Wait]) -> Spread | None:
    """Return the numbers of these waits, None if there are none."""
    chosen = list(waits)
    if not chosen:
        return None
    ordered = sorted(wait.waited_s for wait in chosen)
    over = sum(wait.is_over for wait in chosen)
    mean_s = sum(ordered) / len(ordered)
    return Spread(len(ordered), mean_s, _part(ordered, 0.5), _part(ordered, 0.95), ordered[-1], over)


def by_class(result: Result) -> dict[TicketClass, Spread]:
    """Return the waits of every class that somebody had."""
    spreads = {kind: spread(wait for wait in result.waits if wait.ticket_class is kind) for kind in TicketClass}
    return {kind: found for kind, found in spreads.items() if found is not None}


def by_service(result: Result) -> dict[tuple[str, TicketClass], Spread]:
    """Return the waits of every service and class that somebody came for, in the order of their codes."""
    groups: dict[tuple[str, TicketClass], list[Wait]] = {}
    for wait in result.waits:
        groups.setdefault((wait.service, wait.ticket_class), []).append(wait)
    ordered = sorted(groups, key=lambda key: (key[0], key[1].value))
    return {key: found for key in ordered if (found := spread(groups[key])) is not None}


def _part(ordered: list[float], part: float) -> float:
    """Return the smallest of the sorted values that at least `part` of them do not exceed."""
    return ordered[max(0, ceil(part * len(ordered)) - 1)]

"""What came of a rehearsed day: every wait with what its citizen was told, and how busy the windows were."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from math import ceil

from edge.hall.order import class_policy
from edge.hall.policy import Policy
from edge.hall.terms import Rule, TicketClass


@dataclass(frozen=True, slots=True)
class Wait:
    """One leg of a ticket up to its first call."""

    ticket: str  # its id
    arrival: int  # which of the day's arrivals took it
    leg: int  # 0 is the first
    service: str
    ticket_class: TicketClass
    called_at: datetime
    waited_s: float
    early_s: float  # of it, how long before the appointment's slot began; the ceiling does not count that
    ceiling_s: float  # of its class
    rule: Rule  # that it was called by
    window: int
    ahead: int | None = None  # told when it was taken; None for later legs
    told_min: tuple[int, int] | None = None  # the range in minutes; None: no estimate yet, or a later leg

    @property
    def is_over(self) -> bool:
        """Whether it was longer than the ceiling of its class."""
        return self.is_beyond(self.ceiling_s)

    def is_beyond(self, ceiling_s: float) -> bool:
        """Whether it was longer than some other policy's ceiling."""
        return self.waited_s - self.early_s > ceiling_s

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

    n: float  # whole, unless it is an average of days
    mean_s: float
    p50_s: float
    p95_s: float
    max_s: float
    over: float  # how many were longer than the ceiling of their class


def spread(waits: Iterable[Wait], policy: Policy | None = None) -> Spread | None:
    """Return the numbers of these waits, None if there are none; `policy` has the ceilings, None: their own ones."""
    chosen = list(waits)
    if not chosen:
        return None
    ordered = sorted(wait.waited_s for wait in chosen)
    over = sum(wait.is_beyond(_ceiling_s(wait, policy)) for wait in chosen)
    mean_s = sum(ordered) / len(ordered)
    return Spread(len(ordered), mean_s, _part(ordered, 0.5), _part(ordered, 0.95), ordered[-1], over)


def groups(result: Result) -> dict[tuple[str, TicketClass], list[Wait]]:
    """Return the waits by service code and class; those of all services together by "" and class."""
    found: dict[tuple[str, TicketClass], list[Wait]] = {}
    for wait in result.waits:
        for service in ("", wait.service):
            found.setdefault((service, wait.ticket_class), []).append(wait)
    return found


def average(spreads: Sequence[Spread]) -> Spread:
    """Return the mean of each number over some days."""
    return Spread(*(sum(values) / len(spreads) for values in zip(*map(astuple, spreads), strict=True)))


def _ceiling_s(wait: Wait, policy: Policy | None) -> float:
    return wait.ceiling_s if policy is None else class_policy(policy, wait.ticket_class).ceiling_s


def _part(ordered: list[float], part: float) -> float:
    """Return the smallest of the sorted values that at least `part` of them do not exceed."""
    return ordered[max(0, ceil(part * len(ordered)) - 1)]

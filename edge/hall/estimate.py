"""How many are ahead, and how long it may take: the order rule walked forward, told as a range that is kept honest.

    turns learnt ──▶ walk over lines and windows ──▶ expected wait ──▶ band of its class and horizon ──▶ range
                                                                          ▲                                │ told
                                                     what came true ──────┴── judged at the first call ◀───┘

`edge.hall.waits` holds the parts. Nothing is told where nothing is known: no window that serves it is open, or nobody
knows yet how long anything takes here. A free window means at once, also to a hall without any experience.
"""

from dataclasses import dataclass
from datetime import datetime

from edge.hall.experience import Told
from edge.hall.hall import Hall
from edge.hall.order import class_policy
from edge.hall.routing import group_in, place_for
from edge.hall.state import Ticket
from edge.hall.terms import TicketClass, TicketState
from edge.hall.waits.bands import spread_of, tell
from edge.hall.waits.forecast import Newcomer, forecast
from edge.hall.waits.turns import turn_of
from edge.hall.waits.walk import Foreseen


@dataclass(frozen=True, slots=True)
class Expected:
    """What a citizen is told; minutes, None where nothing can be said yet."""

    ahead: int
    low_min: int | None = None
    high_min: int | None = None
    told: Told | None = None

    @property
    def range(self) -> list[int] | None:
        """Both ends as a JSON list."""
        return None if self.low_min is None or self.high_min is None else [self.low_min, self.high_min]


def expect(  # noqa: PLR0913 - the last two are known only where a ticket is being taken
    hall: Hall,
    service: str,
    ticket_class: TicketClass,
    now: datetime,
    *,
    counts_from: datetime | None = None,
    zone: str | None = None,
) -> Expected:
    """Return what somebody who takes a ticket now is to expect; an early appointment counts from its slot's start.

    Without a zone it is the one that a newcomer would be sent to.
    """
    zone = place_for(hall, service, now)[0] if zone is None else zone
    newcomer = Newcomer(ticket_class, (counts_from - now).total_seconds() if counts_from else 0.0)
    walk = forecast(hall, service, newcomer, now)
    foreseen = walk.newcomer(service, zone)
    if foreseen is None:
        return Expected(_ahead_of_newcomer(hall, service, ticket_class, now))
    wait_s = walk.latecomers.stretched(foreseen.wait_s, ticket_class)
    return _expected(hall, (service, zone), ticket_class, Foreseen(wait_s, foreseen.ahead))


def expect_for(hall: Hall, ticket: Ticket, now: datetime) -> Expected:
    """Return what the holder of a ticket that waits, or is just being printed, is to expect from now on."""
    walk = forecast(hall, ticket.service, Newcomer(), now)
    foreseen = walk.ticket(ticket.id)
    if foreseen is None:
        return Expected(_ahead_of(hall, ticket, now))
    wait_s = walk.latecomers.stretched(foreseen.wait_s, ticket.ticket_class)
    return _expected(hall, (ticket.service, ticket.zone), ticket.ticket_class, Foreseen(wait_s, foreseen.ahead))


def _expected(hall: Hall, of: tuple[str, str], ticket_class: TicketClass, foreseen: Foreseen) -> Expected:
    turn_s = turn_of(hall, of[0]) or 0.0
    spread_s = spread_of(foreseen.wait_s, turn_s / max(1, len(group_in(hall, *of))))
    told = tell(hall.state.experience, ticket_class, foreseen.wait_s, spread_s)
    return Expected(foreseen.ahead, told.low_min, told.high_min, told)


def _ahead_of_newcomer(hall: Hall, service: str, ticket_class: TicketClass, now: datetime) -> int:
    """Count whom the order rule would put before a newcomer, if all were called now."""
    if ticket_class is not TicketClass.PRIORITY:
        return hall.ahead_for(service)
    return _before(hall, service, class_policy(hall.plan.policy, ticket_class).head_start_s, now)


def _ahead_of(hall: Hall, ticket: Ticket, now: datetime) -> int:
    """Count whom the order rule would put before this ticket, if all were called now."""
    if ticket.state is not TicketState.WAITING:
        return hall.ahead_for(ticket.service) - (ticket.id in hall.printing)
    return _before(hall, ticket.service, _score(hall, ticket, now), now) - 1


def _before(hall: Hall, service: str, score: float, now: datetime) -> int:
    waiting = (hall.state.tickets[ticket_id] for ticket_id in hall.lines.of_service(service))
    return sum(_score(hall, ticket, now) >= score for ticket in waiting)


def _score(hall: Hall, ticket: Ticket, now: datetime) -> float:
    competes = class_policy(hall.plan.policy, ticket.ticket_class)
    return competes.head_start_s + competes.slope * (now - ticket.arrived_at).total_seconds()

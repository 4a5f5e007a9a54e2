"""What is ahead of somebody who waits: who will be called before, and by what right.

Only people of the same service and zone count, as in the number ahead that screens and slips show; whoever is called
meanwhile from other lines takes time, not a place.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from edge.hall.hall import Hall
from edge.hall.order import class_policy
from edge.hall.state import Ticket
from edge.hall.terms import TicketClass
from edge.hall.waits.forecast import Newcomer, forecast


@dataclass(frozen=True, slots=True)
class Standing:
    """How many come first, and why: they arrived earlier, or came later and go first by their class or a ceiling."""

    earlier: int = 0
    appointments: int = 0
    priority: int = 0
    others: int = 0
    due_in: int = 0  # reinstated: so many calls of the service come first
    window: int | None = None  # the one that calls it before anybody else

    @property
    def ahead(self) -> int:
        """All of them."""
        return self.earlier + self.appointments + self.priority + self.others


def standing(hall: Hall, ticket: Ticket, now: datetime) -> Standing:
    """Return what is ahead of a waiting ticket."""
    right = Counter(_right(hall.state.tickets[other], ticket) for other in _before(hall, ticket, now))
    due_in = 0
    if ticket.returned_at_call is not None:
        calls = hall.state.calls_of.get(ticket.service, 0) - ticket.returned_at_call
        due_in = max(0, hall.plan.policy.return_after_calls - calls)
    return Standing(
        earlier=right["earlier"],
        appointments=right[TicketClass.APPOINTMENT.value],
        priority=right[TicketClass.PRIORITY.value],
        others=right[TicketClass.ORDINARY.value],
        due_in=due_in,
        window=ticket.bound_to,
    )


def _right(other: Ticket, ticket: Ticket) -> str:
    is_earlier = (other.arrived_at, other.serial) < (ticket.arrived_at, ticket.serial)
    return "earlier" if is_earlier else other.ticket_class.value


def _before(hall: Hall, ticket: Ticket, now: datetime) -> Iterator[str]:
    """Yield whom the order rule will call first, walked forward; as all score now where it cannot be walked."""
    walked = forecast(hall, ticket.service, Newcomer(), now).before(ticket.id)
    if walked is not None:
        yield from walked
        return
    mine = (_score(hall, ticket, now), -ticket.serial)
    for other in hall.lines.of_service(ticket.service):
        score = (_score(hall, hall.state.tickets[other], now), -hall.state.tickets[other].serial)
        if other != ticket.id and score > mine:
            yield other


def _score(hall: Hall, ticket: Ticket, now: datetime) -> float:
    competes = class_policy(hall.plan.policy, ticket.ticket_class)
    return competes.head_start_s + competes.slope * (now - ticket.arrived_at).total_seconds()

"""A leg that ends with 办不成事: the citizen waits for that window at once, and the clock runs."""

from dataclasses import replace

from edge.hall.commands import Take
from edge.hall.decide.matters import matter_of, opening
from edge.hall.decide.takes import placed, taken
from edge.hall.decision import Moment
from edge.hall.events import Event
from edge.hall.hall import Hall
from edge.hall.roles import role_of, service_for_unresolved
from edge.hall.state import Ticket
from edge.hall.terms import Role


def reporting(hall: Hall, ticket: Ticket, moment: Moment) -> tuple[Event, ...]:
    """Return what follows the outcome `unresolved`: a ticket for the 办不成事 window that counts from the same arrival.

    Nothing is opened twice, and nothing for a leg that was itself such a report: its own clock runs on.
    """
    served = hall.plan.service(ticket.service)
    known = hall.state.unresolved.get(matter_of(ticket))
    if (served is not None and role_of(served) is Role.UNRESOLVED) or (known is not None and known.closed_at is None):
        return ()
    service = service_for_unresolved(hall.plan)
    if service is None:
        return (opening(hall, ticket, ""),)
    wish = Take((service.code,), ticket.ticket_class, ticket.reason, person=ticket.person, agent=ticket.agent)
    follows = taken(hall, replace(wish, case=ticket.case, failed=ticket.id), [service], None)
    follows = placed(hall, follows, moment)
    return (replace(follows, counts_from=ticket.arrived_at), opening(hall, ticket, follows.ticket))


def transferring(hall: Hall, ticket: Ticket, code: str) -> tuple[Event, ...]:
    """Return what follows when a ticket is itself sent on to the 办不成事 window: its report is its own."""
    service = hall.plan.service(code)
    known = hall.state.unresolved.get(matter_of(ticket))
    if service is None or role_of(service) is not Role.UNRESOLVED or (known is not None and known.closed_at is None):
        return ()
    return (opening(hall, ticket, ticket.id),)

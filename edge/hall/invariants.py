"""What must be true of every hall after every event, whatever happened."""

from collections.abc import Iterator

from edge.hall.hall import Hall
from edge.hall.terms import TicketState

_AT_WINDOW = frozenset({TicketState.CALLED, TicketState.SERVING})
_GIVEN_BACK = frozenset({TicketState.VOID, TicketState.CANCELLED})


def broken_promises(hall: Hall) -> Iterator[str]:
    """Yield a sentence for everything that is not as it must be; nothing if all is well."""
    at_windows = {window.ticket: window.number for window in hall.state.windows.values() if window.ticket}
    busy = sum(window.ticket is not None for window in hall.state.windows.values())
    if busy != len(at_windows):
        yield "two windows hold one ticket"
    for name, number in at_windows.items():
        ticket = hall.state.tickets.get(name)
        if ticket is None or ticket.state not in _AT_WINDOW or ticket.window != number:
            yield f"window {number} holds {name}, which is not there"
    checked_in: set[str] = set()
    for ticket in hall.state.tickets.values():
        if ticket.appointment and ticket.state not in _GIVEN_BACK:
            if ticket.appointment in checked_in:
                yield f"the appointment {ticket.appointment} has two tickets"
            checked_in.add(ticket.appointment)
        if ticket.state in _AT_WINDOW and ticket.id not in at_windows:
            yield f"{ticket.id} is {ticket.state.value} at no window"
        if (ticket.state is TicketState.WAITING) != (ticket.id in hall.lines):
            yield f"{ticket.id} is {ticket.state.value}, and its place in the lines says otherwise"

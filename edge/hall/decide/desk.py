"""Who is at a window, and whether that is whom the asker saw there."""

from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.state import Ticket, Window
from edge.hall.terms import WindowState


def open_desk(hall: Hall, number: int) -> Window:
    """Return a window that may call; Refused while the day or the window is not open."""
    window = hall.window(number)
    if not hall.state.is_day_open:
        raise Refused("day_not_open")
    if window.state is not WindowState.OPEN:
        raise Refused("window_not_open", window=number, state=window.state.value)
    return window


def present(hall: Hall, window: Window, seen: str | None = None) -> Ticket:
    """Return who is at the window; Refused if nobody is, or another than the asker saw."""
    if window.ticket is None:
        raise Refused("window_free", window=window.number)
    ticket = hall.state.tickets[window.ticket]
    if seen is not None and seen not in (ticket.id, ticket.number):
        raise Refused("ticket_changed", window=window.number, ticket=ticket.number)
    return ticket

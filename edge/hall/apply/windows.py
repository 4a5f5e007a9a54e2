"""How windows open, pause, close and change."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.terms import WindowState


def window_opened(hall: Hall, event: e.WindowOpened, at: datetime) -> None:
    window = hall.desk(event.window)
    window.state, window.reason, window.since, window.until = WindowState.OPEN, "", at, None


def window_paused(hall: Hall, event: e.WindowPaused, at: datetime) -> None:
    window = hall.desk(event.window)
    window.state, window.reason, window.since, window.until = WindowState.PAUSED, event.reason, at, event.until


def window_closed(hall: Hall, event: e.WindowClosed, at: datetime) -> None:
    window = hall.desk(event.window)
    window.state, window.reason, window.since, window.until = WindowState.CLOSED, event.reason, at, event.until
    for ticket_id in hall.lines.bound_to(event.window):
        ticket = hall.state.tickets[ticket_id]
        hall.lines.remove(ticket_id)
        ticket.bound_to = None
        hall.lines.add(ticket)


def window_changed(hall: Hall, event: e.WindowChanged, at: datetime) -> None:  # noqa: ARG001 - one shape for all
    window = hall.desk(event.window)
    window.serves, window.spills, window.role = event.serves, event.spills, event.role
    window.is_changed = True


def clerk_signed_in(hall: Hall, event: e.ClerkSignedIn, at: datetime) -> None:  # noqa: ARG001
    hall.desk(event.window).clerk = event.clerk


def clerk_signed_out(hall: Hall, event: e.ClerkSignedOut, at: datetime) -> None:  # noqa: ARG001
    hall.desk(event.window).clerk = ""

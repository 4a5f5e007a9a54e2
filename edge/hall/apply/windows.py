"""How windows open, pause, close and change."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall, configure
from edge.hall.state import Window
from edge.hall.terms import WindowState


def window_opened(hall: Hall, event: e.WindowOpened, at: datetime) -> None:
    _enter(hall, hall.desk(event.window), WindowState.OPEN, at, ("", None))
    hall.state.tides.ebbing.pop(event.window, None)


def window_paused(hall: Hall, event: e.WindowPaused, at: datetime) -> None:
    _enter(hall, hall.desk(event.window), WindowState.PAUSED, at, (event.reason, event.until))


def window_closed(hall: Hall, event: e.WindowClosed, at: datetime) -> None:
    _enter(hall, hall.desk(event.window), WindowState.CLOSED, at, (event.reason, event.until))
    hall.state.tides.ebbing.pop(event.window, None)
    hall.state.tides.lent.pop(event.window, None)
    for ticket_id in hall.lines.bound_to(event.window):
        ticket = hall.state.tickets[ticket_id]
        hall.lines.remove(ticket_id)
        ticket.bound_to = None
        hall.lines.add(ticket)


def window_changed(hall: Hall, event: e.WindowChanged, at: datetime) -> None:  # noqa: ARG001 - one shape for all
    """Take the new arrangement; one that is the configuration's follows what the configuration says today."""
    window = hall.desk(event.window)
    hall.lines.turned.add(event.window)
    window.before = event.was
    window.is_changed = not event.is_as_configured
    if window.is_changed:
        window.serves, window.spills = event.serves, event.spills
        window.role, window.also = event.role, event.also
    else:
        configure(window, hall.plan.window(event.window))
    hall.floor.forget()


def clerk_signed_in(hall: Hall, event: e.ClerkSignedIn, at: datetime) -> None:
    window = hall.desk(event.window)
    window.clerk, window.clerk_since = event.clerk, at


def clerk_signed_out(hall: Hall, event: e.ClerkSignedOut, at: datetime) -> None:  # noqa: ARG001
    window = hall.desk(event.window)
    window.clerk, window.clerk_since = "", None


def _enter(hall: Hall, window: Window, state: WindowState, at: datetime, why: tuple[str, datetime | None]) -> None:
    reason, until = why
    window.state, window.reason, window.since, window.until = state, reason, at, until
    window.free_since = at if state is WindowState.OPEN and window.ticket is None else None
    hall.floor.forget()
    hall.lines.turned.add(window.number)
    note_use(window, at)


def note_use(window: Window, at: datetime) -> None:
    """Book how long the window was open and busy, now that one of both may have changed."""
    window.use.note(at, is_open=window.state is WindowState.OPEN, is_busy=window.ticket is not None)

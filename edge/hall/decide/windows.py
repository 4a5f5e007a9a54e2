"""Opening, pausing, closing and changing windows, and who sits at them."""

from edge.hall.commands import ChangeWindow, CloseWindow, OpenWindow, PauseWindow, SignIn, SignOut
from edge.hall.decision import Decision, Moment
from edge.hall.events import ClerkSignedIn, ClerkSignedOut, WindowChanged, WindowClosed, WindowOpened, WindowPaused
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.terms import WindowState


def open_window(hall: Hall, command: OpenWindow, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all
    """Open a closed or paused window; needs no clerk signed in."""
    window = hall.window(command.window)
    if not hall.state.is_day_open:
        raise Refused("day_not_open")
    if window.state is WindowState.OPEN:
        raise Refused("window_already_open", window=window.number)
    return Decision((WindowOpened(window.number, command.reason),), {"window": window.number})


def pause_window(hall: Hall, command: PauseWindow, moment: Moment) -> Decision:  # noqa: ARG001
    """Call nobody for a while; what is being served may be finished."""
    window = hall.window(command.window)
    if window.state is not WindowState.OPEN:
        raise Refused("window_not_open", window=window.number, state=window.state.value)
    return Decision((WindowPaused(window.number, command.reason, command.until),), {"window": window.number})


def close_window(hall: Hall, command: CloseWindow, moment: Moment) -> Decision:  # noqa: ARG001
    """Close a free window; who waited for this very window waits for its service again."""
    window = hall.window(command.window)
    if window.state is WindowState.CLOSED:
        raise Refused("window_already_closed", window=window.number)
    if window.ticket is not None:
        raise Refused("window_busy", window=window.number, ticket=hall.state.tickets[window.ticket].number)
    return Decision((WindowClosed(window.number, command.reason, command.until),), {"window": window.number})


def change_window(hall: Hall, command: ChangeWindow, moment: Moment) -> Decision:  # noqa: ARG001
    """Give a window other services or another role; takes effect at its next call."""
    window = hall.window(command.window)
    serves = window.serves if command.serves is None else command.serves
    spills = window.spills if command.spills is None else command.spills
    for code in (*serves, *spills):
        if hall.plan.service(code) is None:
            raise Refused("unknown_service", service=code)
    role = command.role or window.role
    if (serves, spills, role) == (window.serves, window.spills, window.role):
        raise Refused("window_unchanged", window=window.number)
    return Decision((WindowChanged(window.number, serves, spills, role),), {"window": window.number})


def sign_in(hall: Hall, command: SignIn, moment: Moment) -> Decision:  # noqa: ARG001
    """A clerk sits down; whoever sat there before is signed out."""
    window = hall.window(command.window)
    if not command.clerk:
        raise Refused("bad_args", fields=["clerk"])
    if window.clerk == command.clerk:
        raise Refused("already_signed_in", window=window.number)
    left = (ClerkSignedOut(window.number, window.clerk),) if window.clerk else ()
    return Decision((*left, ClerkSignedIn(window.number, command.clerk)), {"window": window.number})


def sign_out(hall: Hall, command: SignOut, moment: Moment) -> Decision:  # noqa: ARG001
    """A clerk leaves; the window stays as it is."""
    window = hall.window(command.window)
    if not window.clerk:
        raise Refused("nobody_signed_in", window=window.number)
    return Decision((ClerkSignedOut(window.number, window.clerk),), {"window": window.number})

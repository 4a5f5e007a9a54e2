"""Opening, pausing and changing windows, and who sits at them."""

from edge.hall.commands import ChangeWindow, CloseWindow, OpenWindow, PauseWindow, SignIn, SignOut, UndoChange
from edge.hall.decision import Decision, Moment
from edge.hall.events import (
    Arrangement,
    ClerkSignedIn,
    ClerkSignedOut,
    Event,
    WindowChanged,
    WindowClosed,
    WindowOpened,
    WindowPaused,
)
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.roles import fits, services_of
from edge.hall.state import Window
from edge.hall.terms import Role, WindowState

REPLACED, ELSEWHERE = "replaced", "elsewhere"


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
    closed = WindowClosed(window.number, command.reason, command.until)
    return Decision((closed, *restoring(hall, window, command.reason)), {"window": window.number})


def change_window(hall: Hall, command: ChangeWindow, moment: Moment) -> Decision:  # noqa: ARG001
    """Give a window other services or roles; takes effect at its next call.

    A new role alone keeps the services that it may serve; where none is left, the configured ones, or all of the role.
    """
    window = hall.window(command.window)
    also = window.also if command.role is None and command.also is None else command.also or ()
    roles = _once((command.role or window.role, *also))
    serves = command.serves if command.serves is not None else _following(hall, window, roles)
    spills = command.spills
    if spills is None:
        spills = tuple(code for code in window.spills if _may(hall, roles, code) and code not in serves)
    return rearranged(hall, window, Arrangement(serves, spills, roles), command.by)


def undo_change(hall: Hall, command: UndoChange, moment: Moment) -> Decision:  # noqa: ARG001
    """Bring back what a window did before its last change."""
    window = hall.window(command.window)
    if window.before is None:
        raise Refused("nothing_to_undo", window=window.number)
    return rearranged(hall, window, window.before, command.by, is_undo=True)


def rearranged(hall: Hall, window: Window, new: Arrangement, by: str, *, is_undo: bool = False) -> Decision:
    """Give a window another arrangement; Refused where nothing would change, or it may not serve that."""
    for code in (*new.serves, *new.spills):
        service = hall.plan.service(code)
        if service is None:
            raise Refused("unknown_service", service=code)
        if not fits(new.roles, service):
            english = service.name_en or service.name
            raise Refused("service_not_of_role", window=window.number, service=service.name, service_en=english)
    if set(new.serves) & set(new.spills):
        raise Refused("bad_args", fields=["serves", "spills"])
    if new == window.arrangement:
        raise Refused("window_unchanged", window=window.number)
    planned = hall.plan.window(window.number)
    configured = Arrangement(planned.serves, planned.spills, planned.roles) if planned else None
    event = WindowChanged(
        window.number,
        new.serves,
        new.spills,
        new.roles[0],
        new.roles[1:],
        by,
        was=window.arrangement,
        is_undo=is_undo,
        is_as_configured=new == configured,
    )
    roles = [role.value for role in new.roles]
    return Decision((event,), {"window": window.number, "serves": list(new.serves), "roles": roles})


def restoring(hall: Hall, window: Window, by: str) -> tuple[Event, ...]:
    """Return what gives a window its services back that a tide has changed; nothing if somebody changed them since."""
    lent = hall.state.tides.lent.get(window.number)
    if lent is None or window.arrangement != lent.now:
        return ()
    try:
        return rearranged(hall, window, lent.was, by).events
    except Refused:  # a service of it is no longer offered: the window keeps what it has
        return ()


def _following(hall: Hall, window: Window, roles: tuple[Role, ...]) -> tuple[str, ...]:
    """Return what a window serves when only its roles are given."""
    if roles == window.roles:
        return window.serves
    kept = tuple(code for code in window.serves if _may(hall, roles, code))
    planned = hall.plan.window(window.number)
    configured = tuple(code for code in planned.serves if _may(hall, roles, code)) if planned else ()
    serves = kept or configured or services_of(hall.plan, roles)
    if not serves:
        raise Refused("role_without_service", window=window.number)
    return serves


def _may(hall: Hall, roles: tuple[Role, ...], code: str) -> bool:
    service = hall.plan.service(code)
    return service is not None and fits(roles, service)


def _once(roles: tuple[Role, ...]) -> tuple[Role, ...]:
    return tuple(dict.fromkeys(roles))


def sign_in(hall: Hall, command: SignIn, moment: Moment) -> Decision:  # noqa: ARG001
    """A configured clerk sits down: whoever sat there is signed out, and so is the clerk wherever else they sat."""
    window = hall.window(command.window)
    if not command.clerk:
        raise Refused("bad_args", fields=["clerk"])
    if hall.plan.clerk(command.clerk) is None:
        raise Refused("unknown_clerk", clerk=command.clerk)
    if window.clerk == command.clerk:
        raise Refused("already_signed_in", window=window.number)
    here = (ClerkSignedOut(window.number, window.clerk, REPLACED),) if window.clerk else ()
    elsewhere = tuple(
        ClerkSignedOut(other.number, command.clerk, ELSEWHERE)
        for other in hall.state.windows.values()
        if other.clerk == command.clerk
    )
    return Decision((*here, *elsewhere, ClerkSignedIn(window.number, command.clerk)), {"window": window.number})


def sign_out(hall: Hall, command: SignOut, moment: Moment) -> Decision:  # noqa: ARG001
    """A clerk leaves; the window stays as it is."""
    window = hall.window(command.window)
    if not window.clerk:
        raise Refused("nobody_signed_in", window=window.number)
    if command.clerk not in ("", window.clerk):
        raise Refused("another_signed_in", window=window.number, clerk=window.clerk)
    return Decision((ClerkSignedOut(window.number, window.clerk),), {"window": window.number})

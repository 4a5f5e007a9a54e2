"""When somebody must be reminded: each limit is a moment that follows from the hall's state.

    wait walk serve park   a leg's own time reaches the limit of its service; once a leg
    idle                   a window stays open and free while somebody waits for it; once a stretch
    case_near case_over    central's deadline of a case comes near, and passes
    unresolved_…           the clock of a report of what could not be done (办不成事) runs in the hall's working time

A moment is promised to `Deadlines` when it becomes known, and holds only as long as the state still gives the same
one: nothing is looked for, and a promise that has been overtaken is dropped when it comes up.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from edge.hall.terms import TicketState, Timer, WindowState
from edge.hall.worktime import moment_after, worked_s

if TYPE_CHECKING:
    from edge.hall.hall import Hall
    from edge.hall.state import Ticket, Unresolved, Window

OF_STATE = MappingProxyType(
    {
        TicketState.WAITING: Timer.WAIT,
        TicketState.CALLED: Timer.WALK,
        TicketState.SERVING: Timer.SERVE,
        TicketState.PARKED: Timer.PARK,
    }
)
"""Which limit runs in a state."""

OF_TICKETS = frozenset(OF_STATE.values())
OVER = frozenset(Timer) - {Timer.CASE_NEAR, Timer.UNRESOLVED_NEAR}
"""Those that say that a limit has been passed; the others warn before."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When a limit is reached, what it is counted from, and how long it is."""

    at: datetime
    since: datetime
    limit_s: float


def stage(timer: Timer, ticket: "Ticket") -> str:
    """Return what is remembered of a limit that was reached: it is not reached again in the same leg."""
    return f"{timer.value}/{ticket.leg + 1}"


def moment_of(hall: "Hall", timer: Timer, key: str) -> Moment | None:
    """Return when a limit will be reached, None where nothing is to be reminded of (any more)."""
    if timer in OF_TICKETS:
        ticket = hall.state.tickets.get(key)
        return of_ticket(hall, ticket) if ticket is not None and OF_STATE.get(ticket.state) is timer else None
    if timer is Timer.IDLE:
        window = hall.state.windows.get(int(key)) if key.isdecimal() else None
        return of_window(hall, window) if window is not None else None
    if timer in (Timer.CASE_NEAR, Timer.CASE_OVER):
        return of_case(hall, timer, key)
    matter = hall.state.unresolved.get(key)
    return of_matter(hall, timer, matter) if matter is not None else None


def of_ticket(hall: "Hall", ticket: "Ticket") -> Moment | None:
    """Return when the time that runs for a ticket now reaches its limit; only while the day is open."""
    timer = OF_STATE.get(ticket.state)
    if timer is None or not hall.state.is_day_open:
        return None
    limit_s = hall.plan.timers.limit(timer, ticket.service)
    if limit_s is None or stage(timer, ticket) in ticket.reminded:
        return None
    leg = ticket.legs[ticket.leg]
    if timer is Timer.WAIT:  # an appointment counts from its own time
        since, spent_s = max(ticket.since, ticket.arrived_at), leg.waiting_s
    else:
        spent_s = {Timer.WALK: leg.walking_s, Timer.SERVE: leg.serving_s}.get(timer, leg.parked_s)
        since = ticket.since
    return Moment(since + timedelta(seconds=max(0.0, limit_s - spent_s)), since - timedelta(seconds=spent_s), limit_s)


def of_window(hall: "Hall", window: "Window") -> Moment | None:
    """Return when a window has been idle too long while somebody waits for it."""
    limit_s = hall.plan.timers.idle_s
    if limit_s is None or window.idle_since is None or idle_id(window) in hall.state.reminders:
        return None
    return Moment(window.idle_since + timedelta(seconds=limit_s), window.idle_since, limit_s)


def of_case(hall: "Hall", timer: Timer, key: str) -> Moment | None:
    """Return when a case's deadline is near, or passes."""
    near_s = hall.plan.timers.case_near_s
    case = hall.state.cases.get(key)
    if near_s is None or case is None or timer.value in case.reminded:
        return None
    before_s = near_s if timer is Timer.CASE_NEAR else 0.0
    return Moment(max(case.noted_at, case.at - timedelta(seconds=before_s)), case.noted_at, before_s)


def of_matter(hall: "Hall", timer: Timer, matter: "Unresolved") -> Moment | None:
    """Return when the working time of a report runs out, or nearly; None on a day on which it does not."""
    is_over = timer is Timer.UNRESOLVED_OVER
    if matter.closed_at is not None or matter.running_since is None or timer.value in matter.reminded:
        return None
    if matter.limit_s is None:
        return None
    left_s = matter.limit_s - matter.spent_s - (0.0 if is_over else hall.plan.timers.unresolved_near_s)
    at = moment_after(hall.state.sessions, matter.running_since, max(0.0, left_s))
    return Moment(at, matter.opened_at, matter.limit_s) if at is not None else None


def is_idle(hall: "Hall", window: "Window") -> bool:
    """Whether a window could call somebody and does not."""
    if window.state is not WindowState.OPEN or window.ticket is not None or not hall.state.is_day_open:
        return False
    if hall.lines.is_waited_for(window.number):
        return True
    return any(hall.lines.is_waited_for(service) for service in (*window.serves, *window.spills))


def idle_id(window: "Window") -> str:
    """Return the id of the reminder of this very stretch of idleness."""
    since = window.idle_since.isoformat() if window.idle_since else ""
    return f"{Timer.IDLE.value}/{window.number}/{since}"


def left_s(hall: "Hall", matter: "Unresolved", now: datetime) -> float | None:
    """Return how much of the hall's working time a report still has, negative when it is over; None without a limit."""
    if matter.limit_s is None:
        return None
    running_s = worked_s(hall.state.sessions, matter.running_since, now) if matter.running_since else 0.0
    return matter.limit_s - matter.spent_s - running_s

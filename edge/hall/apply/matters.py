"""How reports of what could not be done run, rest with the day and end; requests for a chief; regions."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.apply.reminders import OF_MATTERS, end, promise
from edge.hall.hall import Hall
from edge.hall.state import ChiefRequest, Unresolved
from edge.hall.worktime import worked_s


def opened(hall: Hall, event: e.UnresolvedOpened, at: datetime) -> None:
    state = hall.state
    state.unresolved[event.matter] = Unresolved(
        event.matter,
        event.failed,
        event.ticket,
        event.service,
        event.window,
        event.clerk,
        event.department,
        event.case,
        event.reason,
        at,
        event.limit_s,
        running_since=at if state.is_day_open else None,
    )
    promise(hall, OF_MATTERS, event.matter)


def closed(hall: Hall, event: e.UnresolvedClosed, at: datetime) -> None:
    matter = hall.state.unresolved.get(event.matter)
    if matter is None:
        return
    matter.closed_at, matter.result, matter.note, matter.closed_by = at, event.result, event.note, event.by
    matter.spent_s, matter.running_since = float(event.spent_s), None
    for timer in matter.reminded:
        end(hall, f"{timer}/{matter.id}", at)


def run_clocks(hall: Hall, at: datetime) -> None:
    """Let every open report's clock run from now: the day has been opened, or its sessions are known."""
    for matter in hall.state.unresolved.values():
        if matter.closed_at is None:
            matter.running_since = matter.running_since or at
            promise(hall, OF_MATTERS, matter.id)


def stop_clocks(hall: Hall, at: datetime) -> None:
    """Let every clock rest until the next day."""
    for matter in hall.state.unresolved.values():
        if matter.running_since is not None:
            matter.spent_s += worked_s(hall.state.sessions, matter.running_since, at)
            matter.running_since = None


def chief_asked(hall: Hall, event: e.ChiefAsked, at: datetime) -> None:
    hall.state.chief_requests[event.request] = ChiefRequest(
        event.request, event.window, event.department, event.chief, event.clerk, event.ticket, event.note, at
    )


def chief_answered(hall: Hall, event: e.ChiefAnswered, at: datetime) -> None:
    request = hall.state.chief_requests.get(event.request)
    if request is not None:
        request.answered_at, request.answered_by = at, event.by


def region_noted(hall: Hall, event: e.RegionNoted, at: datetime) -> None:  # noqa: ARG001 - one shape for all appliers
    ticket = hall.state.tickets.get(event.ticket)
    if ticket is not None:
        ticket.region = event.region

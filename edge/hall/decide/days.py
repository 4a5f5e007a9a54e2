"""The business day, problems that a person must mend, and what follows a mended journal."""

from datetime import date

from edge.hall.commands import (
    ChangeService,
    ClearProblem,
    CloseDay,
    OpenDay,
    PlanDay,
    RaiseProblem,
    ReportRecovery,
)
from edge.hall.decide.windows import restoring
from edge.hall.decision import Decision, Moment
from edge.hall.events import (
    ClerkSignedOut,
    DayClosed,
    DayOpened,
    DayPlanned,
    Event,
    JournalRecovered,
    ProblemCleared,
    ProblemRaised,
    ServiceChanged,
    TicketExpired,
    WindowClosed,
)
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.terms import Admission, TicketState, WindowState

DAY_CLOSED = "day_closed"
_KEPT_OVERNIGHT = frozenset({TicketState.WAITING, TicketState.MISSED, TicketState.PARKED})


def open_day(hall: Hall, command: OpenDay, moment: Moment) -> Decision:
    """Begin a business day; one left open by a power cut is closed first, and no day comes twice or before another."""
    if command.day and not _is_date(command.day):
        raise Refused("bad_args", fields=["day"])
    day = max(command.day or moment.now.date().isoformat(), hall.state.day)
    if hall.state.is_day_open and hall.state.day == day:
        raise Refused("day_already_open", day=day)
    closing = _closing(hall, "left_open") if hall.state.is_day_open else ()
    return Decision((*closing, DayOpened(day)), {"day": day})


def plan_day(hall: Hall, command: PlanDay, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Note what the calendar says of the open day; the same again is no news."""
    state = hall.state
    if not state.is_day_open:
        raise Refused("day_not_open")
    if (state.sessions, state.rests, state.latest) == (command.sessions, command.rests, command.latest):
        raise Refused("day_plan_unchanged")
    return Decision((DayPlanned(state.day, command.sessions, command.rests, command.latest),), {"day": state.day})


def change_service(hall: Hall, command: ChangeService, moment: Moment) -> Decision:  # noqa: ARG001
    """Take a service out of the hands of calendar and capacity for today, or give it back."""
    service = hall.plan.service(command.service)
    if service is None:
        raise Refused("unknown_service", service=command.service)
    if not hall.state.is_day_open:
        raise Refused("day_not_open")
    if hall.state.admissions.get(command.service, Admission.BY_RULE) is command.admission:
        raise Refused("service_unchanged", service=service.name, service_en=service.name_en or service.name)
    changed = ServiceChanged(command.service, command.admission, command.reason, command.by)
    return Decision((changed,), {"service": command.service, "admission": command.admission.value})


def close_day(hall: Hall, command: CloseDay, moment: Moment) -> Decision:  # noqa: ARG001
    """End the business day: open tickets expire unless the hall keeps them, windows close."""
    if not hall.state.is_day_open:
        raise Refused("day_not_open")
    return Decision(_closing(hall, command.reason), {"day": hall.state.day})


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _closing(hall: Hall, reason: str) -> tuple[Event, ...]:
    kept = _KEPT_OVERNIGHT if hall.plan.policy.keeps_tickets_overnight else frozenset[TicketState]()
    expired = [
        TicketExpired(ticket.id)
        for ticket in hall.state.tickets.values()
        if ticket.state.is_open and ticket.state not in kept
    ]
    closed = [
        WindowClosed(window.number, DAY_CLOSED)
        for window in hall.state.windows.values()
        if window.state is not WindowState.CLOSED
    ]
    gone = [
        ClerkSignedOut(window.number, window.clerk, DAY_CLOSED)
        for window in hall.state.windows.values()
        if window.clerk
    ]
    lent = [event for number in hall.state.tides.lent for event in restoring(hall, hall.desk(number), DAY_CLOSED)]
    return (*expired, *closed, *lent, *gone, DayClosed(hall.state.day, reason))


def raise_problem(hall: Hall, command: RaiseProblem, moment: Moment) -> Decision:  # noqa: ARG001
    """Note that something is wrong; the same again is no news."""
    known = hall.state.problems.get((command.code, command.place))
    if known is not None and known.detail == command.detail:
        raise Refused("problem_known", problem=command.code)
    return Decision((ProblemRaised(command.code, command.place, command.detail),))


def clear_problem(hall: Hall, command: ClearProblem, moment: Moment) -> Decision:  # noqa: ARG001
    """Note that it is mended."""
    if (command.code, command.place) not in hall.state.problems:
        raise Refused("problem_unknown", problem=command.code)
    return Decision((ProblemCleared(command.code, command.place),))


def report_recovery(hall: Hall, command: ReportRecovery, moment: Moment) -> Decision:  # noqa: ARG001
    """Let every prefix leap ahead, and ask a person to look."""
    recovered = JournalRecovered(command.epoch, command.cut, hall.plan.policy.recovery_step)
    problem = ProblemRaised("journal_recovered", "journal", f"{command.cut} entries cut, epoch {command.epoch}")
    return Decision((recovered, problem))

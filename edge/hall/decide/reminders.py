"""Reminding of what takes too long, saying when it is over, and taking central's deadlines of cases."""

from typing import Any

from edge.hall.commands import ClearReminder, Remind, SetDeadline
from edge.hall.decision import Decision, Moment
from edge.hall.events import DeadlineSet, ReminderCleared, ReminderRaised
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.reminders import OF_TICKETS, OVER, idle_id, moment_of, stage
from edge.hall.state import Ticket
from edge.hall.terms import Timer


def remind(hall: Hall, command: Remind, moment: Moment) -> Decision:
    """Say once that a limit has been reached; not before it is, and not when it has been overtaken."""
    due = moment_of(hall, command.timer, command.key)
    if due is None or due.at > moment.now:
        raise Refused("reminder_not_due", timer=command.timer.value)
    about = _about(hall, command.timer, command.key)
    event = ReminderRaised(
        timer=command.timer,
        key=command.key,
        since=due.since,
        limit_s=int(due.limit_s),
        is_over=command.timer in OVER,
        **about,
    )
    return Decision((event,))


def _about(hall: Hall, timer: Timer, key: str) -> dict[str, Any]:
    """Return whom and what a reminder is about: its id, window, clerk, ticket, service, department, case."""
    state = hall.state
    if timer is Timer.IDLE:
        window = hall.desk(int(key))
        return {"reminder": idle_id(window), "window": window.number, "clerk": window.clerk}
    if timer in (Timer.UNRESOLVED_NEAR, Timer.UNRESOLVED_OVER):
        matter = state.unresolved[key]
        return {
            "reminder": f"{timer.value}/{key}",
            "case": matter.case,
            **_of_ticket(hall, matter.ticket or matter.failed),
        }
    if timer in OF_TICKETS:
        ticket = state.tickets[key]
        name, _, leg = stage(timer, ticket).partition("/")
        return {"reminder": f"{name}/{key}/{leg}", **_of_ticket(hall, key)}
    case = state.cases[key]
    known = _of_ticket(hall, case.ticket)
    return {**known, "reminder": f"{timer.value}/{key}/{case.at.isoformat()}", "case": case.case}


def _of_ticket(hall: Hall, name: str) -> dict[str, Any]:
    ticket = hall.state.tickets.get(name)
    if ticket is None:
        return {"ticket": name}
    service = hall.plan.service(ticket.service)
    window = hall.state.windows.get(ticket.window or 0)
    return {
        "ticket": ticket.id,
        "service": ticket.service,
        "department": service.department if service else "",
        "case": ticket.case,
        "window": ticket.window,
        "clerk": window.clerk if window else "",
    }


def clear(hall: Hall, command: ClearReminder, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all
    """Say that what somebody was reminded of is over."""
    reminder = hall.state.reminders.get(command.reminder)
    if reminder is None or reminder.ended_at is None:
        raise Refused("reminder_not_due", timer=command.reminder.partition("/")[0])
    return Decision((ReminderCleared(reminder.id, reminder.timer, reminder.ticket, reminder.window),))


def set_deadline(hall: Hall, command: SetDeadline, moment: Moment) -> Decision:  # noqa: ARG001
    """Note until when a case must be decided; central knows, the hall only reminds."""
    if bool(command.case) == bool(command.ticket):
        raise Refused("bad_args", fields=["case", "ticket"])
    ticket = hall.ticket(command.ticket) if command.ticket else _with_case(hall, command.case)
    case = command.case or (ticket.case if ticket else "")
    key = case or (ticket.id if ticket else "")
    known = hall.state.cases.get(key)
    if (known.at if known else None) == command.at:
        raise Refused("deadline_unchanged", case=key)
    event = DeadlineSet(key, command.at, case, ticket.id if ticket else "")
    return Decision((event,), {"case": case, "ticket": event.ticket})


def _with_case(hall: Hall, case: str) -> Ticket | None:
    """Return the newest ticket of a case; asked for once a case, not once a tick."""
    return next((ticket for ticket in reversed(hall.state.tickets.values()) if ticket.case == case), None)

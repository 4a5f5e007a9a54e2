"""How limits come to run, are reached and end: what the state must remember of them."""

from collections.abc import Collection
from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.reminders import OF_STATE, OF_TICKETS, idle_id, is_idle, moment_of, of_ticket, stage
from edge.hall.state import CaseDeadline, Reminder, Ticket, Window
from edge.hall.terms import Timer

OF_CASES = (Timer.CASE_NEAR, Timer.CASE_OVER)
OF_MATTERS = (Timer.UNRESOLVED_NEAR, Timer.UNRESOLVED_OVER)


def raised(hall: Hall, event: e.ReminderRaised, at: datetime) -> None:
    """Let it stand until its reason is gone; one whose reason is not known any more ends at once."""
    reminder = Reminder(
        event.reminder,
        event.timer,
        event.since,
        event.limit_s,
        at,
        event.is_over,
        event.window,
        event.clerk,
        event.ticket,
        event.service,
        event.department,
        event.case,
    )
    hall.state.reminders[reminder.id] = reminder
    if not _note(hall, event):
        end(hall, reminder.id, at)


def cleared(hall: Hall, event: e.ReminderCleared, at: datetime) -> None:  # noqa: ARG001 - one shape for all appliers
    hall.state.reminders.pop(event.reminder, None)


def deadline_set(hall: Hall, event: e.DeadlineSet, at: datetime) -> None:
    known = hall.state.cases.pop(event.key, None)
    if known is not None:
        for timer in known.reminded:
            end(hall, f"{timer}/{event.key}/{known.at.isoformat()}", at)
    if event.at is not None:
        hall.state.cases[event.key] = CaseDeadline(event.case, event.ticket, event.at, at)
        promise(hall, OF_CASES, event.key)


def _note(hall: Hall, event: e.ReminderRaised) -> bool:
    """Remember that this limit was reached; return whether its reason still stands."""
    if event.timer in OF_TICKETS:
        ticket = hall.state.tickets.get(event.key)
        if ticket is None or OF_STATE.get(ticket.state) is not event.timer:
            return False
        ticket.reminded.append(stage(event.timer, ticket))
        return True
    if event.timer is Timer.IDLE:
        window = hall.state.windows.get(int(event.key))
        return window is not None and idle_id(window) == event.reminder
    about = hall.state.cases.get(event.key) if event.timer in OF_CASES else hall.state.unresolved.get(event.key)
    if about is None:
        return False
    about.reminded.append(event.timer.value)
    return True


def end(hall: Hall, reminder_id: str, at: datetime) -> None:
    """Let a reminder be over: the hall will say so at once."""
    reminder = hall.state.reminders.get(reminder_id)
    if reminder is not None and reminder.ended_at is None:
        reminder.ended_at = at
        hall.deadlines.clear(reminder)


def watch_ticket(hall: Hall, ticket: Ticket, at: datetime) -> None:
    """Let the limit of a ticket's new state run; what it was reminded of in another state is over."""
    for known in ticket.reminded:
        timer, _, leg = known.partition("/")
        if stage(Timer(timer), ticket) != known or OF_STATE.get(ticket.state) is not Timer(timer):
            end(hall, f"{timer}/{ticket.id}/{leg}", at)
    due = of_ticket(hall, ticket)
    if due is not None:
        hall.deadlines.remind(OF_STATE[ticket.state], ticket.id, due.at)


def promise(hall: Hall, timers: tuple[Timer, ...], key: str) -> None:
    """Let these limits run, as far as they are known."""
    for timer in timers:
        due = moment_of(hall, timer, key)
        if due is not None:
            hall.deadlines.remind(timer, key, due.at)


def watch_windows(hall: Hall, at: datetime) -> None:
    """See which windows have become idle, or busy: those whose lines have filled or emptied, or that changed."""
    turned, hall.lines.turned = hall.lines.turned, set()
    if len(turned) == 1:
        (name,) = turned
        concerned: Collection[int] = _concerned(hall, name)
    else:
        concerned = {number for name in turned for number in _concerned(hall, name)}
    windows = hall.state.windows
    for number in sorted(concerned):
        window = windows[number]
        if window.ticket is None or window.idle_since is not None:  # most are busy, and were
            _watch_window(hall, window, at)


def _concerned(hall: Hall, name: str | int) -> Collection[int]:
    """Return the windows that a line of a service, or a window's own, lets call somebody."""
    if isinstance(name, int):
        return (name,) if name in hall.state.windows else ()
    known = hall.floor.helping.get(name)
    if known is None:
        windows = hall.state.windows.values()
        known = tuple(one.number for one in windows if name in one.serves or name in one.spills)
        hall.floor.helping[name] = known
    return known


def _watch_window(hall: Hall, window: Window, at: datetime) -> None:
    if is_idle(hall, window):
        if window.idle_since is None:
            window.idle_since = at
            promise(hall, (Timer.IDLE,), str(window.number))
    elif window.idle_since is not None:
        end(hall, idle_id(window), at)
        window.idle_since = None

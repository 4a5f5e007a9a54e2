"""From a state that was kept to a hall that goes on: everything beside the state is made of it again."""

from edge.hall.apply.reminders import OF_CASES, OF_MATTERS, promise
from edge.hall.apply.tickets import promise_start
from edge.hall.hall import Hall, configure
from edge.hall.plan import Plan
from edge.hall.reminders import OF_STATE
from edge.hall.state import HallState, Ticket, Window
from edge.hall.terms import RatingState, TicketState, Timer


def restore(plan: Plan, state: HallState) -> Hall:
    """Return the hall that has this state, under today's plan; `state` belongs to it from now on."""
    hall = Hall(plan)
    _configure(plan, state, hall.state.windows)
    hall.state = state
    for ticket in state.tickets.values():
        _index(hall, ticket)
    for rating in state.ratings.values():
        if rating.state is RatingState.OPEN:
            hall.deadlines.rating(rating, plan.policy.rating_open_s)
        if plan.rating.default_after_s and rating.default_level is None:
            hall.deadlines.default(rating, plan.rating.default_after_s)
    for alert in state.alerts.values():
        if not alert.is_overdue:
            hall.deadlines.alert(alert)
    _promise(hall)
    return hall


def _promise(hall: Hall) -> None:
    """Let every limit run again, and say what has ended in the meantime."""
    for window in hall.state.windows.values():
        promise(hall, (Timer.IDLE,), str(window.number))
    for case in hall.state.cases:
        promise(hall, OF_CASES, case)
    for matter in hall.state.unresolved:
        promise(hall, OF_MATTERS, matter)
    for reminder in hall.state.reminders.values():
        hall.deadlines.clear(reminder)
    hall.lines.turned.clear()


def _configure(plan: Plan, state: HallState, planned: dict[int, Window]) -> None:
    """Let windows have the configuration's services and role, as in a replay, unless a command changed them."""
    for number, window in planned.items():
        state.windows.setdefault(number, window)
    for number, window in state.windows.items():
        if not window.is_changed:
            configure(window, plan.window(number))


def _index(hall: Hall, ticket: Ticket) -> None:
    if ticket.state in OF_STATE:
        promise(hall, (OF_STATE[ticket.state],), ticket.id)
    if ticket.person is not None and ticket.agent is None and ticket.id.startswith(f"{hall.state.day}/"):
        hall.by_person.setdefault(ticket.person.key, []).append(ticket.id)
    if ticket.appointment:
        hall.by_appointment[ticket.appointment] = ticket.id
    match ticket.state:
        case TicketState.PRINTING:
            hall.printing.add(ticket.id)
        case TicketState.OFFERED:
            hall.deadlines.offer(ticket, hall.plan.policy.offer_s)
        case TicketState.CALLED:
            promise_start(hall, ticket)
        case TicketState.WAITING:
            if ticket.bound_to is not None and hall.plan.window(ticket.bound_to) is None:
                ticket.bound_to = None
            hall.lines.add(ticket)
        case _:
            pass

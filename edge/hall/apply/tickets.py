"""How a ticket's events change it, its line, its window and its four times."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.apply.reminders import watch_ticket
from edge.hall.apply.windows import note_use
from edge.hall.experience import Told
from edge.hall.hall import Hall
from edge.hall.roles import keeps
from edge.hall.state import CallMade, Leg, Ticket
from edge.hall.terms import Rule, TicketState, WindowState
from edge.hall.waits.judging import judge
from edge.hall.waits.turns import learn_turn, turn_begins

RECENT_CALLS = 40  # what boards and estimates look back on

# Looked up once: a replay of a large day comes here a hundred thousand times.
_WAITING, _CALLED, _SERVING, _PARKED = (
    TicketState.WAITING,
    TicketState.CALLED,
    TicketState.SERVING,
    TicketState.PARKED,
)


def taken(hall: Hall, event: e.TicketTaken, at: datetime) -> None:
    ticket = Ticket(
        id=event.ticket,
        number=event.number,
        serial=event.serial,
        ticket_class=event.ticket_class,
        legs=[Leg(service) for service in event.services],
        taken_at=at,
        arrived_at=event.counts_from or at,
        since=at,
        reason=event.reason,
        dispenser=event.dispenser,
        person=event.person,
        agent=event.agent,
        appointment=event.appointment,
        case=event.case,
        zone=event.zone,
        slot=event.slot,
        theme=event.theme,
        region=event.region,
        failed=event.failed,
        told=_told(event),
    )
    hall.state.tickets[ticket.id] = ticket
    prefix = event.number.rstrip("0123456789")
    hall.state.numbers[prefix] = max(hall.state.numbers.get(prefix, 0), event.serial)
    if event.person is not None and event.agent is None:
        hall.by_person.setdefault(event.person.key, []).append(ticket.id)
    if event.appointment:
        hall.by_appointment[event.appointment] = ticket.id
    if event.is_printing:
        hall.printing.add(ticket.id)
    else:
        _enter(hall, ticket, TicketState.WAITING, at)


def printed(hall: Hall, event: e.TicketPrinted, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    if ticket.state is TicketState.PRINTING:
        _enter(hall, ticket, TicketState.WAITING, at)


def offered(hall: Hall, event: e.TicketOffered, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    ticket.offered_why = event.why
    _enter(hall, ticket, TicketState.OFFERED, at)
    hall.deadlines.offer(ticket, hall.plan.policy.offer_s)


def shown(hall: Hall, event: e.TicketShown, at: datetime) -> None:
    _enter(hall, hall.state.tickets[event.ticket], TicketState.WAITING, at)


def voided(hall: Hall, event: e.TicketVoided, at: datetime) -> None:
    _enter(hall, hall.state.tickets[event.ticket], TicketState.VOID, at)


def unsure(hall: Hall, event: e.TicketUnsure, at: datetime) -> None:
    _enter(hall, hall.state.tickets[event.ticket], TicketState.UNSURE, at)


def reprinted(hall: Hall, event: e.TicketReprinted, at: datetime) -> None:  # noqa: ARG001 - one shape for all appliers
    hall.state.tickets[event.ticket].attempt = event.attempt


def called(hall: Hall, event: e.TicketCalled, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    service = ticket.service
    desk = hall.desk(event.window)
    desk.turn_began, desk.free_since = turn_begins(desk, ticket, at), None
    if event.reason.rule is Rule.BY_NUMBER:
        ticket.told = None
    _enter(hall, ticket, TicketState.CALLED, at)
    ticket.window = event.window
    ticket.recalls = 0
    ticket.called_at = at
    ticket.bound_to = None
    ticket.returned_at_call = None
    ticket.called_because = event.reason
    desk.ticket = ticket.id
    hall.lines.turned.add(event.window)
    note_use(desk, at)
    hall.state.calls_of[service] = hall.state.calls_of.get(service, 0) + 1
    _remember_call(hall, ticket, event.window, at)
    promise_start(hall, ticket)


def recalled(hall: Hall, event: e.TicketRecalled, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    ticket.recalls = event.recall
    ticket.called_at = at
    promise_start(hall, ticket)


def started(hall: Hall, event: e.TicketStarted, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    if ticket.told is not None:  # never called before, so it has been what it is now since its first call
        actual_s = (ticket.since - ticket.taken_at).total_seconds()
        judge(hall.state.experience, ticket.service, ticket.ticket_class, ticket.told, actual_s)
        ticket.told = None
    _enter(hall, ticket, TicketState.SERVING, at)


def finished(hall: Hall, event: e.TicketFinished, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    leg = ticket.legs[ticket.leg]
    _leave_window(hall, ticket, at)
    _spend(ticket, at)
    leg.window, leg.outcome = event.window, event.outcome
    hall.desk(event.window).served += 1
    ticket.since = at
    if event.is_last:
        _enter(hall, ticket, TicketState.DONE, at)
    else:
        ticket.leg += 1
        ticket.zone = event.zone
        desk = hall.desk(event.window)
        if keeps(desk.roles, desk.serves, ticket.service) and hall.plan.window(event.window):
            ticket.bound_to = event.window
        _enter(hall, ticket, TicketState.WAITING, at)


def missed(hall: Hall, event: e.TicketMissed, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    _leave_window(hall, ticket, at)
    ticket.told = None
    _enter(hall, ticket, TicketState.MISSED, at)


def reinstated(hall: Hall, event: e.TicketReinstated, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    ticket.returned_at_call = hall.state.calls_of.get(ticket.service, 0)
    _enter(hall, ticket, TicketState.WAITING, at)


def transferred(hall: Hall, event: e.TicketTransferred, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    _leave_window(hall, ticket, at)
    ticket.told = None
    _spend(ticket, at)
    ticket.since = at
    if event.service:
        ticket.legs[ticket.leg] = Leg(event.service, *_times(ticket.legs[ticket.leg]))
    ticket.zone = event.zone
    ticket.bound_to = event.window if event.window is not None and hall.plan.window(event.window) else None
    _enter(hall, ticket, TicketState.WAITING, at)


def parked(hall: Hall, event: e.TicketParked, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    _leave_window(hall, ticket, at)
    _enter(hall, ticket, TicketState.PARKED, at)


def resumed(hall: Hall, event: e.TicketResumed, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    window = hall.state.windows.get(ticket.window or 0)
    if window is not None and window.state is not WindowState.CLOSED and hall.plan.window(window.number):
        ticket.bound_to = window.number
    _enter(hall, ticket, TicketState.WAITING, at)


def cancelled(hall: Hall, event: e.TicketCancelled, at: datetime) -> None:
    _enter(hall, hall.state.tickets[event.ticket], TicketState.CANCELLED, at)


def expired(hall: Hall, event: e.TicketExpired, at: datetime) -> None:
    ticket = hall.state.tickets[event.ticket]
    _leave_window(hall, ticket, at, is_turn=False)
    _enter(hall, ticket, TicketState.EXPIRED, at)


def case_bound(hall: Hall, event: e.CaseBound, at: datetime) -> None:  # noqa: ARG001 - one shape for all appliers
    hall.state.tickets[event.ticket].case = event.case


def _enter(hall: Hall, ticket: Ticket, state: TicketState, at: datetime) -> None:
    """Book the time spent, leave or join a line, and be in the new state from now on."""
    _spend(ticket, at)
    hall.lines.remove(ticket.id)
    hall.printing.discard(ticket.id)
    ticket.state = state
    ticket.since = at
    if state is _WAITING:
        hall.lines.add(ticket)
    if hall.plan.timers.is_running or ticket.reminded:
        watch_ticket(hall, ticket, at)


def _spend(ticket: Ticket, at: datetime) -> None:
    leg = ticket.legs[ticket.leg]
    state = ticket.state
    if state is _WAITING:
        leg.waiting_s += (at - ticket.since).total_seconds()
    elif state is _CALLED:
        leg.walking_s += (at - ticket.since).total_seconds()
    elif state is _SERVING:
        leg.serving_s += (at - ticket.since).total_seconds()
    elif state is _PARKED:
        leg.parked_s += (at - ticket.since).total_seconds()


def _times(leg: Leg) -> tuple[float, float, float, float]:
    return leg.waiting_s, leg.walking_s, leg.serving_s, leg.parked_s


def _told(event: e.TicketTaken) -> Told | None:
    """Return what can be judged when it has come true; nothing where no range was told."""
    low, high, expected_s, walked_s, spread_s = (
        event.wait_min,
        event.wait_max,
        event.expected_s,
        event.walked_s,
        event.spread_s,
    )
    if low is None or high is None or expected_s is None or walked_s is None or spread_s is None:
        return None
    return Told(low, high, expected_s, walked_s, spread_s)


def _leave_window(hall: Hall, ticket: Ticket, at: datetime, *, is_turn: bool = True) -> None:
    ticket.called_because = None
    window = hall.state.windows.get(ticket.window or 0)
    if window is not None and window.ticket == ticket.id:
        if is_turn:
            learn_turn(hall, window, ticket, at)
        window.ticket = window.turn_began = None
        window.free_since = at if window.state is WindowState.OPEN else None
        note_use(window, at)
        hall.lines.turned.add(window.number)


def _remember_call(hall: Hall, ticket: Ticket, window: int, at: datetime) -> None:
    calls = hall.state.recent_calls
    calls.append(CallMade(ticket.id, ticket.number, window, ticket.service, at))
    del calls[:-RECENT_CALLS]


def promise_start(hall: Hall, ticket: Ticket) -> None:
    """Let a called ticket start by itself where the clerk has no key for it."""
    plan = hall.plan.window(ticket.window or 0)
    if plan is not None and not plan.has_start_key:
        hall.deadlines.start(ticket, hall.plan.policy.auto_start_s)

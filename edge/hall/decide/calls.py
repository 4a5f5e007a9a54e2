"""Calling somebody to a window, calling again, starting, and giving up on who does not come."""

from dataclasses import replace

from edge.hall.commands import Call, CallNumber, Miss, Next, Recall, Start
from edge.hall.decide.desk import open_desk, present
from edge.hall.decide.visits import finishing
from edge.hall.decision import Decision, Moment, require
from edge.hall.events import (
    CallReason,
    Event,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketRecalled,
    TicketStarted,
)
from edge.hall.hall import Hall
from edge.hall.order import by_number, choose
from edge.hall.refusal import Refused
from edge.hall.roles import keeps
from edge.hall.state import Ticket, Window
from edge.hall.terms import Step, TicketState


def call(hall: Hall, command: Call, moment: Moment) -> Decision:
    """Call whoever the order rule names; the window must be open and free."""
    window = open_desk(hall, command.window)
    _check_free(hall, window)
    choice = choose(hall, window, moment.now)
    if choice is None:
        raise Refused("nobody_waiting", window=window.number)
    return _called((), choice.ticket, window, choice.reason)


def call_next(hall: Hall, command: Next, moment: Moment) -> Decision:
    """Finish or miss what is at the window, then call; never held up by a rating."""
    window = open_desk(hall, command.window)
    before: tuple[Event, ...] = ()
    returning: Ticket | None = None
    if window.ticket is not None or command.seen:
        ticket = present(hall, window, command.seen)
        _check_settled(hall, ticket, command, moment)
        if command.is_missed and ticket.state is TicketState.CALLED:
            before = (TicketMissed(ticket.id, window.number, "not_started"),)
        else:
            before = finishing(hall, ticket, window, None, moment)
            if ticket.leg + 1 < len(ticket.legs):
                zone = next(event.zone for event in before if isinstance(event, TicketFinished))
                returning = replace(ticket, leg=ticket.leg + 1, returned_at_call=None, zone=zone)
                if keeps(window.roles, window.serves, returning.service):
                    returning.bound_to = window.number
    choice = choose(hall, window, moment.now, returning)
    if choice is not None:
        return _called(before, choice.ticket, window, choice.reason)
    if not before:
        raise Refused("nobody_waiting", window=window.number)
    return Decision(before, {"ticket": None, "number": None, "code": "nobody_waiting"})


def call_number(hall: Hall, command: CallNumber, moment: Moment) -> Decision:
    """Call a certain ticket out of order; a reason is kept with it."""
    window = open_desk(hall, command.window)
    _check_free(hall, window)
    if not command.reason:
        raise Refused("reason_needed")
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.CALL)
    return _called((), ticket, window, by_number(hall, window, ticket, command.reason, moment.now))


def recall(hall: Hall, command: Recall, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Call the same ticket again; after the last recall the clerk decides to miss it."""
    window = hall.window(command.window)
    ticket = present(hall, window, command.seen)
    require(ticket, Step.RECALL)
    if ticket.recalls >= hall.plan.policy.recalls:
        raise Refused("recall_limit", ticket=ticket.number, recalls=ticket.recalls)
    event = TicketRecalled(ticket.id, window.number, ticket.recalls + 1)
    return Decision((event,), {"ticket": ticket.id, "number": ticket.number, "recall": event.recall})


def start(hall: Hall, command: Start, moment: Moment) -> Decision:  # noqa: ARG001
    """The citizen has come to the window."""
    window = hall.window(command.window)
    ticket = present(hall, window, command.ticket or command.seen)
    require(ticket, Step.START)
    return Decision((TicketStarted(ticket.id, window.number),), {"ticket": ticket.id, "number": ticket.number})


def miss(hall: Hall, command: Miss, moment: Moment) -> Decision:  # noqa: ARG001
    """The citizen did not come; before the last recall this needs a reason."""
    window = hall.window(command.window)
    ticket = present(hall, window, command.seen)
    require(ticket, Step.MISS)
    if ticket.recalls < hall.plan.policy.recalls and not command.reason:
        raise Refused("reason_needed")
    event = TicketMissed(ticket.id, window.number, command.reason)
    return Decision((event,), {"ticket": ticket.id, "number": ticket.number})


def _check_free(hall: Hall, window: Window) -> None:
    if window.ticket is not None:
        raise Refused("window_busy", window=window.number, ticket=present(hall, window).number)


def _check_settled(hall: Hall, ticket: Ticket, command: Next, moment: Moment) -> None:
    """Refuse a second press of a key that was meant for the ticket before: this one has only just been called."""
    called_s = (moment.now - ticket.since).total_seconds()
    if command.is_blind and ticket.state is TicketState.CALLED and called_s < hall.plan.policy.next_guard_s:
        raise Refused("just_called", window=command.window, ticket=ticket.number)


def _called(before: tuple[Event, ...], ticket: Ticket, window: Window, reason: CallReason) -> Decision:
    event = TicketCalled(ticket.id, window.number, reason)
    answer = {
        "ticket": ticket.id,
        "number": ticket.number,
        "service": ticket.service,
        "rule": reason.rule.value,
        "waited_s": reason.waited_s,
        "passed_over": list(reason.passed_over),
    }
    return Decision((*before, event), answer)

"""What becomes of a ticket at and after the window: finish, transfer, park, resume, reinstate, cancel."""

from edge.hall.commands import Cancel, Finish, Park, Reinstate, Resume, Transfer
from edge.hall.decide.desk import present
from edge.hall.decide.ratings import opening
from edge.hall.decide.unresolved import reporting, transferring
from edge.hall.decision import Decision, Moment, require
from edge.hall.events import (
    Event,
    TicketCancelled,
    TicketFinished,
    TicketParked,
    TicketReinstated,
    TicketResumed,
    TicketStarted,
    TicketTransferred,
    UnresolvedOpened,
)
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.routing import place_for, zone_of
from edge.hall.state import Ticket, Window
from edge.hall.terms import Outcome, Step, TicketState, WindowState


def finish(hall: Hall, command: Finish, moment: Moment) -> Decision:
    """End the present leg with an outcome; opens its rating."""
    window = hall.window(command.window)
    ticket = present(hall, window, command.seen)
    events = finishing(hall, ticket, window, command.outcome, moment)
    answer: dict[str, str] = {"ticket": ticket.id, "number": ticket.number}
    for event in events:
        if isinstance(event, UnresolvedOpened):
            answer["report"] = event.ticket.rpartition("/")[2]
    return Decision(events, answer)


def finishing(hall: Hall, ticket: Ticket, window: Window, outcome: Outcome | None, moment: Moment) -> tuple[Event, ...]:
    """Return the events that end the ticket's leg at this window; an unstarted one is started first."""
    started: tuple[Event, ...] = ()
    is_last = ticket.leg + 1 == len(ticket.legs)
    if ticket.state is TicketState.CALLED:
        started = (TicketStarted(ticket.id, window.number),)
    else:
        require(ticket, Step.FINISH if is_last else Step.FINISH_LEG)
    if outcome is None:
        service = hall.plan.service(ticket.service)
        outcome = service.default_outcome if service else Outcome.SERVED
    zone = "" if is_last else place_for(hall, ticket.legs[ticket.leg + 1].service, moment.now)[0]
    finished = TicketFinished(ticket.id, window.number, ticket.leg + 1, ticket.service, outcome, is_last, zone)
    reports = reporting(hall, ticket, moment) if outcome is Outcome.UNRESOLVED else ()
    return (*started, finished, opening(ticket, window, moment), *reports)


def transfer(hall: Hall, command: Transfer, moment: Moment) -> Decision:
    """Send a ticket to another service or window; it keeps its arrival time."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.TRANSFER)
    if not command.reason:
        raise Refused("reason_needed")
    if bool(command.service) == (command.window is not None):
        raise Refused("bad_args", fields=["service", "window"])
    if command.service and hall.plan.service(command.service) is None:
        raise Refused("unknown_service", service=command.service)
    if command.window is not None:
        target = hall.window(command.window)
        if target.state is WindowState.CLOSED:
            raise Refused("window_not_open", window=target.number, state=target.state.value)
        if command.window == ticket.window:
            raise Refused("same_window", window=command.window)
    if command.window is not None:
        zone = zone_of(hall, command.window)
    else:
        zone = place_for(hall, command.service, moment.now)[0]
    left = hall.desk(ticket.window or 0)
    event = TicketTransferred(
        ticket.id, left.number, command.reason, command.service, command.window, zone=zone, clerk=left.clerk
    )
    reports = transferring(hall, ticket, command.service)
    return Decision((event, *reports), {"ticket": ticket.id, "number": ticket.number, "zone": zone})


def park(hall: Hall, command: Park, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Let the citizen fetch what is missing; the window is free meanwhile."""
    window = hall.window(command.window)
    ticket = present(hall, window, command.seen)
    require(ticket, Step.PARK)
    event = TicketParked(ticket.id, window.number, command.reason)
    return Decision((event,), {"ticket": ticket.id, "number": ticket.number})


def resume(hall: Hall, command: Resume, moment: Moment) -> Decision:  # noqa: ARG001
    """A parked citizen is back: the same window first."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.RESUME)
    return Decision((TicketResumed(ticket.id),), {"ticket": ticket.id, "number": ticket.number})


def reinstate(hall: Hall, command: Reinstate, moment: Moment) -> Decision:
    """A missed citizen is back, within the return window; later only if whoever runs the hall says why."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.REINSTATE)
    missed_s = (moment.now - ticket.since).total_seconds()
    is_late = missed_s > hall.plan.policy.return_window_s
    if is_late and not command.is_late:
        raise Refused("return_window_over", ticket=ticket.number, minutes=int(missed_s // 60))
    if is_late and not command.reason:
        raise Refused("reason_needed")
    event = TicketReinstated(ticket.id, command.reason, is_late)
    return Decision((event,), {"ticket": ticket.id, "number": ticket.number})


def cancel(hall: Hall, command: Cancel, moment: Moment) -> Decision:  # noqa: ARG001
    """The citizen will not come any more."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.CANCEL)
    return Decision((TicketCancelled(ticket.id, command.reason),), {"ticket": ticket.id, "number": ticket.number})

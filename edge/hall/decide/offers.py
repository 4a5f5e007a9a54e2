"""Whether a number is in somebody's hand: printed, offered on the screen, void, or left to staff."""

from edge.hall.commands import AcceptOffer, Confirm, GiveUpOffer, LapseOffer, ReportPrinted, ReportPrintFault, Void
from edge.hall.decision import Decision, Moment, require
from edge.hall.events import Event, TicketOffered, TicketPrinted, TicketShown, TicketUnsure, TicketVoided
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.state import Ticket
from edge.hall.terms import Step, TicketState


def report_printed(hall: Hall, command: ReportPrinted, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all
    """The slip is out: a first one makes the ticket valid, a reprint is only noted."""
    ticket = hall.ticket(command.ticket)
    _check_attempt(ticket, command.attempt)
    if ticket.attempt == 1:
        require(ticket, Step.PRINTED)
    return _told(ticket, TicketPrinted(ticket.id, command.attempt, command.sure))


def report_fault(hall: Hall, command: ReportPrintFault, moment: Moment) -> Decision:  # noqa: ARG001
    """No whole slip, or nobody knows: the screen offers the number instead."""
    ticket = hall.ticket(command.ticket)
    _check_attempt(ticket, command.attempt)
    require(ticket, Step.OFFER)
    return _told(ticket, TicketOffered(ticket.id, command.why))


def accept(hall: Hall, command: AcceptOffer, moment: Moment) -> Decision:  # noqa: ARG001
    """The citizen has noted the number."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.SHOW)
    return _told(ticket, TicketShown(ticket.id, "citizen"))


def give_up(hall: Hall, command: GiveUpOffer, moment: Moment) -> Decision:  # noqa: ARG001
    """The citizen does not want the number: it is never called."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.GIVE_UP)
    return _told(ticket, TicketVoided(ticket.id, "citizen"))


def lapse(hall: Hall, command: LapseOffer, moment: Moment) -> Decision:  # noqa: ARG001
    """Nobody touched the offer: staff will know better than a guess."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.LAPSE)
    return _told(ticket, TicketUnsure(ticket.id))


def confirm(hall: Hall, command: Confirm, moment: Moment) -> Decision:  # noqa: ARG001
    """Staff found the holder of an unsure number."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.CONFIRM)
    return _told(ticket, TicketShown(ticket.id, "staff"))


def void(hall: Hall, command: Void, moment: Moment) -> Decision:  # noqa: ARG001
    """Staff found that nobody holds an unsure number."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.VOID)
    return _told(ticket, TicketVoided(ticket.id, "staff", command.reason))


def _check_attempt(ticket: Ticket, attempt: int) -> None:
    is_pending = ticket.state in (TicketState.PRINTING, TicketState.WAITING)
    if attempt != ticket.attempt or not is_pending:
        raise Refused("ticket_not_printing", ticket=ticket.number, state=ticket.state.value)


def _told(ticket: Ticket, event: Event) -> Decision:
    return Decision((event,), {"ticket": ticket.id, "number": ticket.number})

"""What may be asked about a ticket's beginning: taking, printing, offering, cancelling."""

from dataclasses import dataclass

from edge.hall.commands.people import Person
from edge.hall.commands.slots import Slot
from edge.hall.terms import TicketClass


@dataclass(frozen=True, slots=True)
class Take:
    """A citizen wants a ticket; several services make an itinerary in this order."""

    services: tuple[str, ...]  # none where a theme or a booking names them
    ticket_class: TicketClass = TicketClass.ORDINARY
    reason: str = ""  # why priority: elderly, pregnant, disabled, serviceman …
    dispenser: str = ""  # where it is printed; "" is the only one, or none
    person: Person | None = None
    agent: Person | None = None
    appointment: str = ""  # central's id of a booking, for which there is never more than one ticket
    slot: Slot | None = None  # of that booking, so that the journal alone tells why the ticket counts from when
    case: str = ""
    theme: str = ""  # 一件事: the services of a theme, in its order
    region: str = ""  # whose matter it is (办理地区划): 6 to 12 digits
    failed: str = ""  # the ticket, by id or number, that could not be done (办不成事)
    note: str = ""  # what could not be done, in the citizen's words
    is_on_screen: bool = False  # the number stands on the screen that asked; nothing is printed


@dataclass(frozen=True, slots=True)
class ReportPrinted:
    """The printer says the slip is out; `attempt` must be the latest one."""

    ticket: str
    attempt: int
    sure: str  # proven, confirmed, presumed


@dataclass(frozen=True, slots=True)
class ReportPrintFault:
    """The slip did not come out, or nobody knows."""

    ticket: str
    attempt: int
    why: str  # the device's code: paper_out, silent …, or restart


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """The citizen touched “I have the number”."""

    ticket: str


@dataclass(frozen=True, slots=True)
class GiveUpOffer:
    """The citizen gave the offered number up."""

    ticket: str


@dataclass(frozen=True, slots=True)
class LapseOffer:
    """Nobody touched the offer in time."""

    ticket: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """Staff found the citizen of an unsure ticket."""

    ticket: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Void:
    """Staff declare an unsure ticket void."""

    ticket: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reprint:
    ticket: str
    dispenser: str = ""
    reason: str = ""
    is_by_holder: bool = False  # who helps themselves may do so a few times only; staff always


@dataclass(frozen=True, slots=True)
class Reinstate:
    ticket: str
    reason: str = ""
    is_late: bool = False  # whoever runs the hall lets somebody back after the return window, for a reason


@dataclass(frozen=True, slots=True)
class Cancel:
    ticket: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BindCase:
    ticket: str
    case: str

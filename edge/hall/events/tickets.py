"""How tickets came to be, or not."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from edge.hall.commands.people import Person
from edge.hall.commands.slots import Slot
from edge.hall.terms import TicketClass


@dataclass(frozen=True, slots=True)
class TicketTaken:
    kind: ClassVar[str] = "ticket.taken"
    ticket: str
    number: str
    serial: int  # the number without its prefix
    services: tuple[str, ...]
    ticket_class: TicketClass
    reason: str = ""
    dispenser: str = ""
    is_printing: bool = True  # False: nothing prints here, the taker holds the number already
    person: Person | None = None
    agent: Person | None = None
    appointment: str = ""
    case: str = ""
    zone: str = ""
    ahead: int = 0
    wait_min: int | None = None  # minutes, the lower and upper end of the expected range
    wait_max: int | None = None
    slot: Slot | None = None  # of the appointment
    counts_from: datetime | None = None  # where the order rule does not count from now: an appointment's start
    theme: str = ""
    region: str = ""  # whose matter it is (办理地区划)
    failed: str = ""  # the ticket whose failure it reports (办不成事)
    expected_s: float | None = None  # the likeliest wait …
    walked_s: float | None = None  # … before its bias was taken out, …
    spread_s: float | None = None  # … and what chance makes of it


@dataclass(frozen=True, slots=True)
class TicketPrinted:
    kind: ClassVar[str] = "ticket.printed"
    ticket: str
    attempt: int
    sure: str


@dataclass(frozen=True, slots=True)
class TicketOffered:
    kind: ClassVar[str] = "ticket.offered"
    ticket: str
    why: str


@dataclass(frozen=True, slots=True)
class TicketShown:
    kind: ClassVar[str] = "ticket.shown"
    ticket: str
    by: str  # citizen or staff


@dataclass(frozen=True, slots=True)
class TicketVoided:
    kind: ClassVar[str] = "ticket.voided"
    ticket: str
    by: str  # citizen or staff
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketUnsure:
    kind: ClassVar[str] = "ticket.unsure"
    ticket: str


@dataclass(frozen=True, slots=True)
class TicketReprinted:
    """A second slip was asked for; the ticket waits on, whatever becomes of the paper."""

    kind: ClassVar[str] = "ticket.reprinted"
    ticket: str
    attempt: int
    dispenser: str = ""
    reason: str = ""
    ahead: int = 0
    wait_min: int | None = None  # minutes from now, as in ticket.taken
    wait_max: int | None = None


@dataclass(frozen=True, slots=True)
class TicketCancelled:
    kind: ClassVar[str] = "ticket.cancelled"
    ticket: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketExpired:
    kind: ClassVar[str] = "ticket.expired"
    ticket: str


@dataclass(frozen=True, slots=True)
class CaseBound:
    kind: ClassVar[str] = "case.bound"
    ticket: str
    case: str

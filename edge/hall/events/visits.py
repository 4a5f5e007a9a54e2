"""How tickets were called and served."""

from dataclasses import dataclass
from typing import ClassVar

from edge.hall.terms import Outcome, Rule, TicketClass


@dataclass(frozen=True, slots=True)
class Candidate:
    """The head of one line that a window could have called from."""

    ticket: str
    service: str
    line: str  # ordinary, appointment, priority, returned, bound
    waited_s: int
    score: float
    is_secondary: bool = False
    ticket_class: TicketClass | None = None
    due_in: int = 0  # reinstated: how many more calls of its service come first
    is_elsewhere: bool = False  # was sent to another zone


@dataclass(frozen=True, slots=True)
class CallReason:
    """Why this ticket and no other: kept with every call."""

    rule: Rule
    waited_s: int
    score: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    passed_over: tuple[str, ...] = ()  # tickets that arrived earlier and were not chosen, among the heads
    note: str = ""  # what the clerk gave as the reason for a call by number
    line: str = ""  # that the ticket was called from, as a candidate's
    ticket_class: TicketClass | None = None
    limit_s: int = 0  # that was exceeded: the ceiling of its class, or how long secondary services wait
    is_continuing: bool = False  # it has been at a window before: not all of the time since its arrival was waiting
    is_resumed: bool = False  # parked at this very window, and back
    is_stranded: bool = False  # waited for another window that did not call it


@dataclass(frozen=True, slots=True)
class TicketCalled:
    kind: ClassVar[str] = "ticket.called"
    ticket: str
    window: int
    reason: CallReason


@dataclass(frozen=True, slots=True)
class TicketRecalled:
    kind: ClassVar[str] = "ticket.recalled"
    ticket: str
    window: int
    recall: int  # 1 for the first recall


@dataclass(frozen=True, slots=True)
class TicketStarted:
    kind: ClassVar[str] = "ticket.started"
    ticket: str
    window: int


@dataclass(frozen=True, slots=True)
class TicketFinished:
    kind: ClassVar[str] = "ticket.finished"
    ticket: str
    window: int
    leg: int
    service: str
    outcome: Outcome
    is_last: bool = True
    zone: str = ""  # where the next leg will be called


@dataclass(frozen=True, slots=True)
class TicketMissed:
    kind: ClassVar[str] = "ticket.missed"
    ticket: str
    window: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketReinstated:
    kind: ClassVar[str] = "ticket.reinstated"
    ticket: str
    reason: str = ""
    is_late: bool = False  # after the return window, allowed all the same


@dataclass(frozen=True, slots=True)
class TicketTransferred:
    kind: ClassVar[str] = "ticket.transferred"
    ticket: str
    from_window: int
    reason: str
    service: str = ""
    window: int | None = None
    zone: str = ""  # where it will be called now
    clerk: str = ""  # who sat at the window it left


@dataclass(frozen=True, slots=True)
class TicketParked:
    kind: ClassVar[str] = "ticket.parked"
    ticket: str
    window: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TicketResumed:
    kind: ClassVar[str] = "ticket.resumed"
    ticket: str

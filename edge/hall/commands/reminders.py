"""What the hall asks of itself when something takes too long, and the deadlines that central sets."""

from dataclasses import dataclass
from datetime import datetime

from edge.hall.terms import Timer


@dataclass(frozen=True, slots=True)
class Remind:
    """A limit has been reached; `key` is the ticket, window, case or matter that it is about."""

    timer: Timer
    key: str


@dataclass(frozen=True, slots=True)
class ClearReminder:
    """What somebody was reminded of is over."""

    reminder: str


@dataclass(frozen=True, slots=True)
class SetDeadline:
    """Central says until when a case must be decided; None takes the deadline back."""

    at: datetime | None
    case: str = ""
    ticket: str = ""  # instead of the case: the case of this ticket, or the ticket itself where none is bound

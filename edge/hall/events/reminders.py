"""What took too long, and when it was over; enough of it for a supervision feed (电子监察)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from edge.hall.terms import Timer


@dataclass(frozen=True, slots=True)
class ReminderRaised:
    """`reminder` is its number (监察编号), `timer` the rule, `is_over` tells a warning from what is over the limit."""

    kind: ClassVar[str] = "reminder.raised"
    reminder: str
    timer: Timer
    key: str  # the ticket, window, case or matter that it is about
    since: datetime  # what the limit is counted from
    limit_s: int
    is_over: bool = True
    window: int | None = None
    clerk: str = ""
    ticket: str = ""
    service: str = ""
    department: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class ReminderCleared:
    kind: ClassVar[str] = "reminder.cleared"
    reminder: str
    timer: Timer
    ticket: str = ""
    window: int | None = None


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """A case, or a ticket that has none yet, must be decided by `at`; None: no deadline any more."""

    kind: ClassVar[str] = "deadline.set"
    key: str  # the case, or the ticket's id
    at: datetime | None
    case: str = ""
    ticket: str = ""

"""What could not be done and what became of it; whom a clerk asked for help."""

from dataclasses import dataclass
from typing import ClassVar

from edge.hall.terms import Resolution


@dataclass(frozen=True, slots=True)
class UnresolvedOpened:
    """A report of what could not be done, bound to the ticket that failed; its clock runs from now.

    `matter` is the failed ticket's id, #, leg from 1; that of the report's own ticket where no failed one is known.
    """

    kind: ClassVar[str] = "unresolved.opened"
    matter: str
    failed: str = ""  # the ticket that failed
    ticket: str = ""  # the one that waits for the 办不成事 window, "" where the hall has none
    service: str = ""  # what could not be done
    window: int | None = None  # where
    clerk: str = ""
    department: str = ""
    case: str = ""
    reason: str = ""
    limit_s: float | None = None  # of the hall's working time


@dataclass(frozen=True, slots=True)
class UnresolvedClosed:
    kind: ClassVar[str] = "unresolved.closed"
    matter: str
    result: Resolution
    note: str = ""
    by: str = ""
    is_overdue: bool = False
    spent_s: int = 0  # of the hall's working time


@dataclass(frozen=True, slots=True)
class ChiefAsked:
    kind: ClassVar[str] = "chief.asked"
    request: str
    window: int
    department: str
    chief: str = ""  # the clerk's code of the chief representative, where one is configured
    clerk: str = ""  # who asks
    ticket: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChiefAnswered:
    kind: ClassVar[str] = "chief.answered"
    request: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class RegionNoted:
    kind: ClassVar[str] = "ticket.region_noted"
    ticket: str
    region: str

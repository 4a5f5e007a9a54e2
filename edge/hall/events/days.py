"""What happened to the day, to problems, to the journal."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from edge.hall.sessions import Rest, Session
from edge.hall.terms import Admission


@dataclass(frozen=True, slots=True)
class DayOpened:
    kind: ClassVar[str] = "day.opened"
    day: str


@dataclass(frozen=True, slots=True)
class DayClosed:
    kind: ClassVar[str] = "day.closed"
    day: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DayPlanned:
    kind: ClassVar[str] = "day.planned"
    day: str
    sessions: tuple[Session, ...] = ()
    rests: tuple[Rest, ...] = ()
    latest: datetime | None = None


@dataclass(frozen=True, slots=True)
class ServiceChanged:
    kind: ClassVar[str] = "service.changed"
    service: str
    admission: Admission
    reason: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class ProblemRaised:
    kind: ClassVar[str] = "problem.raised"
    code: str
    place: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ProblemCleared:
    kind: ClassVar[str] = "problem.cleared"
    code: str
    place: str


@dataclass(frozen=True, slots=True)
class JournalRecovered:
    kind: ClassVar[str] = "journal.recovered"
    epoch: str
    cut: int
    step: int  # how far every prefix's next number leaps ahead

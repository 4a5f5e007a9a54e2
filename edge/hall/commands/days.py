"""What is asked of the hall as a whole."""

from dataclasses import dataclass
from datetime import datetime

from edge.hall.sessions import Rest, Session
from edge.hall.terms import Admission


@dataclass(frozen=True, slots=True)
class OpenDay:
    day: str = ""  # YYYY-MM-DD; "" is today's date in the hall


@dataclass(frozen=True, slots=True)
class CloseDay:
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlanDay:
    """What the calendar says of the open day; without sessions tickets are taken for as long as it is open."""

    sessions: tuple[Session, ...] = ()
    rests: tuple[Rest, ...] = ()
    latest: datetime | None = None  # when the day ends, whoever still waits


@dataclass(frozen=True, slots=True)
class ChangeService:
    """Let a service take tickets whatever the calendar and its capacity say, or none, or leave it to the rule again."""

    service: str
    admission: Admission
    reason: str = ""
    by: str = ""  # whose word it is: a screen's name


@dataclass(frozen=True, slots=True)
class RaiseProblem:
    """Something that a person must mend; the same code at the same place is raised once."""

    code: str
    place: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ClearProblem:
    code: str
    place: str


@dataclass(frozen=True, slots=True)
class ReportRecovery:
    """The journal was cut or lost: numbers leap ahead so that none comes twice."""

    epoch: str
    cut: int  # damaged entries that were cut off; 0 where the whole journal was gone

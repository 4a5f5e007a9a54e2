"""What kind of day it is, and what is held on it: the words of a hall's calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from types import MappingProxyType

from edge.hall.sessions import Admits, Rest, Session


class DayKind(Enum):
    """What sort of day a date is for everybody in the country."""

    WORKING = "working"
    MAKE_UP = "make_up"  # 调休: a Saturday or Sunday on which people work
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Known:
    """A date's kind, and the holiday that it belongs to or makes up for; "" if none."""

    kind: DayKind
    name: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class Hours:
    """One session as the week has it: wall-clock times of the hall's zone."""

    opens: time
    closes: time
    admits: Admits = Admits.EVERYBODY
    services: tuple[str, ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Weekly:
    """A session and the days it is held on: 0 is Monday, `HOLIDAY` any public holiday."""

    days: frozenset[int]
    hours: Hours


@dataclass(frozen=True, slots=True)
class Roster:
    """Windows that rest together, and on which days."""

    windows: tuple[int, ...]
    days: frozenset[int]
    begins: time
    ends: time
    reason: str
    is_closing: bool = False


@dataclass(frozen=True, slots=True)
class Special:
    """What is ruled for one date: hours of its own (none: closed), or to be taken for a day of some kind."""

    hours: tuple[Hours, ...] | None = None
    kind: DayKind | None = None
    reason: str = ""
    reason_en: str = ""


@dataclass(frozen=True, slots=True)
class Timetable:
    """What the hall's configuration says of its hours."""

    sessions: tuple[Weekly, ...]
    rosters: tuple[Roster, ...] = ()
    specials: Mapping[date, Special] = field(default_factory=lambda: MappingProxyType({}))
    make_up_like: int = 0  # the weekday whose sessions a make-up working day has
    serves_out: timedelta = timedelta(hours=1)  # after the last session, for those who hold a ticket
    is_national: bool = True  # public holidays and 调休 count


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One date as the hall keeps it; no sessions: it is closed, and the reason says why."""

    day: date
    sessions: tuple[Session, ...] = ()
    rests: tuple[Rest, ...] = ()
    latest: datetime | None = None  # when the business day ends, whoever still waits
    reason: str = ""
    reason_en: str = ""

    @property
    def opens(self) -> datetime | None:
        """When the business day begins."""
        return min((one.opens for one in self.sessions), default=None)

    @property
    def closes(self) -> datetime | None:
        """When the last session ends."""
        return max((one.closes for one in self.sessions), default=None)

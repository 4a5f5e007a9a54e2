"""The hall as data: what a replay of the journal must give again, field by field."""

from dataclasses import dataclass, field
from datetime import datetime

from edge.hall.commands import Person, Slot
from edge.hall.events import Arrangement, CallReason
from edge.hall.experience import Experience, Told
from edge.hall.satisfied import RatedOnce
from edge.hall.sessions import Rest, Session
from edge.hall.tags import TagList
from edge.hall.terms import (
    Admission,
    AlertState,
    Channel,
    Outcome,
    RatingState,
    Resolution,
    Role,
    TicketClass,
    TicketState,
    Timer,
    WindowState,
)
from edge.hall.tide_state import TideState
from edge.hall.use import Use


@dataclass(slots=True)
class Leg:
    """One service of a ticket's visit, with the four times of it in seconds."""

    service: str
    waiting_s: float = 0.0
    walking_s: float = 0.0  # called to started
    serving_s: float = 0.0
    parked_s: float = 0.0
    window: int | None = None
    outcome: Outcome | None = None


@dataclass(slots=True)
class Ticket:
    """One person's place in the queue."""

    id: str  # 2026-11-22/A012
    number: str  # A012
    serial: int  # 12
    ticket_class: TicketClass
    legs: list[Leg]
    taken_at: datetime
    arrived_at: datetime  # what the order rule counts from; a transfer keeps it
    since: datetime  # when it came into its present state
    state: TicketState = TicketState.PRINTING
    leg: int = 0  # index of the present leg
    reason: str = ""
    dispenser: str = ""
    person: Person | None = None
    agent: Person | None = None
    appointment: str = ""
    case: str = ""
    zone: str = ""
    attempt: int = 1  # of printing
    offered_why: str = ""
    window: int | None = None  # where it is called or served, or was last
    bound_to: int | None = None  # waits for this very window
    recalls: int = 0
    called_at: datetime | None = None  # last called or called again
    returned_at_call: int | None = None  # reinstated: the service's call count at that moment
    called_because: CallReason | None = None  # while it is at a window
    reminded: list[str] = field(default_factory=list)  # limits that were reached: timer/leg
    region: str = ""  # whose matter it is (办理地区划), for services of other regions
    failed: str = ""  # the ticket whose failure this one reports
    slot: Slot | None = None  # of its appointment
    theme: str = ""
    told: Told | None = None  # what its holder expects, until that has come true or can no longer be judged

    @property
    def service(self) -> str:
        """The code of the present leg's service."""
        return self.legs[self.leg].service


@dataclass(slots=True)
class Window:
    """A desk as it is now."""

    number: int
    serves: tuple[str, ...] = ()
    spills: tuple[str, ...] = ()
    role: Role = Role.ACCEPT
    state: WindowState = WindowState.CLOSED
    reason: str = ""  # of a pause, shown on display and board
    clerk: str = ""
    ticket: str | None = None  # the one called or served here
    last_finished: str | None = None  # rating id of its last finished leg
    served: int = 0  # legs finished today
    since: datetime | None = None  # when it came into its present state
    until: datetime | None = None  # it rests by roster, and will be opened again then
    free_since: datetime | None = None  # open, and nobody is here
    turn_began: datetime | None = None  # of the ticket that is here
    is_changed: bool = False  # services and role were changed by command; otherwise they are the configuration's
    use: Use = field(default_factory=Use)  # how long it is open and busy, and how fast
    also: tuple[Role, ...] = ()  # further roles of the same desk
    before: Arrangement | None = None  # what an undo brings back
    clerk_since: datetime | None = None
    idle_since: datetime | None = None  # open and free, and somebody waits for it

    @property
    def roles(self) -> tuple[Role, ...]:
        """All roles, the main one first."""
        return (self.role, *self.also)

    @property
    def arrangement(self) -> Arrangement:
        """What it does now."""
        return Arrangement(self.serves, self.spills, self.roles)


@dataclass(slots=True)
class Rating:
    """One opportunity to rate a finished leg."""

    id: str
    ticket: str
    leg: int
    window: int
    service: str
    token_hash: str
    opened_at: datetime
    state: RatingState = RatingState.OPEN
    level: int | None = None  # of the first rating
    second_level: int | None = None  # 追评
    sequence: int = 0
    channel: Channel | None = None  # of the newest
    answered_at: datetime | None = None
    default_level: int | None = None  # counted by the region where nobody rated; never a citizen's


@dataclass(slots=True)
class Alert:
    """A bad rating that somebody must deal with."""

    rating: str
    level: int
    window: int
    service: str
    tags: tuple[str, ...]
    since: datetime
    due_at: datetime
    state: AlertState = AlertState.OPEN
    by: str = ""  # who deals with it
    is_overdue: bool = False


@dataclass(slots=True)
class Reminder:
    """Something took too long, or is about to; it stands until that is over."""

    id: str
    timer: Timer
    since: datetime  # what the limit is counted from
    limit_s: int
    raised_at: datetime
    is_over: bool = True
    window: int | None = None
    clerk: str = ""
    ticket: str = ""
    service: str = ""
    department: str = ""
    case: str = ""
    ended_at: datetime | None = None  # it is over; the hall is about to say so


@dataclass(slots=True)
class CaseDeadline:
    """Until when central must have decided a case."""

    case: str
    ticket: str
    at: datetime
    noted_at: datetime
    reminded: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Unresolved:
    """A report of what could not be done (办不成事), and its clock in the hall's working time."""

    id: str
    failed: str  # ticket
    ticket: str  # that waits or waited for the 办不成事 window
    service: str
    window: int | None
    clerk: str
    department: str
    case: str
    reason: str
    opened_at: datetime
    limit_s: float | None = None
    spent_s: float = 0.0  # on the days before, or on this one once it is closed
    running_since: datetime | None = None  # None while the hall is closed
    reminded: list[str] = field(default_factory=list)
    closed_at: datetime | None = None
    result: Resolution | None = None
    note: str = ""
    closed_by: str = ""


@dataclass(slots=True)
class ChiefRequest:
    """A clerk asked for the chief representative of a department."""

    id: str
    window: int
    department: str
    chief: str
    clerk: str
    ticket: str
    note: str
    since: datetime
    answered_at: datetime | None = None
    answered_by: str = ""


@dataclass(slots=True)
class Problem:
    """Something that a person must mend."""

    code: str
    place: str
    since: datetime
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CallMade:
    """One call as boards and estimates remember it."""

    ticket: str
    number: str
    window: int
    service: str
    at: datetime


@dataclass(slots=True)
class HallState:
    """Everything that the journal's events add up to."""

    day: str = ""  # YYYY-MM-DD, "" before the first
    is_day_open: bool = False
    opened_at: datetime | None = None
    sessions: tuple[Session, ...] = ()  # of the open day, in order; without any, tickets are taken while it is open
    rests: tuple[Rest, ...] = ()  # of windows by roster, in order
    latest: datetime | None = None  # when the day ends, whoever still waits
    admissions: dict[str, Admission] = field(default_factory=dict)  # services that a person has ruled about today
    tickets: dict[str, Ticket] = field(default_factory=dict)
    windows: dict[int, Window] = field(default_factory=dict)
    ratings: dict[str, Rating] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)  # token hash → rating id
    tag_lists: list[TagList] = field(default_factory=list)  # central's, the newest last, and the one before it
    feedbacks: int = 0  # complaints and suggestions today
    rated_today: list[RatedOnce] = field(default_factory=list)  # of today's visits, in the order in which they came
    alerts: dict[str, Alert] = field(default_factory=dict)  # by rating, over days until they are settled
    reminders: dict[str, Reminder] = field(default_factory=dict)  # that stand
    cases: dict[str, CaseDeadline] = field(default_factory=dict)  # by case, or ticket where none is bound
    unresolved: dict[str, Unresolved] = field(default_factory=dict)  # over days, until the day after they are closed
    chief_requests: dict[str, ChiefRequest] = field(default_factory=dict)  # of today
    problems: dict[tuple[str, str], Problem] = field(default_factory=dict)  # by code and place
    numbers: dict[str, int] = field(default_factory=dict)  # prefix → last number handed out today
    number_floor: int = 0  # no prefix begins below it: the journal was mended today
    leap: int = 0  # number_floor of a day that may have been opened in what a mended journal has lost …
    leap_through: str = ""  # … which is any up to this one, YYYY-MM-DD
    calls_of: dict[str, int] = field(default_factory=dict)  # service → calls made today
    recent_calls: list[CallMade] = field(default_factory=list)  # newest last, bounded
    tides: TideState = field(default_factory=TideState)
    counts: dict[str, int] = field(default_factory=dict)  # event kind → how many today
    experience: Experience = field(default_factory=Experience)

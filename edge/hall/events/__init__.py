"""Everything that can have happened in the hall; what the journal keeps and central hears.

A kind is only ever extended by fields with defaults; a changed meaning is a new kind. Enumerations are stored by their
value, tickets by id (`2026-11-22/A012`), times of a fact are the entry's own.
"""

from edge.hall.events.days import (
    DayClosed,
    DayOpened,
    DayPlanned,
    JournalRecovered,
    ProblemCleared,
    ProblemRaised,
    ServiceChanged,
)
from edge.hall.events.feedback import FeedbackGiven
from edge.hall.events.matters import ChiefAnswered, ChiefAsked, RegionNoted, UnresolvedClosed, UnresolvedOpened
from edge.hall.events.ratings import (
    RatingAcknowledged,
    RatingAlerted,
    RatingDeclined,
    RatingDefaulted,
    RatingFailed,
    RatingGiven,
    RatingIgnored,
    RatingOpened,
    RatingOverdue,
    RatingSettled,
    RatingTagsAdopted,
    RatingTimedOut,
)
from edge.hall.events.reminders import DeadlineSet, ReminderCleared, ReminderRaised
from edge.hall.events.tickets import (
    CaseBound,
    TicketCancelled,
    TicketExpired,
    TicketOffered,
    TicketPrinted,
    TicketReprinted,
    TicketShown,
    TicketTaken,
    TicketUnsure,
    TicketVoided,
)
from edge.hall.events.tides import TideAccepted, TideAdvised, TideDeclined, TideWithdrawn
from edge.hall.events.visits import (
    CallReason,
    Candidate,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketParked,
    TicketRecalled,
    TicketReinstated,
    TicketResumed,
    TicketStarted,
    TicketTransferred,
)
from edge.hall.events.windows import (
    Arrangement,
    ClerkSignedIn,
    ClerkSignedOut,
    WindowChanged,
    WindowClosed,
    WindowOpened,
    WindowPaused,
)

Event = (
    DayOpened
    | DayPlanned
    | DayClosed
    | ServiceChanged
    | WindowOpened
    | WindowPaused
    | WindowClosed
    | WindowChanged
    | UnresolvedOpened
    | UnresolvedClosed
    | ChiefAsked
    | ChiefAnswered
    | RegionNoted
    | ReminderRaised
    | ReminderCleared
    | DeadlineSet
    | ClerkSignedIn
    | ClerkSignedOut
    | TicketTaken
    | TicketPrinted
    | TicketOffered
    | TicketShown
    | TicketVoided
    | TicketUnsure
    | TicketReprinted
    | TicketCalled
    | TicketRecalled
    | TicketStarted
    | TicketFinished
    | TicketMissed
    | TicketReinstated
    | TicketTransferred
    | TicketParked
    | TicketResumed
    | TicketCancelled
    | TicketExpired
    | RatingOpened
    | RatingGiven
    | RatingDeclined
    | RatingTimedOut
    | RatingFailed
    | RatingIgnored
    | RatingTagsAdopted
    | RatingAlerted
    | FeedbackGiven
    | RatingAcknowledged
    | RatingSettled
    | RatingOverdue
    | RatingDefaulted
    | ProblemRaised
    | ProblemCleared
    | CaseBound
    | JournalRecovered
    | TideAdvised
    | TideAccepted
    | TideDeclined
    | TideWithdrawn
)

__all__ = [
    "Arrangement",
    "CallReason",
    "Candidate",
    "CaseBound",
    "ChiefAnswered",
    "ChiefAsked",
    "ClerkSignedIn",
    "ClerkSignedOut",
    "DayClosed",
    "DayOpened",
    "DayPlanned",
    "DeadlineSet",
    "Event",
    "FeedbackGiven",
    "JournalRecovered",
    "ProblemCleared",
    "ProblemRaised",
    "RatingAcknowledged",
    "RatingAlerted",
    "RatingDeclined",
    "RatingDefaulted",
    "RatingFailed",
    "RatingGiven",
    "RatingIgnored",
    "RatingOpened",
    "RatingOverdue",
    "RatingSettled",
    "RatingTagsAdopted",
    "RatingTimedOut",
    "RegionNoted",
    "ReminderCleared",
    "ReminderRaised",
    "ServiceChanged",
    "TicketCalled",
    "TicketCancelled",
    "TicketExpired",
    "TicketFinished",
    "TicketMissed",
    "TicketOffered",
    "TicketParked",
    "TicketPrinted",
    "TicketRecalled",
    "TicketReinstated",
    "TicketReprinted",
    "TicketResumed",
    "TicketShown",
    "TicketStarted",
    "TicketTaken",
    "TicketTransferred",
    "TicketUnsure",
    "TicketVoided",
    "TideAccepted",
    "TideAdvised",
    "TideDeclined",
    "TideWithdrawn",
    "UnresolvedClosed",
    "UnresolvedOpened",
    "WindowChanged",
    "WindowClosed",
    "WindowOpened",
    "WindowPaused",
]

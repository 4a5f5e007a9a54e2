"""How ratings were opened and ended."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from edge.hall.tags import Tag
from edge.hall.terms import Channel


@dataclass(frozen=True, slots=True)
class RatingOpened:
    kind: ClassVar[str] = "rating.opened"
    rating: str  # ticket id, #, leg from 1: 2026-11-22/A012#1
    ticket: str
    leg: int
    window: int
    service: str
    token_hash: str  # SHA-256 of the one-time token, hex
    clerk: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class RatingGiven:
    kind: ClassVar[str] = "rating.given"
    rating: str
    level: int  # 5 very satisfied … 1 very dissatisfied
    channel: Channel
    tags: tuple[str, ...] = ()
    text: str = ""
    sequence: int = 1  # 2 is the second rating, 追评
    is_anonymous: bool = True
    list_version: str = ""  # of the tags; "" if there are none
    is_masked: bool = False  # numbers of a person were taken out of the text


@dataclass(frozen=True, slots=True)
class RatingDeclined:
    kind: ClassVar[str] = "rating.declined"
    rating: str


@dataclass(frozen=True, slots=True)
class RatingTimedOut:
    kind: ClassVar[str] = "rating.timed_out"
    rating: str


@dataclass(frozen=True, slots=True)
class RatingFailed:
    kind: ClassVar[str] = "rating.failed"
    rating: str
    why: str


@dataclass(frozen=True, slots=True)
class RatingIgnored:
    """A key of a rating box was pressed when there was nothing to rate; which key is not kept."""

    kind: ClassVar[str] = "rating.ignored"
    window: int


@dataclass(frozen=True, slots=True)
class RatingTagsAdopted:
    """From now on citizens choose from another list of reasons."""

    kind: ClassVar[str] = "rating.tags_adopted"
    version: str
    tags: tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class RatingAlerted:
    """A bad rating: somebody must deal with it until `due_at`, and central says who does."""

    kind: ClassVar[str] = "rating.alerted"
    rating: str
    level: int
    sequence: int
    window: int
    service: str
    due_at: datetime
    case: str = ""
    tags: tuple[str, ...] = ()
    list_version: str = ""


@dataclass(frozen=True, slots=True)
class RatingAcknowledged:
    """Somebody has taken the bad rating in hand."""

    kind: ClassVar[str] = "rating.acknowledged"
    rating: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingSettled:
    """The bad rating has been dealt with."""

    kind: ClassVar[str] = "rating.settled"
    rating: str
    by: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingOverdue:
    """Nobody has dealt with the bad rating in time."""

    kind: ClassVar[str] = "rating.overdue"
    rating: str


@dataclass(frozen=True, slots=True)
class RatingDefaulted:
    """Nobody rated within the days of the region, which counts this level: never a citizen's rating."""

    kind: ClassVar[str] = "rating.defaulted"
    rating: str
    level: int
    days: int

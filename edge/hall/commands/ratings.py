"""What may be asked about a rating."""

from dataclasses import dataclass, field

from edge.hall.tags import TagList
from edge.hall.terms import Channel


@dataclass(frozen=True, slots=True)
class Rate:
    """A rating with its one-time token: from a pad or a QR page."""

    token: str = field(repr=False)
    level: int
    channel: Channel
    tags: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    sequence: int | None = None  # 1 first, 2 second (追评); None: as the hall finds it


@dataclass(frozen=True, slots=True)
class PressRating:
    """A key on a window's button box."""

    window: int
    level: int


@dataclass(frozen=True, slots=True)
class DeclineRating:
    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TimeOutRating:
    rating: str


@dataclass(frozen=True, slots=True)
class FailRating:
    """The rating box could not ask."""

    rating: str
    why: str


@dataclass(frozen=True, slots=True)
class AdoptTags:
    """Central has published another list of reasons; None: the hall's own is used again."""

    tags: TagList | None


@dataclass(frozen=True, slots=True)
class AckRating:
    """Somebody takes a bad rating in hand."""

    rating: str
    by: str
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class CloseRating:
    """A bad rating has been dealt with."""

    rating: str
    by: str
    note: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RemindRating:
    """The time to deal with a bad rating is over."""

    rating: str


@dataclass(frozen=True, slots=True)
class DefaultRating:
    """The days in which a citizen may rate are over."""

    rating: str

"""What may be asked about a rating."""

from dataclasses import dataclass

from edge.hall.terms import Channel


@dataclass(frozen=True, slots=True)
class Rate:
    """A rating with its one-time token: from a pad or a QR page."""

    token: str
    level: int
    channel: Channel
    tags: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class PressRating:
    """A key on a window's button box."""

    window: int
    level: int


@dataclass(frozen=True, slots=True)
class DeclineRating:
    token: str


@dataclass(frozen=True, slots=True)
class TimeOutRating:
    rating: str


@dataclass(frozen=True, slots=True)
class FailRating:
    """The rating box could not ask."""

    rating: str
    why: str

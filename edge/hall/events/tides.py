"""What was advised about tidal windows, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from edge.hall.events.windows import Arrangement
from edge.hall.tides import TideWay, TideWhy


@dataclass(frozen=True, slots=True)
class TideAdvised:
    """What it would do to the expected wait of the service stands beside the wait now; seconds."""

    kind: ClassVar[str] = "tide.advised"
    advice: str
    window: int
    way: TideWay
    why: TideWhy
    service: str
    serves: tuple[str, ...]
    waiting: int
    oldest_s: int
    before_s: int | None  # None: no window serves it now
    after_s: int


@dataclass(frozen=True, slots=True)
class TideAccepted:
    kind: ClassVar[str] = "tide.accepted"
    advice: str
    window: int
    way: TideWay
    by: str
    serves: tuple[str, ...] = ()
    lent: tuple[Arrangement, Arrangement] | None = None  # what the window was and becomes; None where nothing changes


@dataclass(frozen=True, slots=True)
class TideDeclined:
    kind: ClassVar[str] = "tide.declined"
    advice: str
    window: int
    way: TideWay
    by: str
    until: datetime  # nothing of the kind is advised before
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TideWithdrawn:
    kind: ClassVar[str] = "tide.withdrawn"
    advice: str
    window: int
    way: TideWay
    why: TideWhy

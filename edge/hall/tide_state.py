"""What the hall remembers of its tides: advice that nobody has answered, windows that close, what they go back to."""

from dataclasses import dataclass, field
from datetime import datetime

from edge.hall.events.windows import Arrangement
from edge.hall.tides import TideWay, TideWhy


@dataclass(slots=True)
class TideAdvice:
    """One advice that nobody has answered yet."""

    id: str  # 2026-11-22/tide-3
    window: int
    way: TideWay
    why: TideWhy
    service: str
    serves: tuple[str, ...]  # what the window would serve first
    waiting: int
    oldest_s: int
    before_s: int | None  # expected wait; None: no window serves it now
    after_s: int
    advised_at: datetime


@dataclass(frozen=True, slots=True)
class Lent:
    """What a tide made of a window, and what it goes back to when it closes."""

    was: Arrangement
    now: Arrangement


@dataclass(slots=True)
class TideState:
    """What the hall knows of its tides today."""

    advised: dict[int, TideAdvice] = field(default_factory=dict)  # by window
    ebbing: dict[int, str] = field(default_factory=dict)  # window → advice: closes as soon as it is free
    lent: dict[int, Lent] = field(default_factory=dict)  # by window
    quiet: dict[str, datetime] = field(default_factory=dict)  # open/{service} or close/{window} → until when
    count: int = 0  # advices of the day

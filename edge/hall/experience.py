"""What the hall has learnt of its own waits: how long a turn takes, how far estimates err; carried over the days."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Pace:
    """A running mean; `weight` is how many observations it stands for, bounded, so that new ones always count."""

    mean: float
    weight: float


@dataclass(slots=True)
class Band:
    """Where actual waits lie beside the estimate, in spreads: a tenth below `low`, half, a tenth above `high`."""

    low: float
    middle: float
    high: float
    judged: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody was told: the range and its likeliest value, and what both were made of."""

    low_min: int
    high_min: int
    expected_s: float  # the walk's estimate with its bias taken out
    walked_s: float
    spread_s: float


@dataclass(slots=True)
class Judged:
    """How estimates turned out; sums of waits that were judged, in seconds."""

    waits: int = 0
    in_range: int = 0  # the actual wait lay within the range that was told
    error_s: float = 0.0  # sum of |actual - expected|
    too_little: int = 0  # the actual wait was more than five minutes longer than the range's upper end


@dataclass(slots=True)
class JudgedDay:
    """How a day's estimates turned out."""

    day: str  # YYYY-MM-DD
    judged: Judged


@dataclass(slots=True)
class Experience:
    """All of it; everything here is bounded by services, windows, classes and a number of days."""

    turns: dict[str, Pace] = field(default_factory=dict)  # service → seconds from one call to the next
    desks: dict[int, Pace] = field(default_factory=dict)  # window → its turns as a multiple of the services' mean
    bands: dict[str, Band] = field(default_factory=dict)  # class and horizon → calibration
    judged: dict[str, Judged] = field(default_factory=dict)  # service → today
    days: list[JudgedDay] = field(default_factory=list)  # the days before, newest last

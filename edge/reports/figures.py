"""The figures of a day or a month, and how they add up."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from edge.reports.spread import Spread


@dataclass(slots=True)
class Figures:
    """What happened, and how long it took; of a whole hall, or of one service and class, hour or window."""

    counts: Counter[str] = field(default_factory=Counter)  # taken, called, recalled, served, missed, rating.given …
    waiting: Spread = field(default_factory=Spread)  # of a leg, until its first call
    walking: Spread = field(default_factory=Spread)  # called to started
    serving: Spread = field(default_factory=Spread)  # of a finished leg that was started, parked time left out
    levels: Counter[int] = field(default_factory=Counter)  # of ratings given, 5 best
    over: int = 0  # waits that were longer than the ceiling of their class

    def join(self, other: "Figures") -> None:
        """Take all that another has."""
        self.counts.update(other.counts)
        for mine, theirs in (
            (self.waiting, other.waiting),
            (self.walking, other.walking),
            (self.serving, other.serving),
        ):
            mine.join(theirs)
        self.levels.update(other.levels)
        self.over += other.over


@dataclass(slots=True)
class Presence:
    """How long a window was open, paused and busy, in seconds; or a clerk at windows."""

    open_s: float = 0.0
    paused_s: float = 0.0
    busy_s: float = 0.0  # somebody was called or served there
    pauses: dict[str, float] = field(default_factory=dict)  # seconds by reason

    def join(self, other: "Presence") -> None:
        """Take all that another has."""
        self.open_s += other.open_s
        self.paused_s += other.paused_s
        self.busy_s += other.busy_s
        for reason, seconds in other.pauses.items():
            self.pauses[reason] = self.pauses.get(reason, 0.0) + seconds

    @property
    def utilisation(self) -> float | None:
        """The part of its open time in which a window was busy, None if it never opened."""
        return min(1.0, self.busy_s / self.open_s) if self.open_s else None


@dataclass(slots=True)
class ServiceFigures:
    """One service, whole and by class."""

    whole: Figures = field(default_factory=Figures)
    classes: dict[str, Figures] = field(default_factory=dict)

    def join(self, other: "ServiceFigures") -> None:
        """Take all that another has."""
        self.whole.join(other.whole)
        for name, figures in other.classes.items():
            self.classes.setdefault(name, Figures()).join(figures)


@dataclass(slots=True)
class WindowFigures:
    """One window."""

    figures: Figures = field(default_factory=Figures)
    presence: Presence = field(default_factory=Presence)

    def join(self, other: "WindowFigures") -> None:
        """Take all that another has."""
        self.figures.join(other.figures)
        self.presence.join(other.presence)


@dataclass(slots=True)
class Report:
    """A business day, or as many as were added up."""

    first: str  # YYYY-MM-DD
    last: str
    days: int = 1
    opened_at: datetime | None = None  # of the first day
    closed_at: datetime | None = None  # of the last one; None while it is open
    whole: Figures = field(default_factory=Figures)
    services: dict[str, ServiceFigures] = field(default_factory=dict)
    hours: dict[int, Figures] = field(default_factory=dict)  # hour of the day in the hall's zone
    windows: dict[int, WindowFigures] = field(default_factory=dict)
    clerks: dict[str, Presence] = field(default_factory=dict)  # by the code they sign in with
    served_by: Counter[str] = field(default_factory=Counter)  # legs finished, by clerk
    is_whole: bool = True  # False: its beginning was not in the journal any more

    def join(self, other: "Report") -> None:
        """Add a later day, or later days."""
        self.last, self.closed_at = other.last, other.closed_at
        self.days += other.days
        self.whole.join(other.whole)
        for code, service in other.services.items():
            self.services.setdefault(code, ServiceFigures()).join(service)
        for hour, figures in other.hours.items():
            self.hours.setdefault(hour, Figures()).join(figures)
        for number, window in other.windows.items():
            self.windows.setdefault(number, WindowFigures()).join(window)
        for clerk, presence in other.clerks.items():
            self.clerks.setdefault(clerk, Presence()).join(presence)
        self.served_by.update(other.served_by)
        self.is_whole = self.is_whole and other.is_whole

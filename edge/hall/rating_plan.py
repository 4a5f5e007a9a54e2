"""What a region or a hall chooses about ratings; data, because regions differ and contradict each other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from edge.hall.tags import TagList

DAY_S = 24 * 60 * 60.0
_SATURDAY = 5  # as `weekday()` counts

DayCount = Callable[[datetime, int], datetime]
"""From a moment and a number of days to the moment by which something must be done."""


def working_days_after(start: datetime, days: int, is_working: Callable[[date], bool]) -> datetime:
    """Return the same time of day so many working days later, by whatever calendar."""
    due = start
    while days > 0 or not is_working(due.date()):
        due += timedelta(days=1)
        days -= is_working(due.date())
    return due


def weekdays_after(start: datetime, days: int) -> datetime:
    """Return the same time of day so many weekdays later: Monday to Friday, holidays unknown."""
    return working_days_after(start, days, lambda day: day.weekday() < _SATURDAY)


def days_after(start: datetime, days: int) -> datetime:
    """Return the same time so many calendar days later."""
    return start + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class RatingPlan:
    """How this hall asks for ratings and what follows from them."""

    profile: str = "national"
    tags: TagList = field(default_factory=TagList)  # until central publishes another list
    is_anonymous: bool = True
    link_s: float = 0.0  # how long a rating can be given by its link; 0: nobody is given a link
    repeat_s: float = 600.0  # the same phone again within it is a repeated tap, not a second rating
    deadline_days: int = 5  # in which a bad rating must be dealt with
    due: DayCount = weekdays_after
    default_level: int | None = None  # what a region counts where nobody answers …
    default_after_days: int = 0  # … within so many days
    good_from: int = 3  # this level and better is a good rating (好评)
    public_at_least: int = 10  # ratings, below which no figure is public

    @property
    def kept_s(self) -> float:
        """How long a rating must be remembered after its day: its link, or the region's default, may still come."""
        return max(self.link_s, self.default_after_s)

    @property
    def default_after_s(self) -> float:
        """When the region's default is counted; 0: never."""
        return self.default_after_days * DAY_S if self.default_level else 0.0

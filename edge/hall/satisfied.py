"""Ratings as public figures count them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RatedOnce:
    """A citizen's first rating of a visit, as public figures count it."""

    window: int
    level: int


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The share of good ratings among so many first ratings of today, oldest first."""

    count: int
    good: int

    @property
    def percent(self) -> int:
        """Good ones in a hundred, rounded to the nearest."""
        return (200 * self.good + self.count) // (2 * self.count)

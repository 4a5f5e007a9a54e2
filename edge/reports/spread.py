"""How long something took, over many times: enough to tell mean, median, 95th percentile and the longest.

Durations are counted in steps of ten seconds, so that days can be added up to months without keeping each of them.
"""

from collections import Counter
from dataclasses import dataclass, field
from math import ceil

STEP_S = 10


@dataclass(slots=True)
class Spread:
    """Durations in seconds, counted by step: step 3 is from 30 to under 40 seconds."""

    n: int = 0
    sum_s: float = 0.0
    longest_s: float = 0.0
    steps: Counter[int] = field(default_factory=Counter)

    def add(self, seconds: float) -> None:
        """Take one more."""
        self.n += 1
        self.sum_s += seconds
        self.longest_s = max(self.longest_s, seconds)
        self.steps[int(seconds // STEP_S)] += 1

    def join(self, other: "Spread") -> None:
        """Take all that another has."""
        self.n += other.n
        self.sum_s += other.sum_s
        self.longest_s = max(self.longest_s, other.longest_s)
        self.steps.update(other.steps)

    @property
    def mean_s(self) -> float | None:
        """The mean, None of nothing."""
        return self.sum_s / self.n if self.n else None

    def at(self, part: float) -> float | None:
        """Return what at least `part` of them do not exceed, to the end of its step; None of nothing."""
        if not self.n:
            return None
        left = max(1, ceil(part * self.n))
        for step in sorted(self.steps):
            left -= self.steps[step]
            if left <= 0:
                return min((step + 1) * STEP_S, self.longest_s)
        return self.longest_s

"""How satisfied people were today, as anybody may know: never of few ratings, never of one window.

A figure moves only when a whole further group of ratings is in. If it moved with each, whoever saw it change just after
somebody left a window would know how that one had rated.
"""

from dataclasses import dataclass

from edge.hall.hall import Hall

FEWEST_WINDOWS = 2  # the figure of a single window would be its clerk's


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """The share of good ratings among so many first ratings of today, oldest first."""

    count: int
    good: int

    @property
    def percent(self) -> int:
        """Good ones in a hundred, rounded to the nearest."""
        return (200 * self.good + self.count) // (2 * self.count)


def satisfaction(hall: Hall, zone: str = "") -> Satisfaction | None:
    """Return the public figure of a zone, or of the hall for ""; None while there are too few or of one window."""
    rules = hall.plan.rating
    given = [one for one in hall.state.rated_today if not zone or hall.zones.get(one.window) == zone]
    whole = given[: len(given) // rules.public_at_least * rules.public_at_least]
    if len({one.window for one in whole}) < FEWEST_WINDOWS:
        return None
    return Satisfaction(len(whole), sum(one.level >= rules.good_from for one in whole))

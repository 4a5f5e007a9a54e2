"""How satisfied people were today, as anybody may know: never of few ratings, never of one window.

A figure moves only when a whole further group of ratings is in. If it moved with each, whoever saw it change just after
somebody left a window would know how that one had rated.
"""

from edge.hall.hall import Hall
from edge.hall.satisfied import Satisfaction

FEWEST_WINDOWS = 2  # the figure of a single window would be its clerk's


def satisfaction(hall: Hall, zone: str = "") -> Satisfaction | None:
    """Return the public figure of a zone, or of the hall for ""; None while there are too few or of one window.

    Boards look at it with every call: it is counted anew only when a rating has come since.
    """
    newest = (hall.state.day, len(hall.state.rated_today))
    known = hall.satisfied.get(zone)
    if known is None or known[0] != newest:
        known = hall.satisfied[zone] = (newest, _counted(hall, zone))
    return known[1]


def _counted(hall: Hall, zone: str) -> Satisfaction | None:
    rules = hall.plan.rating
    given = [one for one in hall.state.rated_today if not zone or hall.zones.get(one.window) == zone]
    whole = given[: len(given) // rules.public_at_least * rules.public_at_least]
    if len({one.window for one in whole}) < FEWEST_WINDOWS:
        return None
    return Satisfaction(len(whole), sum(one.level >= rules.good_from for one in whole))

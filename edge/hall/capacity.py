"""Whether a newcomer can still be called today: the estimate, held against the end of the service's last session.

    low end of the estimate ≤ high end ≤ time left    reached
    low end ≤ time left < high end                    doubtful: a ticket, and a word of warning
    time left < low end                               beyond: no ticket where the hall stops, a warning where it warns

The estimate is that of the newcomer's own class, so it is later for ordinary people than for the green channel. Nobody
is told to go where nothing is known: without an estimate a service is beyond only if every window that could serve it
is closed. Before the last `watch_s` nothing is held against anybody, since windows may still be opened.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from edge.hall.closing import WhenFull
from edge.hall.estimate import expect
from edge.hall.hall import Hall
from edge.hall.routing import windows_for
from edge.hall.sessions import last_closing
from edge.hall.terms import TicketClass, WindowState


class Reach(Enum):
    """Whether a newcomer will be called today."""

    REACHED = "reached"
    DOUBTFUL = "doubtful"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Capacity:
    """What is left of the day for one service and class, with the numbers that say why."""

    reach: Reach
    closes: datetime
    left_min: int  # until nobody is called any more
    ahead: int
    windows: int  # open for it now
    low_min: int | None
    high_min: int | None

    def facts(self) -> dict[str, Any]:
        """Return the numbers for a sentence and for central."""
        return {
            "closes": f"{self.closes:%H:%M}",
            "left": self.left_min,
            "ahead": self.ahead,
            "windows": self.windows,
            "low": self.low_min,
            "high": self.high_min,
        }


def capacity(hall: Hall, service: str, ticket_class: TicketClass, now: datetime) -> Capacity | None:
    """Return what is left of today for a newcomer; None while the end is far, unknown or of no concern to the hall."""
    closing = hall.plan.closing
    closes = last_closing(hall.state.sessions, service)
    if closes is None or closing.when_full is WhenFull.IGNORE or (closes - now).total_seconds() > closing.watch_s:
        return None
    left_min = int((closes + timedelta(seconds=closing.overtime_s) - now).total_seconds() // 60)
    expected = expect(hall, service, ticket_class, now)
    windows = windows_for(hall, service)
    is_open = [window.state is WindowState.OPEN for window in windows]
    has_all_closed = not any(window.state is not WindowState.CLOSED or window.until for window in windows)
    free = sum(window.state is WindowState.OPEN and window.ticket is None for window in windows)
    if has_all_closed:
        reach = Reach.BEYOND
    elif expected.ahead < free:
        reach = Reach.REACHED  # called at once
    else:
        reach = _reach(expected.low_min, expected.high_min, left_min)
    return Capacity(reach, closes, left_min, expected.ahead, sum(is_open), expected.low_min, expected.high_min)


def _reach(low_min: int | None, high_min: int | None, left_min: int) -> Reach:
    if low_min is not None and low_min > left_min:
        return Reach.BEYOND
    return Reach.DOUBTFUL if high_min is not None and high_min > left_min else Reach.REACHED

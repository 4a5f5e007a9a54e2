"""Tidal windows (潮汐窗口): what a hall may choose about them; data, like its policy."""

from dataclasses import dataclass
from datetime import time
from enum import Enum

MINUTE_S = 60.0


class TideWay(Enum):
    OPEN = "open"
    CLOSE = "close"


class TideWhy(Enum):
    """Why a window is to be opened or closed."""

    EXPECTED = "expected"  # the expected wait has passed its threshold
    OLDEST = "oldest"  # somebody has waited too long already
    TIMETABLE = "timetable"  # every day at this time
    CALM = "calm"  # the wait stays short without this window
    OPENED = "opened"  # withdrawn: somebody has opened it by hand …
    CLOSED = "closed"  # … or closed it


@dataclass(frozen=True, slots=True)
class TideTime:
    """A time of day at which tidal windows are wanted anyhow."""

    begins: time
    ends: time
    windows: tuple[int, ...] = ()  # empty: all tidal ones


@dataclass(frozen=True, slots=True)
class Tides:
    """When tidal windows are opened and closed; durations in seconds."""

    windows: tuple[int, ...] = ()
    open_over_s: float = 20 * MINUTE_S  # expected wait of a service
    oldest_over_s: float = 25 * MINUTE_S  # wait so far of its oldest ticket
    close_under_s: float = 8 * MINUTE_S  # expected wait without the window
    open_least_s: float = 30 * MINUTE_S  # so long a window stays open
    quiet_s: float = 15 * MINUTE_S  # after an advice that was declined
    is_automatic: bool = False
    times: tuple[TideTime, ...] = ()

    @property
    def calm_s(self) -> float:
        """Between the thresholds: an advice to open is withdrawn below it, one to close above it."""
        return (self.open_over_s + self.close_under_s) / 2

"""What a hall does with services that can hardly be reached today any more; data, like its policy."""

from dataclasses import dataclass
from enum import Enum

MINUTE_S = 60.0


class WhenFull(Enum):
    """What becomes of who asks for a ticket that can no longer be called today."""

    STOP = "stop"  # no ticket, and what else there is
    WARN = "warn"  # a ticket, and how things stand
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Closing:
    """How the end of the day is looked ahead to; durations in seconds."""

    when_full: WhenFull = WhenFull.STOP
    watch_s: float = 90 * MINUTE_S  # before the last session ends: earlier, windows may still be opened
    overtime_s: float = 0.0  # how long after it people are still called to windows as a matter of course

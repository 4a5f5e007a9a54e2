"""The time for which somebody has booked a visit."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """Both ends are aware; whoever comes between them is on time."""

    start: datetime
    end: datetime

"""What the technician's screen remembers of the journal since the daemon started: its last entries."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from edge.hall.events import Event, RatingAcknowledged, RatingAlerted, RatingOverdue, RatingSettled
from edge.ports import Entry, Seq

TAIL = 60  # entries that the technician sees

# That somebody rated badly is nobody's business here, not even without saying who.
_SILENT = (RatingAlerted, RatingAcknowledged, RatingSettled, RatingOverdue)

# What a line of the tail may say of an event: nothing of a person, of a rating's answer, or typed by anybody.
_TOLD = ("ticket", "number", "window", "service", "attempt", "sure", "why", "leg", "code", "place", "day", "clerk")


@dataclass(frozen=True, slots=True)
class Line:
    """One event as the technician may read it."""

    seq: Seq
    at: datetime
    kind: str
    facts: str


class Memory:
    """Fed with every durable group, in order."""

    def __init__(self) -> None:
        self.seq: Seq = 0
        self.tail: deque[Line] = deque(maxlen=TAIL)

    def note(self, entries: Sequence[Entry]) -> None:
        """Remember what these entries say."""
        for entry in entries:
            for offset, event in enumerate(entry.events):
                if isinstance(event, _SILENT):
                    continue
                self.tail.append(Line(entry.seq + offset, entry.at, event.kind, _facts(event)))
            self.seq = entry.last


def _facts(event: Event) -> str:
    told = ((field.name, getattr(event, field.name)) for field in fields(event) if field.name in _TOLD)
    return " ".join(f"{name}={value}" for name, value in told if value not in ("", None))

"""How long windows are open and busy, and how fast they are: kept up at every change, read at any moment.

    open   it may call, or still serves somebody whom it called before it paused
    busy   somebody is called to it or served at it
    pace   seconds from a call until the window is free again, the newest calls counting most

Time is booked into slots of five minutes, so that what was of late can be told from the whole day without keeping
every single visit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

SLOT = timedelta(minutes=5)
SLOTS_KEPT = 13  # an hour, and the slot that has just begun
_KEPT = SLOT * SLOTS_KEPT
NEWEST_COUNTS = 0.2  # of the newest call in the pace; the older ones fade


@dataclass(slots=True)
class Slot:
    """Seconds of one five-minute slot."""

    begins: datetime
    open_s: float = 0.0
    busy_s: float = 0.0


@dataclass(slots=True)
class Use:
    """One window's day in seconds."""

    until: datetime | None = None  # booked up to here
    is_open: bool = False  # from then on
    is_busy: bool = False
    busy_since: datetime | None = None
    open_s: float = 0.0
    busy_s: float = 0.0
    slots: list[Slot] = field(default_factory=list)  # newest last, bounded
    pace_s: float | None = None  # None before the first call of the day has ended

    def note(self, at: datetime, *, is_open: bool, is_busy: bool) -> None:
        """Book the time until now, and go on like this."""
        if self.until is not None and (self.is_open or self.is_busy):
            self._book(self.until, at)
        if is_busy and not self.is_busy:
            self.busy_since = at
        elif self.is_busy and not is_busy and self.busy_since is not None:
            self._learn((at - self.busy_since).total_seconds())
            self.busy_since = None
        self.until, self.is_open, self.is_busy = at, is_open, is_busy

    def spent(self, now: datetime, period: timedelta | None = None) -> tuple[float, float]:
        """Return the seconds open and busy up to now: of the period before, or of the day."""
        open_s, busy_s = self.open_s, self.busy_s
        if period is not None:
            recent = [slot for slot in self.slots if now - slot.begins < period]
            open_s, busy_s = sum(slot.open_s for slot in recent), sum(slot.busy_s for slot in recent)
        going_s = max(0.0, (now - self.until).total_seconds()) if self.until else 0.0
        if period is not None:
            going_s = min(going_s, period.total_seconds())
        return open_s + going_s * (self.is_open or self.is_busy), busy_s + going_s * self.is_busy

    def _book(self, begins: datetime, ends: datetime) -> None:
        seconds = max(0.0, (ends - begins).total_seconds())
        self.open_s += seconds
        self.busy_s += seconds * self.is_busy
        newest = self.slots[-1] if self.slots else None
        if newest is not None and newest.begins <= begins and ends <= newest.begins + SLOT:
            newest.open_s += seconds
            newest.busy_s += seconds * self.is_busy
            return
        for slot, piece_s in _pieces(begins, ends):
            if not self.slots or self.slots[-1].begins != slot:
                self.slots.append(Slot(slot))
                del self.slots[:-SLOTS_KEPT]
            self.slots[-1].open_s += piece_s
            self.slots[-1].busy_s += piece_s * self.is_busy

    def _learn(self, seconds: float) -> None:
        self.pace_s = seconds if self.pace_s is None else self.pace_s + NEWEST_COUNTS * (seconds - self.pace_s)


def _pieces(begins: datetime, ends: datetime) -> Iterator[tuple[datetime, float]]:
    """Yield the newest slots between two moments, each with the seconds of it that lie between them."""
    earliest = ends - _KEPT
    begins = max(begins, earliest)
    while begins < ends:
        slot = begins.replace(minute=begins.minute - begins.minute % 5, second=0, microsecond=0)
        following = min(ends, slot + SLOT)
        yield slot, (following - begins).total_seconds()
        begins = following

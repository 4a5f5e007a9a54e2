"""Entries for journals to keep."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from edge.hall.events import Event, TicketCancelled, TicketPrinted, TicketTaken
from edge.hall.terms import TicketClass
from edge.ports import Entry, Seq

SHANGHAI = timezone(timedelta(hours=8))
MORNING = datetime(2026, 11, 23, 8, 30, tzinfo=SHANGHAI)


def entry(seq: Seq, size: int = 1) -> Entry:
    """Return an entry of `size` events, different for every seq."""
    ticket = f"2026-11-23/A{seq:03}"
    taken = TicketTaken(ticket, f"A{seq:03}", seq, ("social",), TicketClass.ORDINARY, dispenser="门口")
    events: list[Event] = [taken, *(TicketPrinted(ticket, attempt, "proven") for attempt in range(1, size))]
    return Entry(
        seq,
        MORNING + timedelta(seconds=seq),
        f"command-{seq}",
        seq.to_bytes(16),
        tuple(events),
        {"number": f"A{seq:03}"},
    )


def small_entry(seq: Seq) -> Entry:
    """Return an entry of one event that takes little room."""
    return Entry(seq, MORNING, f"c{seq}", bytes(16), (TicketCancelled(f"2026-11-23/A{seq:03}"),))


def group(after: Seq, sizes: Iterable[int] = (1,)) -> list[Entry]:
    """Return consecutive entries of these many events."""
    entries = []
    for size in sizes:
        entries.append(entry(after + 1, size))
        after += size
    return entries

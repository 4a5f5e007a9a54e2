"""Reads a journal through the rules and says what happened, and whether it adds up."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from edge.hall.apply import apply
from edge.hall.events import TicketTaken
from edge.hall.hall import Hall
from edge.hall.invariants import broken_promises
from edge.hall.plan import Plan
from edge.hall.restore import restore
from edge.journal.reading import read_journal
from edge.ports import Entry, JournalBroken, Seq
from edge.replay.table import table
from edge.replay.tally import Tally
from edge.settings.settings import Settings

LOOK_EVERY = 2_000  # entries between two looks at all promises


class NoJournalError(Exception):
    """There is no journal in this folder."""


@dataclass(slots=True)
class Reading:
    """A journal that has been read to its end."""

    hall: Hall
    tally: Tally
    first: Seq = 0
    last: Seq = 0
    entries: int = 0
    at: datetime | None = None
    faults: list[str] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)


def report(settings: Settings, folder: Path) -> str:
    """Return the report as text; NoJournalError if there is nothing to read. The daemon may be running."""
    try:
        reading = read(settings.plan(), read_journal(folder))
    except FileNotFoundError:
        raise NoJournalError(f"there is no journal in {folder}") from None
    head = f"{settings.hall.name} ({settings.hall.id}): events {reading.first} to {reading.last} in {folder}"
    events = reading.last - reading.first + 1 if reading.entries else 0
    if reading.faults:
        sums = "\n".join([f"replay differs: {events} events", *(f"    {fault}" for fault in reading.faults)])
    else:
        sums = f"replay equals: {events} events, invariants hold"
    waits = "Waits are in minutes from arrival or transfer to the first call; over: longer than the class's ceiling."
    return "\n\n".join([head, table(reading.tally.rows), waits, sums])


def read(plan: Plan, entries: Iterable[Entry]) -> Reading:
    """Replay `entries` under `plan`, counting and checking."""
    hall = Hall(plan)
    reading = Reading(hall, Tally(hall))
    try:
        for entry in entries:
            _take(reading, entry)
    except JournalBroken as broken:
        reading.faults.append(f"not readable after event {reading.last}: {broken}")
    reading.faults += dict.fromkeys([*broken_promises(hall), *_differences(hall)])
    return reading


def _take(reading: Reading, entry: Entry) -> None:
    reading.faults += _misplaced(reading, entry)
    reading.first = reading.first or entry.seq
    reading.last, reading.at = entry.last, entry.at
    reading.entries += 1
    for event in entry.events:
        if isinstance(event, TicketTaken):
            if event.ticket in reading.numbers:
                reading.faults.append(f"{event.ticket} was handed out twice")
            reading.numbers.add(event.ticket)
        apply(reading.hall, event, entry.at)
        reading.tally.note(event)
    if reading.entries % LOOK_EVERY == 0:
        reading.faults += [f"after event {entry.last}: {fault}" for fault in broken_promises(reading.hall)]


def _misplaced(reading: Reading, entry: Entry) -> Iterator[str]:
    if reading.entries and entry.seq != reading.last + 1:
        yield f"event {entry.seq} follows event {reading.last}"
    if reading.at is not None and entry.at < reading.at:
        yield f"event {entry.seq} is older than the one before it"


def _differences(hall: Hall) -> Iterator[str]:
    """Say where a hall restored from the replayed state would go on differently."""
    again = restore(hall.plan, deepcopy(hall.state))
    if again.state != hall.state:
        yield "the state changes when it is restored"
    if again.next_due() != hall.next_due():
        yield "a restored hall has another deadline first"
    if any(again.waiting_for(service.code) != hall.waiting_for(service.code) for service in hall.plan.services):
        yield "other tickets wait in a restored hall"

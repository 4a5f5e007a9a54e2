"""From the journal to the hall: the newest snapshot, and everything that was kept after it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from edge.engine.memory import Memory
from edge.hall.apply import apply
from edge.hall.hall import Hall
from edge.hall.plan import Plan
from edge.hall.restore import restore
from edge.ports import Journal, Seq, Snapshots


@dataclass(frozen=True, slots=True)
class Past:
    """The hall as the journal has it."""

    hall: Hall
    memory: Memory
    kept_through: Seq  # what the snapshot covers, 0 without one


async def read_past(plan: Plan, journal: Journal, snapshots: Snapshots | None) -> Past:
    """Return the hall that the journal adds up to; JournalBroken if it cannot be read."""
    with _uncollected():
        return await _read(plan, journal, snapshots)


async def _read(plan: Plan, journal: Journal, snapshots: Snapshots | None) -> Past:
    hall, memory = Hall(plan), Memory(plan.policy.command_memory_s)
    newest = await snapshots.newest() if snapshots else None
    kept_through, tail = 0, journal.tail
    if newest is not None and newest[0] <= tail:
        kept_through, remembered = newest
        hall = restore(plan, remembered.state)
        memory.recall(kept_through, remembered)
    if kept_through < tail:
        async for entry in journal.read(kept_through):
            at = entry.at
            for event in entry.events:
                apply(hall, event, at)
            memory.note(entry)
            if memory.tail >= tail:
                break
    memory.forget_ended(hall)
    return Past(hall, memory, kept_through)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for garbage among millions of new values that all live on: it doubles the time of a start.

    What was built is set aside for good, so that the first look afterwards does not go through all of it either.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()

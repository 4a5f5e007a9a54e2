"""An engine at work in simulated time, on a journal whose every failure the test writes."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.hall import Hall
from edge.hall.plan import Plan
from edge.journal.halls import HallSnapshots
from edge.journal.memory import MemoryJournal
from edge.ports import Answer, Entry, JournalBroken, Recovery, Seq
from tests.support.halls import MORNING, WINDOWS, plan


class ScriptedJournal(MemoryJournal):
    """Takes what the script lets it take; an error in a list is raised, once each, None lets one pass."""

    def __init__(self, entries: Sequence[Entry] = (), *, append_s: float = 0.0) -> None:
        super().__init__(entries)
        self.append_s = append_s
        self.failures: list[Exception | None] = []
        self.read_failures: list[Exception] = []
        self.groups: list[list[Entry]] = []
        self.read_from: list[Seq] = []

    async def append(self, entries: Sequence[Entry], after: Seq) -> None:
        await asyncio.sleep(self.append_s)
        failure = self.failures.pop(0) if self.failures else None
        if failure is not None:
            raise failure
        await super().append(entries, after)
        self.groups.append(list(entries))

    async def read(self, after: Seq) -> AsyncIterator[Entry]:
        self.read_from.append(after)
        if self.read_failures:
            raise self.read_failures.pop(0)
        async for entry in super().read(after):
            yield entry

    async def overtake(self, entry: Entry) -> None:
        """Another controller writes."""
        await super().append([entry], self.tail)

    @property
    def entries(self) -> list[Entry]:
        return list(self._entries)

    def kinds(self) -> list[str]:
        return [event.kind for entry in self._entries for event in entry.events]


BROKEN = JournalBroken("disk full")


@dataclass
class Wall:
    """The wall clock: it follows the loop until it is set."""

    began_s: float = field(default_factory=lambda: asyncio.get_running_loop().time())
    skew: timedelta = timedelta()

    def __call__(self) -> datetime:
        return MORNING + timedelta(seconds=asyncio.get_running_loop().time() - self.began_s) + self.skew


@asynccontextmanager
async def engine_on(
    journal: MemoryJournal,
    wall: Wall | None = None,
    the_plan: Plan | None = None,
    *,
    is_open: bool = True,
    has_snapshots: bool = False,
) -> AsyncIterator[Engine]:
    """A loaded engine that runs while the test does; its day and windows are open unless they were to stay closed."""
    snapshots = HallSnapshots(journal) if has_snapshots else None
    engine = Engine(the_plan or plan(), journal, SystemClock(wall=wall or Wall()), snapshots=snapshots)
    await engine.load()
    running = asyncio.create_task(engine.run())
    try:
        if is_open and journal.tail == 0:
            await engine.submit(c.OpenDay(), "day")
            for window in WINDOWS:
                await engine.submit(c.OpenWindow(window.number), f"open-{window.number}")
        yield engine
    finally:
        running.cancel()
        await asyncio.wait({running})
        if not running.cancelled():
            running.result()


def replay(journal: ScriptedJournal, the_plan: Plan | None = None) -> Hall:
    """The hall that the journal adds up to."""
    hall = Hall(the_plan or plan())
    for entry in journal.entries:
        for event in entry.events:
            apply(hall, event, entry.at)
    return hall


async def together(engine: Engine, *asked: tuple[c.Command, str]) -> list[Answer | BaseException]:
    """Ask everything at the same moment."""
    waiting = [engine.submit(command, command_id) for command, command_id in asked]
    return await asyncio.gather(*waiting, return_exceptions=True)


def lost_journal(entries: Sequence[Entry] = (), *, cut: int = 0) -> ScriptedJournal:
    """A journal that was mended when it was opened."""
    journal = ScriptedJournal(entries)
    journal.recovery = Recovery(cut, is_new_epoch=True, detail="test")
    return journal

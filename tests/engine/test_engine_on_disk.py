"""The engine's snapshots and its forgetting on the real journal."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from edge.clock import SystemClock
from edge.engine import Engine
from edge.engine.retention import Retention
from edge.hall import commands as c
from edge.journal.database import Database
from edge.journal.halls import HallSnapshots
from edge.journal.sqlite import SqliteJournal, open_journal
from edge.ports import Entry, Seq
from tests.support.halls import MORNING, plan
from tests.support.waiting import until

pytestmark = pytest.mark.real_time


class Days:
    """A wall clock that a test moves from day to day."""

    def __init__(self) -> None:
        self.now = MORNING


@asynccontextmanager
async def hall_in(folder: Path, days: Days) -> AsyncIterator[tuple[Engine, SqliteJournal, Retention]]:
    async with open_journal(folder) as journal:
        clock = SystemClock(wall=lambda: days.now)
        engine = Engine(plan(), journal, clock, snapshots=HallSnapshots(journal))
        await engine.load()
        running = asyncio.create_task(engine.run())
        try:
            yield engine, journal, Retention(engine, journal, clock, 1, [])
        finally:
            running.cancel()
            await asyncio.wait([running])


async def a_day(engine: Engine, folder: Path) -> None:
    day = str(engine.hall.state.day)
    await engine.submit(c.OpenDay(), f"open-{day}")
    for number in range(5):
        await engine.submit(c.Take(("social",)), f"{day}-{number}")
    (folder / "hall.snapshot").unlink(missing_ok=True)
    await engine.submit(c.CloseDay(), f"close-{day}")
    await until((folder / "hall.snapshot").exists)


async def test_a_start_reads_only_what_follows_the_snapshot_and_old_days_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = Days()
    states = []
    for _ in range(4):
        async with hall_in(tmp_path, days) as (engine, _, retention):
            await a_day(engine, tmp_path)
            await retention.forget()
            states.append(engine.hall.state)
        days.now += timedelta(days=1)
    read_from: list[int] = []
    entries = Database.entries

    def watched(database: Database, after: Seq, limit: int) -> list[Entry]:
        read_from.append(after)
        return entries(database, after, limit)

    monkeypatch.setattr(Database, "entries", watched)
    async with hall_in(tmp_path, days) as (again, journal, _):
        assert journal.recovery is None
        assert again.hall.state == states[-1]
        assert read_from == []
        first = await anext(aiter(journal.read(0)))
        assert first.at >= MORNING + timedelta(days=1)

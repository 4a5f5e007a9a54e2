"""Tickets a second through the engine, every one on the disk before it is answered, beside a plain commit loop."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall import commands as c
from edge.journal.records import write_entry
from edge.journal.sqlite import open_journal
from edge.ports import Entry
from tests.bench.bare import commits_a_second, scratch
from tests.bench.rows import Row
from tests.support.halls import plan

ASKERS = 200  # screens and keypads that ask at the same time
SINGLE = (200, 1_000)  # tickets, quick and full
BLOCKS = 10
GROUPED = (2_000, 10_000)


async def measure(*, is_quick: bool) -> list[Row]:
    """Single commands, one after the other; then many askers at once."""
    single, grouped = (counts[0 if is_quick else 1] for counts in (SINGLE, GROUPED))
    with tempfile.TemporaryDirectory(prefix="hall-edge-bench-", dir=scratch()) as name:
        folder = Path(name)
        one_by_one, reference = await _in_turn(folder, single)
        async with running(folder / "grouped") as (engine, groups):
            together = await _tickets_a_second(engine, grouped, askers=ASKERS)
            size = round(sum(map(len, groups)) / len(groups))
            bare = commits_a_second(folder, _body(groups), grouped, size)
    return [
        Row("engine: tickets, each asked after the last", one_by_one, "1/s", reference, reference / 2, is_floor=True),
        Row(f"engine: tickets, {ASKERS} askers, {size} a flush", together, "1/s", bare),
    ]


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[tuple[Engine, list[list[Entry]]]]:
    """An engine on a new journal, its day open, and every group that it has kept."""
    groups: list[list[Entry]] = []
    async with open_journal(folder) as journal:
        engine = Engine(plan(), journal, SystemClock())
        await engine.load()
        engine.watch(lambda entries: groups.append(list(entries)))
        running = asyncio.create_task(engine.run())
        await engine.submit(c.OpenDay(), "day")
        await engine.submit(c.Take(("social",)), "first")
        try:
            yield engine, groups
        finally:
            running.cancel()
            await asyncio.wait([running])


async def _in_turn(folder: Path, tickets: int) -> tuple[float, float]:
    """Return tickets and bare rows a second, medians of blocks in turn: the disk has moods."""
    ours, bare = [], []
    async with running(folder / "single") as (engine, groups):
        for block in range(BLOCKS):
            ours.append(await _tickets_a_second(engine, tickets // BLOCKS, askers=1, name=f"block-{block}"))
            bare.append(commits_a_second(folder, _body(groups), tickets // BLOCKS))
    return statistics.median(ours), statistics.median(bare)


async def _tickets_a_second(engine: Engine, tickets: int, askers: int, name: str = "") -> float:
    async def ask(asker: int) -> None:
        for number in range(tickets // askers):
            await engine.submit(c.Take(("social",)), f"{name}-{asker}-{number}")

    began_s = time.perf_counter()
    async with asyncio.TaskGroup() as tasks:
        for asker in range(askers):
            tasks.create_task(ask(asker))
    return tickets / (time.perf_counter() - began_s)


def _body(groups: list[list[Entry]]) -> bytes:
    return write_entry(groups[-1][-1])

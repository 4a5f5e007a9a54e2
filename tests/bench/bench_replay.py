"""How long a start takes on the journal of a very large day: opening with its checks, reading, and making the hall."""

import asyncio
import tempfile
import time
from pathlib import Path

from edge.clock import SystemClock
from edge.engine import Engine
from edge.journal.database import NAME
from edge.journal.sqlite import open_journal
from tests.bench.bare import reading_s, scratch
from tests.bench.busy_day import DAY_EVENTS, BusyDay, large_plan
from tests.bench.rows import Row

REPLAY_S = 3.0
GROUP = 1_000


async def measure(*, is_quick: bool) -> list[Row]:
    """Write the day, then start from it; a quick run plays a tenth of it."""
    events = DAY_EVENTS // 10 if is_quick else DAY_EVENTS
    plan = large_plan()
    day = BusyDay(plan)
    entries = await asyncio.to_thread(lambda: list(day.entries(events)))
    with tempfile.TemporaryDirectory(prefix="hall-edge-bench-", dir=scratch()) as name:
        folder = Path(name)
        async with open_journal(folder) as journal:
            for at in range(0, len(entries), GROUP):
                await journal.append(entries[at : at + GROUP], journal.tail)
        del entries
        size_mb = (folder / NAME).stat().st_size / 1e6
        bare_s = reading_s(folder / NAME)
        began_s = time.perf_counter()
        async with open_journal(folder) as journal:
            opened_s = time.perf_counter()
            engine = Engine(plan, journal, SystemClock())
            await engine.load()
            done_s = time.perf_counter()
            if engine.hall.state != day.hall.state:
                raise AssertionError("the replayed hall is not the hall that was")
            began_reading_s = time.perf_counter()
            async for entry in journal.read(0):
                if entry.last >= journal.tail:
                    break
            read_s = time.perf_counter() - began_reading_s
    told = f"{events:,} events"
    return [
        Row(f"journal: opened and checked, {told}", opened_s - began_s, "s"),
        Row(f"journal: read alone, {told}", read_s, "s", bare_s),
        Row(f"journal: replayed into the hall, {told}", done_s - opened_s, "s", bare_s, REPLAY_S),
        Row(f"journal: on the disk, {told}", size_mb, "MB"),
    ]

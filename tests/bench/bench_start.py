"""From exec to the first 200 of /healthz: with an empty journal, and with that of a busy day."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

from edge.journal.sqlite import open_journal
from edge.settings.reading import read
from tests.bench.bare import scratch
from tests.bench.bare_echo import echoing
from tests.bench.busy_day import EVENTS_PER_VISIT, BusyDay
from tests.bench.hall_devices import simulated
from tests.bench.hall_process import free_port, started
from tests.bench.hall_sizes import CITY, ONE_PRINTER, HallSize, write
from tests.bench.rows import Row

READY_S = 1.5
STARTS = (3, 7)  # quick and full
TICKETS = (1_600, 16_000)
GROUP = 1_000


async def measure(*, is_quick: bool) -> list[Row]:
    """The middle one of some starts each."""
    kind = 0 if is_quick else 1
    starts, tickets = STARTS[kind], TICKETS[kind]
    bare_s = median([await _bare_start() for _ in range(starts)])
    return [
        Row("ready, 1 device", await _starts(ONE_PRINTER, starts), "s", bare_s, READY_S),
        Row(f"ready, {CITY.devices} devices", await _starts(CITY, starts), "s", bare_s, READY_S),
        Row(f"ready, {CITY.devices} devices, a day of {tickets:,}", await _starts(CITY, starts, tickets), "s", bare_s),
    ]


async def _bare_start() -> float:
    began_s = perf_counter()
    async with echoing():
        return perf_counter() - began_s


async def _starts(size: HallSize, starts: int, tickets: int = 0) -> float:
    """Start the daemon so often, each time where the last one has left off; the first only warms the disk's cache."""
    with tempfile.TemporaryDirectory(prefix="hall-edge-bench-", dir=scratch()) as name:
        folder, port = Path(name), free_port()
        async with simulated(size, folder) as devices:
            config = write(size, devices.links, folder, port)
            if tickets:
                await _live_through_a_day(config, tickets)
            taken: list[float] = []
            for _ in range(starts + 1):
                async with started(config, port) as process:
                    taken.append(process.ready_s)
            return median(taken[1:])


async def _live_through_a_day(config: Path, tickets: int) -> None:
    settings = read(config)
    midnight = datetime.now(ZoneInfo(settings.hall.timezone)).replace(hour=0, minute=1)
    morning = max(midnight, datetime.now(midnight.tzinfo) - timedelta(hours=10))  # so that it is today's
    entries = list(BusyDay(settings.plan(), morning=morning).entries(tickets * EVENTS_PER_VISIT))
    async with open_journal(settings.store.path) as journal:
        for at in range(0, len(entries), GROUP):
            await journal.append(entries[at : at + GROUP], journal.tail)

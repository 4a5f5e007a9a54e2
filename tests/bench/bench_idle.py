"""What an idle hall costs: memory after the start and after the first ticket, and the processor's time."""

import asyncio
import tempfile
from pathlib import Path

from tests.bench.bare import scratch
from tests.bench.bare_echo import echoing
from tests.bench.hall_devices import simulated
from tests.bench.hall_process import free_port, memory_mb, started, until_devices_ready
from tests.bench.hall_screens import browsing
from tests.bench.hall_sizes import CITY, ONE_PRINTER, HallSize, write
from tests.bench.rows import Row

IDLE_MB = 70.0
WATCHED_S = (10.0, 60.0)  # quick and full
SETTLED_S = 13.0  # by then the daemon has given back what only its start needed
REST_S = 3.0


async def measure(*, is_quick: bool) -> list[Row]:
    """One printer, then a city's hall."""
    watched_s = WATCHED_S[0 if is_quick else 1]
    async with echoing() as (bare_pid, _):
        bare = memory_mb(bare_pid)
    return [*await _idle(ONE_PRINTER, bare, watched_s), *await _idle(CITY, bare, watched_s)]


async def _idle(size: HallSize, bare: tuple[float, float], watched_s: float) -> list[Row]:
    name = f"{size.devices} device{'s' if size.devices > 1 else ''}"
    with tempfile.TemporaryDirectory(prefix="hall-edge-bench-", dir=scratch()) as folder_name:
        folder, port = Path(folder_name), free_port()
        async with (
            simulated(size, folder) as devices,
            started(write(size, devices.links, folder, port), port) as process,
            browsing(process.base) as browser,
        ):
            ready_s = await until_devices_ready(process, size.devices)
            await asyncio.sleep(SETTLED_S)
            fresh = memory_mb(process.pid)
            before_s = process.processor_s()
            await asyncio.sleep(watched_s)
            spent_s = (process.processor_s() - before_s) * 60 / watched_s
            await browser.act("ticket/door-1", "take", services=["service-0"])
            await asyncio.sleep(REST_S)
            used = memory_mb(process.pid)
    return [
        Row(f"idle memory (RSS), {name}", fresh[0], "MB", bare[0], IDLE_MB),
        Row(f"idle memory (PSS), {name}", fresh[1], "MB", bare[1], IDLE_MB),
        Row(f"idle memory (RSS) after a ticket, {name}", used[0], "MB", bare[0], IDLE_MB),
        Row(f"idle processor, {name}", spent_s, "s/min"),
        Row(f"every device ready, {name}, after the hall itself", ready_s, "s"),
    ]

"""From a touch to the printer, from a call to the strip and to the board: the real daemon, one device and 300."""

import asyncio
import random
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.bare import scratch
from tests.bench.bare_echo import round_trips
from tests.bench.hall_devices import Devices, simulated
from tests.bench.hall_process import HallProcess, free_port, started, until_devices_ready
from tests.bench.hall_screens import Browser, browsing, watching
from tests.bench.hall_sizes import CITY, ONE_PRINTER, ONE_STRIP, SERVICES, ZONES, HallSize, write, zone_of
from tests.bench.recording import Recording
from tests.bench.rows import Row
from tests.bench.samples import latency_rows

ROUNDS = (60, 240)  # quick and full
TOUCH_MS, CALL_MS = 60.0, 40.0
PAUSES_S = (0.05, 0.35)  # between two touches or calls: still ten times as busy as a city's hall is
PICTURE, LETTERS = b"\x1dv0", "示范市".encode("gbk")  # with what a ticket's body begins: drawn, or in letters
END_OF_TICKET = b"\x1d(H"  # the question behind the cut


@dataclass(frozen=True, slots=True)
class Measured:
    """A running hall under measurement."""

    size: HallSize
    devices: Devices
    process: HallProcess
    browser: Browser
    chance: random.Random

    async def pause(self) -> None:
        """Let everything come to rest, never in step with any timer of the daemon."""
        await asyncio.sleep(self.chance.uniform(*PAUSES_S))


async def measure(*, is_quick: bool) -> list[Row]:
    """One printer, one strip, then a city's hall, at first with a board in each zone, then with every screen open."""
    rounds = ROUNDS[0 if is_quick else 1]
    async with running(ONE_PRINTER) as hall:
        touches = await touch(hall, rounds)
    async with running(ONE_STRIP) as hall:
        for number in range(rounds):
            await hall.browser.act("ticket", "take", services=[f"service-{number % len(SERVICES)}"])
        calls, boards = await call_by_click(hall, rounds)
    bare = await round_trips(4 * rounds, 0.01)
    rows = latency_rows("touch → ticket, 1 device", touches, bare, TOUCH_MS)
    rows += latency_rows("clerk's click → strip, 1 device", calls, bare, CALL_MS)
    rows += latency_rows("clerk's click → board, 1 device", boards, bare)
    async with running(CITY) as hall:
        name = f"{CITY.devices} devices"
        rows += latency_rows(f"touch → ticket, {name}", await touch(hall, rounds), bare, TOUCH_MS)
        async with watching(hall.browser, every_screen(CITY)):
            name = f"{name}, {len(every_screen(CITY))} screens"
            rows += latency_rows(f"touch → ticket, {name}", await touch(hall, rounds), bare, TOUCH_MS)
            calls, boards = await call_by_click(hall, rounds // 2)
            rows += latency_rows(f"clerk's click → strip, {name}", calls, bare, CALL_MS)
            rows += latency_rows(f"clerk's click → board, {name}", boards, bare)
            calls, boards = await call_by_key(hall, rounds)
            rows += latency_rows(f"key → strip, {name}", calls, bare, CALL_MS)
            rows += latency_rows(f"key → board, {name}", boards, bare)
    return rows


@asynccontextmanager
async def running(size: HallSize) -> AsyncIterator[Measured]:
    """Run devices and daemon, every window open."""
    with tempfile.TemporaryDirectory(prefix="hall-edge-bench-", dir=scratch()) as name:
        folder = Path(name)
        port = free_port()
        async with (
            simulated(size, folder) as devices,
            started(write(size, devices.links, folder, port), port) as process,
            browsing(process.base) as browser,
        ):
            await until_devices_ready(process, size.devices)
            for window in range(1, size.windows + 1):
                await browser.act(f"clerk/{window}", "sign_in", clerk=f"{window:04}")
                await browser.act(f"clerk/{window}", "open")
            yield Measured(size, devices, process, browser, random.Random(1))


def every_screen(size: HallSize) -> list[str]:
    """Return all screens that such a hall would have open: dispensers, boards, clerks, and one technician."""
    dispensers = [f"ticket/door-{number}" for number in range(1, size.printers + 1)]
    clerks = [f"clerk/{window}" for window in range(1, size.windows + 1)]
    return [*dispensers, *(f"board/{zone}" for zone in ZONES), *clerks, "technician"]


async def touch(hall: Measured, rounds: int) -> list[float]:
    """Touch one service after the other at one dispenser after the other."""
    samples: list[float] = []
    for number in range(rounds):
        door = number % hall.size.printers + 1
        paper = hall.devices.ears[f"printer-{door}"]
        await hall.pause()
        paper.start()
        began_s = perf_counter()
        touched = asyncio.create_task(
            hall.browser.act(f"ticket/door-{door}", "take", services=[f"service-{number % len(SERVICES)}"])
        )
        samples.append(await paper.moment_of(PICTURE, LETTERS) - began_s)
        await paper.moment_of(END_OF_TICKET)
        await touched
    return samples


async def call_by_click(hall: Measured, rounds: int) -> tuple[list[float], list[float]]:
    """Let clerks call; return how long until the strip and until the board hear of it."""
    samples: list[tuple[float, float]] = []
    async with watching(hall.browser, [f"board/{zone}" for zone in ZONES]) as boards:
        for number in range(rounds):
            window = number % hall.size.windows + 1
            began_s = await _ready_to_call(hall, window, boards)
            called = await hall.browser.act(f"clerk/{window}", "next")
            samples.append(await _heard(hall, window, boards, called["number"], began_s))
    return [strip for strip, _ in samples], [board for _, board in samples]


async def call_by_key(hall: Measured, rounds: int) -> tuple[list[float], list[float]]:
    """The same with the keys of the keypads; the clerk's page tells whom they called."""
    samples: list[tuple[float, float]] = []
    async with watching(hall.browser, [f"board/{zone}" for zone in ZONES]) as boards:
        for number in range(rounds):
            window = number % hall.size.windows + 1
            began_s = await _ready_to_call(hall, window, boards)
            hall.devices.press(f"caller-{window}", "next")
            samples.append(await _heard(hall, window, boards, "", began_s))
    return [strip for strip, _ in samples], [board for _, board in samples]


async def _ready_to_call(hall: Measured, window: int, boards: dict[str, Recording]) -> float:
    await hall.pause()
    hall.devices.ears[f"led-{window}"].start()
    boards[f"board/{zone_of(window)}"].start()
    return perf_counter()


async def _heard(
    hall: Measured, window: int, boards: dict[str, Recording], number: str, began_s: float
) -> tuple[float, float]:
    shown = f"{number}号到{window}号窗口".encode("gbk")
    told = f'{number}","window":{window},'  # of the board's newest call: none of the rows below is this window's
    strip_s = await hall.devices.ears[f"led-{window}"].moment_of(shown)
    board_s = await boards[f"board/{zone_of(window)}"].moment_of(told.encode())
    return strip_s - began_s, board_s - began_s

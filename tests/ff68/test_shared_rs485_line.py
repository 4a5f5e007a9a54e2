"""A whole row of windows on one pair of wires: strips, keypads and rating boxes, each with its own driver."""

import asyncio
from contextlib import AsyncExitStack
from typing import Self

from drivers.caller.ff68.conversation import Caller, open_caller
from drivers.caller.ff68.settings import CallerSettings
from drivers.contract import CallerNotice, DeviceEvent, Driver, Key, KeyPressed, Lines, RatingPressed
from drivers.display.onbon_bxk.conversation import BxkStrip, open_strip
from drivers.display.onbon_bxk.settings import BxkSettings
from drivers.evaluator.ff68.conversation import Evaluator, open_evaluator
from drivers.evaluator.ff68.settings import EvaluatorSettings
from drivers.simulators.caller import SimulatedCaller
from drivers.simulators.device import Simulator
from drivers.simulators.display import SimulatedDisplay
from drivers.simulators.evaluator import SimulatedEvaluator
from edge.clock import SystemClock
from tests.support.lines import Manner, MemoryLine

WINDOWS = (1, 2, 3)


class Row:
    """Everything at three windows on one line; each window's devices have the window's number as address."""

    def __init__(self, manner: Manner = Manner.WHOLE) -> None:
        self.display = SimulatedDisplay(address=1, strips=len(WINDOWS))
        self.keypads = {window: SimulatedCaller(address=window) for window in WINDOWS}
        self.boxes = {window: SimulatedEvaluator(address=window) for window in WINDOWS}
        devices: dict[str, Simulator] = {"led": self.display}
        for window in WINDOWS:
            devices |= {f"keypad-{window}": self.keypads[window], f"box-{window}": self.boxes[window]}
        self.line = MemoryLine(devices, manner)
        self.heard: list[tuple[str, DeviceEvent]] = []
        self.strips: dict[int, BxkStrip] = {}
        self.callers: dict[int, Caller] = {}
        self.evaluators: dict[int, Evaluator] = {}
        self._stack = AsyncExitStack()
        self._listening: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> Self:
        clock = SystemClock()
        for window in WINDOWS:
            links = [await self._stack.enter_async_context(self.line.link()) for _ in range(3)]
            enter = self._stack.enter_async_context
            self.strips[window] = await enter(open_strip(BxkSettings(address=window), links[0], clock))
            self.callers[window] = await enter(open_caller(CallerSettings(address=window), links[1], clock))
            self.evaluators[window] = await enter(open_evaluator(EvaluatorSettings(address=window), links[2], clock))
            self._listen(f"keypad-{window}", self.callers[window])
            self._listen(f"box-{window}", self.evaluators[window])
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in self._listening:
            task.cancel()
        await asyncio.gather(*self._listening, return_exceptions=True)
        await self._stack.aclose()
        self.line.close()

    def _listen(self, name: str, driver: Driver) -> None:
        async def gather() -> None:
            async for event in driver.events():
                self.heard.append((name, event))

        self._listening.append(asyncio.create_task(gather()))

    def seen(self) -> list[str]:
        return [strip.seen for strip in self.display.strips.values()]


async def test_each_window_shows_its_own_call() -> None:
    for manner in (Manner.WHOLE, Manner.BYTE_BY_BYTE, Manner.JUNK):
        async with Row(manner) as row:
            await asyncio.gather(*(row.strips[w].show(Lines((f"请A00{w}号到{w}号窗口",))) for w in WINDOWS))
            assert row.seen() == [f"请A00{w}号到{w}号窗口" for w in WINDOWS]
            await asyncio.gather(*(strip.probe() for strip in row.strips.values()))


async def test_keys_and_ratings_of_all_windows_are_told_apart() -> None:
    async with Row() as row:
        for window in WINDOWS:
            row.line.command(f"keypad-{window}: press next")
            await asyncio.sleep(0.2)
            row.line.command(f"box-{window}: press {window}")
            await asyncio.sleep(2)
        assert row.heard == [
            item
            for window, level in zip(WINDOWS, (4, 3, 2), strict=True)
            for item in (
                (f"keypad-{window}", KeyPressed(Key.NEXT)),
                (f"box-{window}", RatingPressed(level)),
            )
        ]
        assert {keypad.last_key for keypad in row.keypads.values()} == {"next: acknowledged"}


async def test_a_key_is_heard_while_a_strip_is_silent() -> None:
    async with Row() as row:
        row.line.command("led: silence on")
        showing = asyncio.create_task(row.strips[2].show(Lines(("暂停服务",))))
        await asyncio.sleep(0.1)
        row.line.command("keypad-1: press next")
        await asyncio.sleep(2)
        assert row.heard == [("keypad-1", KeyPressed(Key.NEXT))]
        assert row.keypads[1].last_key == "next: acknowledged"
        assert not showing.done()  # it is still trying: the key came in between
        row.line.command("led: silence off")
        await showing
        assert row.seen() == ["(dark)", "暂停服务", "(dark)"]


async def test_the_clerks_are_told_their_own_counts() -> None:
    async with Row() as row:
        await asyncio.gather(*(row.callers[w].notify(CallerNotice(w, f"A10{w}")) for w in WINDOWS))
        await row.evaluators[2].invite()
        await asyncio.sleep(0.1)
        assert [row.keypads[w].digits for w in WINDOWS] == [f"waiting 00{w}, ticket 10{w}" for w in WINDOWS]
        assert [row.boxes[w].is_lit for w in WINDOWS] == [False, True, False]
        assert row.heard == []

"""For every kind of driver a device to talk to, and everything that the hall may ask of it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from drivers import registry
from drivers.contract import (
    AnySpec,
    CallerNotice,
    CollectsRatings,
    DeviceEvent,
    Driver,
    Lines,
    NotifiesClerk,
    PrintsTickets,
    ShowsCalls,
    Slip,
    Speaks,
    Text,
    Utterance,
    Where,
)
from drivers.simulators import simulator
from drivers.simulators.device import Simulator
from edge.clock import SystemClock
from tests.support.lines import MemoryLine

SLIP = Slip("contract#1", (Text("A012", scale=4, align="center"), Text("社会保险")))
TEXT = Lines(("请A012号到3号窗口",))
CALL = Utterance("请A012号到3号窗口")


@dataclass(frozen=True)
class Opponent:
    """A driver with the device that it was made for, and what a person does to the device meanwhile."""

    kind: str
    device: Callable[[], Simulator]
    provoke: str = ""  # what makes it speak unasked
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def spec(self) -> AnySpec:
        return registry.spec(self.kind)

    def __str__(self) -> str:
        return self.kind


OPPONENTS = {
    opponent.kind: opponent
    for opponent in (
        Opponent("printer.escpos", simulator("printer"), settings={"mode": "text"}),
        Opponent("display.onbon_bxk", lambda: simulator("display")(address=3), settings={"address": 3}),
        Opponent("card_reader.sam", simulator("card_reader"), provoke="card place mainland"),
        Opponent("caller.ff68", lambda: simulator("caller")(address=3), "press next", {"address": 3}),
        Opponent("evaluator.ff68", lambda: simulator("evaluator")(address=3), "press 0", {"address": 3}),
        Opponent("announcer.syn6288", lambda: simulator("voice")(character_s=0.02)),
    )
}
LINED = sorted(kind for kind, spec in registry.specs().items() if spec.where != {Where.LOCAL})


@asynccontextmanager
async def opened(opponent: Opponent, line: MemoryLine) -> AsyncIterator[Driver]:
    """The driver, opened over the line."""
    settings = opponent.spec.settings(**opponent.settings)
    async with line.link() as link, opponent.spec.open(settings, link, SystemClock()) as driver:
        yield driver


async def ask_everything(driver: Driver, call: Utterance = CALL) -> None:
    """Ask all that the hall ever asks; DeviceError if something of it does not work."""
    await driver.probe()
    if isinstance(driver, PrintsTickets):
        await driver.print(SLIP)
    if isinstance(driver, ShowsCalls):
        await driver.show(TEXT)
    if isinstance(driver, Speaks):
        await driver.speak(call)
    if isinstance(driver, CollectsRatings):
        await driver.invite()
        await driver.dismiss()
    if isinstance(driver, NotifiesClerk):
        await driver.notify(CallerNotice(waiting=7, ticket="A012"))


async def listen(driver: Driver, heard: list[DeviceEvent]) -> None:
    """Put down what the device says; ends only by what the driver raises."""
    async for event in driver.events():
        heard.append(event)  # noqa: PERF401 - as it comes, for it never ends


async def visit(opponent: Opponent, line: MemoryLine) -> list[DeviceEvent]:
    """Open, listen, provoke, ask everything, close; return what the device said. Raises what the driver raises."""
    heard: list[DeviceEvent] = []
    async with opened(opponent, line) as driver:
        listening = asyncio.create_task(listen(driver, heard))
        try:
            line.command(opponent.provoke or "look")
            await ask_everything(driver)
            await asyncio.wait({listening}, timeout=3)
            if listening.done():
                listening.result()
        finally:
            listening.cancel()
            await asyncio.wait({listening})
    return heard

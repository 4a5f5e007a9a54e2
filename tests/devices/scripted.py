"""A device whose every answer the test writes, and slots around it."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from drivers.contract import (
    AnySpec,
    CallerNotice,
    Capability,
    Clock,
    DeviceEvent,
    DeviceInfo,
    Driver,
    DriverSpec,
    Lines,
    Printed,
    Slip,
    Utterance,
    Where,
)
from drivers.errors import LinkLost
from drivers.link import Link
from edge.clock import SystemClock
from edge.devices.addresses import LineAddress
from edge.devices.buses import Buses
from edge.devices.hotplug import PortWatcher
from edge.devices.slots import Slots
from edge.devices.streams import Stream
from edge.ports import SlotStatus
from edge.settings.devices import Device, DeviceOff, MatchTable

logging.getLogger("edge.devices").setLevel(logging.INFO)


class NoSettings(BaseModel):
    pass


class SilentStream:
    """A line on which nothing is ever said, until it breaks."""

    baud = 9600

    def __init__(self) -> None:
        self.lose: Callable[[LinkLost], None] = lambda _lost: None

    def listen(self, on_bytes: Callable[[bytes], None], on_lost: Callable[[LinkLost], None]) -> None:
        del on_bytes
        self.lose = on_lost

    async def write(self, data: bytes) -> None: ...

    async def aclose(self) -> None: ...


@dataclass
class Script:
    """What the device does, and what was done with it; an error in a list is raised, once each."""

    openings: list[Exception] = field(default_factory=list)
    jobs: list[Exception] = field(default_factory=list)
    probes: list[Exception] = field(default_factory=list)
    job_s: float = 0.0
    greeting_s: float = 0.0  # what opening takes
    tidying_s: float = 0.0  # what a job still does when it is cancelled
    was_closed_too_early: bool = False
    opened_at: list[float] = field(default_factory=list)
    probed_at: list[float] = field(default_factory=list)
    done: list[object] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    says: "asyncio.Queue[DeviceEvent | Exception]" = field(default_factory=asyncio.Queue)
    is_open: bool = False


def gaps(script: Script) -> list[float]:
    """Seconds between the attempts to open."""
    return [round(late - early, 2) for early, late in zip(script.opened_at, script.opened_at[1:], strict=False)]


class ScriptedDriver:
    """It can do everything."""

    info = DeviceInfo(maker="Script", model="One")

    def __init__(self, script: Script, link: Link, clock: Clock) -> None:
        self._script = script
        self._link = link
        self._clock = clock

    async def events(self) -> AsyncIterator[DeviceEvent]:
        while True:
            said = await self._script.says.get()
            if isinstance(said, Exception):
                raise said
            yield said

    async def probe(self) -> None:
        self._script.probed_at.append(self._clock.monotonic())
        if self._script.probes:
            raise self._script.probes.pop(0)

    async def print(self, slip: Slip) -> Printed:
        await self._do(slip)
        return Printed.PROVEN

    async def show(self, lines: Lines) -> None:
        await self._do(lines)

    async def notify(self, notice: CallerNotice) -> None:
        await self._do(notice)

    async def speak(self, utterance: Utterance) -> None:
        await self._do(utterance)

    async def invite(self) -> None:
        await self._do("invite")

    async def dismiss(self) -> None:
        await self._do("dismiss")

    async def listen(self) -> None:
        """Read the line, so that its loss is noticed."""
        try:
            await self._link.read()
        except LinkLost as lost:
            await self._script.says.put(lost)

    async def _do(self, what: object) -> None:
        script = self._script
        script.at_once += 1
        script.most_at_once = max(script.most_at_once, script.at_once)
        try:
            await self._clock.sleep(script.job_s)
            if script.jobs:
                raise script.jobs.pop(0)
            script.done.append(what)
        finally:
            if script.tidying_s:
                await self._clock.sleep(script.tidying_s)
            script.was_closed_too_early |= not script.is_open
            script.at_once -= 1


def spec_of(script: Script) -> AnySpec:
    @asynccontextmanager
    async def open_device(_settings: NoSettings, link: Link, clock: Clock) -> AsyncIterator[Driver]:
        script.opened_at.append(clock.monotonic())
        if script.openings:
            raise script.openings.pop(0)
        await clock.sleep(script.greeting_s)
        driver = ScriptedDriver(script, link, clock)
        reading = asyncio.create_task(driver.listen())
        script.is_open = True
        try:
            yield driver
        finally:
            script.is_open = False
            reading.cancel()
            await asyncio.wait({reading})

    return DriverSpec(
        kind="test.scripted",
        title="A device of the tests",
        settings=NoSettings,
        capabilities=frozenset({Capability.PRINTS_TICKETS}),
        where=frozenset(Where),
        open=open_device,
        repairs={"paper_out": "Put in a new roll."},
    )


def device_of(script: Script, name: str = "one", *, link: str = "", match: MatchTable | None = None) -> Device:
    return Device(name, spec_of(script), NoSettings(), link, match, None, 9600)


class Hall:
    """Running slots, and what they told."""

    def __init__(self, slots: Slots, lines: "list[SilentStream]") -> None:
        self.slots = slots
        self.lines = lines
        self.told: list[SlotStatus] = []
        self.events: list[tuple[str, DeviceEvent]] = []
        slots.watch(self.told.append)
        slots.on_event(lambda name, event: self.events.append((name, event)))

    def status(self, name: str = "one") -> SlotStatus:
        return self.slots.statuses()[name]

    def states(self, name: str = "one") -> list[str]:
        """The states that a slot went through, as it told them."""
        seen: list[str] = []
        for status in self.told:
            if status.name == name and (not seen or seen[-1] != status.state):
                seen.append(status.state)
        return seen


async def no_ports(tell: PortWatcher) -> None:
    tell(frozenset(), None)


@asynccontextmanager
async def running(*devices: Device, off: tuple[DeviceOff, ...] = (), chance: float = 0.5) -> AsyncIterator[Hall]:
    """Slots that live while the test does, on lines that it can break."""
    lines: list[SilentStream] = []

    async def open_stream(_address: LineAddress) -> Stream:
        lines.append(SilentStream())
        return lines[-1]

    slots = Slots(devices, off, SystemClock(), buses=Buses(open_stream), chance=lambda: chance)
    hall = Hall(slots, lines)
    living = asyncio.create_task(slots.run(no_ports))
    try:
        await asyncio.sleep(0.01)
        yield hall
    finally:
        living.cancel()
        await asyncio.wait({living})
        if not living.cancelled():
            living.result()


def twin_of(device: Device, name: str) -> Device:
    return replace(device, name=name)

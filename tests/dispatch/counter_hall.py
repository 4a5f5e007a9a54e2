"""A hall with an engine, a dispatcher, and real slots whose devices say and do what the test writes."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from drivers.contract import CallerNotice, DeviceEvent, Key, KeyPressed, Lines
from edge.clock import SystemClock
from edge.devices.dispatch import Dispatcher
from edge.devices.outlets import Outlets
from edge.engine import Engine
from edge.hall import commands as c
from edge.hall.plan import Plan
from edge.hall.state import Ticket
from tests.devices.scripted import Hall as Devices
from tests.devices.scripted import Script, device_of
from tests.devices.scripted import running as devices_running
from tests.engine.engine_house import ScriptedJournal, Wall, engine_on
from tests.support.halls import plan

OUTLETS = Outlets(
    displays={1: "led-1", 2: "led-2"},
    callers={1: "caller-1", 2: "caller-2"},
    evaluators={1: "rate-1", 2: "rate-2"},
    pads=frozenset({2}),
    announcers={1: "voice", 2: "voice"},
    zone_voices={"A": "voice"},
    zones={1: "A", 2: "A", 3: "B"},
    printers={"door": "printer"},
    readers={"reader": "door"},
)
NAMES = ("led-1", "led-2", "caller-1", "caller-2", "rate-1", "rate-2", "voice", "printer", "reader")


@dataclass
class Counter:
    """Everything that a test may touch."""

    engine: Engine
    journal: ScriptedJournal
    devices: Devices
    scripts: dict[str, Script]
    cards: list[tuple[str, DeviceEvent]] = field(default_factory=list)
    asked: int = 0

    async def do(self, *commands: c.Command) -> None:
        """Ask the hall, and let its hands move."""
        for command in commands:
            self.asked += 1
            await self.engine.submit(command, f"test-{self.asked}")
        await asyncio.sleep(0.1)

    async def say(self, name: str, event: DeviceEvent | Exception) -> None:
        """Let a device say something."""
        await self.scripts[name].says.put(event)
        await asyncio.sleep(0.1)

    async def press(self, key: Key, digits: str = "", window: int = 1) -> None:
        await self.say(f"caller-{window}", KeyPressed(key, digits))

    async def take(self, service: str = "social") -> Ticket:
        """Take a ticket that waits at once."""
        await self.do(c.Take((service,)))
        return list(self.engine.hall.state.tickets.values())[-1]

    def ticket(self, number: str) -> Ticket:
        return self.engine.hall.ticket(number)

    def shown(self, name: str) -> str:
        """What a display shows now."""
        lines = [done for done in self.scripts[name].done if isinstance(done, Lines)][-1]
        return lines.lines[0]

    def notice(self, name: str) -> CallerNotice:
        """What a keypad shows now."""
        return [done for done in self.scripts[name].done if isinstance(done, CallerNotice)][-1]

    def kinds(self) -> list[str]:
        return self.journal.kinds()


@asynccontextmanager
async def counter(
    scripts: Mapping[str, Script] | None = None,
    journal: ScriptedJournal | None = None,
    the_plan: Plan | None = None,
    *,
    is_open: bool = True,
) -> AsyncIterator[Counter]:
    """A hall at work; devices that `scripts` leaves out are always well."""
    journal = journal or ScriptedJournal()
    all_scripts = {name: Script() for name in NAMES} | dict(scripts or {})
    devices = [device_of(script, name) for name, script in all_scripts.items()]
    async with (
        devices_running(*devices) as room,
        engine_on(journal, Wall(), the_plan or plan(has_printer=True), is_open=is_open) as engine,
    ):
        here = Counter(engine, journal, room, all_scripts)
        dispatcher = Dispatcher(
            engine, room.slots, OUTLETS, SystemClock(), lambda name, event: here.cards.append((name, event))
        )
        dispatching = asyncio.create_task(dispatcher.run())
        await asyncio.sleep(0.1)
        try:
            yield here
        finally:
            dispatching.cancel()
            await asyncio.wait({dispatching})
            if not dispatching.cancelled():
                dispatching.result()

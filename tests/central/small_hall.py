"""A small hall with the real rules and engine, a journal in memory and devices that are only named."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from edge.bookings import Bookings
from edge.central.surroundings import Surroundings
from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall.commands import Call, Finish, OpenDay, OpenWindow, Person, Start, Take
from edge.hall.plan import Plan, Service, WindowPlan
from edge.hall.refusal import Refused
from edge.journal.memory import MemoryJournal
from edge.ports import Answer, SlotStatus
from tests.central.appointments import Shelf

HALL = "demo-001"
BEGAN = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PERSON = Person("张**", "1234", "60-69", "5ec4e7" * 10, "c2VhbGVk")

PLAN = Plan(
    id=HALL,
    name="示范区政务服务中心",
    services=(Service("social", "社会保险", "A"), Service("tax", "税务", "B")),
    windows=(WindowPlan(3, "A", ("social",), has_start_key=True), WindowPlan(4, "A", ("tax", "social"))),
)


@dataclass
class FakeRoom:
    """Devices that do what they are told."""

    slots: dict[str, SlotStatus] = field(
        default_factory=lambda: {"printer-1": SlotStatus("printer-1", "printer.escpos", "ready", BEGAN, BEGAN)}
    )
    acts: list[tuple[str, str]] = field(default_factory=list)
    callbacks: list[Callable[[SlotStatus], None]] = field(default_factory=list)
    gate: asyncio.Event | None = None  # an action waits for it

    def statuses(self) -> Mapping[str, SlotStatus]:
        return self.slots

    def watch(self, callback: Callable[[SlotStatus], None]) -> Callable[[], None]:
        self.callbacks.append(callback)
        return lambda: self.callbacks.remove(callback)

    async def act(self, name: str, action: str) -> Answer:
        if name not in self.slots:
            raise Refused("unknown_device", device=name)
        if self.gate is not None:
            await self.gate.wait()
        self.acts.append((name, action))
        return {"done": action}

    def change(self, slot: SlotStatus) -> None:
        self.slots[slot.name] = slot
        for callback in self.callbacks:
            callback(slot)

    def remove(self, name: str) -> None:
        slot = self.slots.pop(name)
        for callback in self.callbacks:
            callback(slot)


@dataclass
class SmallHall:
    engine: Engine
    journal: MemoryJournal
    room: FakeRoom
    around: Surroundings
    shelf: Shelf  # what central has published

    async def open(self) -> None:
        """Open the day and window 3."""
        await self.engine.submit(OpenDay(), "open-day")
        await self.engine.submit(OpenWindow(3), "open-3")

    async def take(self, count: int, *, prefix: str = "take") -> None:
        """Let `count` citizens take a ticket that nothing prints: one event each."""
        for number in range(count):
            await self.engine.submit(Take(("social",)), f"{prefix}-{number}")

    async def serve_one(self, name: str) -> None:
        """Call, start and finish whoever is next."""
        for verb, command in (("call", Call(3)), ("start", Start(3)), ("finish", Finish(3))):
            await self.engine.submit(command, f"{name}-{verb}")

    def kinds(self) -> list[str]:
        return [event.kind for entry in self.journal._entries for event in entry.events]


@asynccontextmanager
async def small_hall(now: Callable[[], datetime] | None = None, plan: Plan = PLAN) -> AsyncIterator[SmallHall]:
    """Run a hall; its clock follows the loop unless `now` says otherwise."""
    loop = asyncio.get_running_loop()
    began_s = loop.time()
    clock = SystemClock(wall=now or (lambda: BEGAN + timedelta(seconds=loop.time() - began_s)))
    journal, room = MemoryJournal(), FakeRoom()
    engine = Engine(plan, journal, clock)
    await engine.load()
    running = asyncio.create_task(engine.run())
    try:
        shelf = Shelf()
        around = Surroundings(engine, journal, room, clock, bookings=Bookings(shelf))
        yield SmallHall(engine, journal, room, around, shelf)
    finally:
        running.cancel()
        await asyncio.wait({running})


class FakeReceipt:
    def __init__(self) -> None:
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    async def wait(self) -> None:
        await self.done


@dataclass
class FakeLink:
    """Takes what is published; PUBACKs come at once, or when `release` is called."""

    is_hoarding: bool = False
    sent: list[tuple[str, bytes, bool]] = field(default_factory=list)
    receipts: list[FakeReceipt] = field(default_factory=list)
    acknowledged: list[object] = field(default_factory=list)

    async def send(self, topic: str, payload: bytes, *, is_retained: bool = False) -> FakeReceipt:
        self.sent.append((topic, payload, is_retained))
        receipt = FakeReceipt()
        self.receipts.append(receipt)
        if not self.is_hoarding:
            receipt.done.set_result(None)
        return receipt

    async def publish(self, topic: str, payload: bytes, *, is_retained: bool = False) -> None:
        await (await self.send(topic, payload, is_retained=is_retained)).wait()

    def acknowledge(self, message: object) -> None:
        self.acknowledged.append(message)

    def release(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self.receipts[number].done.set_result(None)

    def topics(self) -> list[str]:
        return [topic for topic, _, _ in self.sent]

"""From the journal to central's broker: our uplink beside a plain aiomqtt loop, over the same Mosquitto."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import aiomqtt

from edge.central.address import Address
from edge.central.client import Times, Will
from edge.central.concerns import Concerns
from edge.central.packing import MANY, Packing
from edge.central.patience import Standstill
from edge.central.payloads import Happened, event_bytes
from edge.central.session import connected
from edge.central.topics import Topics
from edge.central.uplink import Uplink
from edge.hall.events import TicketPrinted
from edge.journal.memory import MemoryJournal
from edge.ports import Entry
from tests.bench.rows import Row
from tests.central.real_brokers import Mosquitto
from tests.central.small_hall import HALL, small_hall

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
IN_FLIGHT = 20
STEP = 10  # events kept with one flush


async def measure(*, is_quick: bool) -> list[Row]:
    """Events a second until the last PUBACK: one at a time as they happen, and a backlog in packs."""
    count = 1_000 if is_quick else 10_000
    broker = Mosquitto()
    await broker.start()
    try:
        bare = await _bare(broker.port, count)
        live = await _live(broker.port, count)
        backlog = await _backlog(broker.port, count)
    finally:
        await broker.stop()
    return [
        Row("events to the broker, as they happen", live, "a second", bare),
        Row("events to the broker, a backlog in packs", backlog, "a second", bare),
    ]


async def _bare(port: int, count: int) -> float:
    payload = event_bytes(HALL, "e", "ntp", Happened(1, AT, "c", _event(1)))
    async with aiomqtt.Client("127.0.0.1", port, max_concurrent_outgoing_calls=IN_FLIGHT) as client:
        client.pending_calls_threshold = IN_FLIGHT
        began_s = time.perf_counter()
        async with asyncio.TaskGroup() as tasks:
            for _ in range(count):
                tasks.create_task(client.publish(f"hall/{HALL}/event/ticket/printed", payload, qos=1))
        return count / (time.perf_counter() - began_s)


async def _live(port: int, count: int) -> float:
    journal = MemoryJournal()
    async with _uplink(port, journal) as uplink:
        began_s = time.perf_counter()
        for seq in range(1, count + 1, STEP):
            await journal.append(_entries(seq, STEP), seq - 1)
            await _until_at_most(uplink, MANY - STEP)
        await _until_at_most(uplink, 0)
        return count / (time.perf_counter() - began_s)


async def _backlog(port: int, count: int) -> float:
    journal = MemoryJournal(_entries(1, count))
    began_s = time.perf_counter()
    async with _uplink(port, journal) as uplink:
        await _until_at_most(uplink, 0)
        return count / (time.perf_counter() - began_s)


@asynccontextmanager
async def _uplink(port: int, journal: MemoryJournal) -> AsyncIterator[Uplink]:
    will = Will(f"hall/{HALL}/status", b"{}")
    async with small_hall() as hall, connected(Address("127.0.0.1", port), "bench", will, Times()) as link:
        packing = Packing(HALL, Topics(HALL), journal, lambda: "ntp")
        uplink = Uplink(journal, packing, Concerns(hall.engine), Standstill())
        running = asyncio.create_task(uplink.run(link))
        try:
            yield uplink
        finally:
            running.cancel()
            await asyncio.wait({running})


async def _until_at_most(uplink: Uplink, count: int) -> None:
    while uplink.waiting > count:  # noqa: ASYNC110 - the uplink announces its progress to nobody
        await asyncio.sleep(0.0005)


def _entries(first: int, count: int) -> list[Entry]:
    return [Entry(seq, AT, f"p-{seq}", bytes(16), (_event(seq),)) for seq in range(first, first + count)]


def _event(seq: int) -> TicketPrinted:
    return TicketPrinted(f"2026-11-22/A{seq:03}", 1, "proven")

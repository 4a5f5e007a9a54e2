"""An uplink at work on a link that is only a list."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from edge.central.concerns import Concerns
from edge.central.packing import Packing
from edge.central.patience import Standstill
from edge.central.topics import Topics
from edge.central.uplink import Uplink
from tests.central.small_hall import HALL, FakeLink, SmallHall


def uplink_of(hall: SmallHall, **options: object) -> Uplink:
    packing = Packing(HALL, Topics(HALL), hall.journal, lambda: "rtc")
    return Uplink(hall.journal, packing, Concerns(hall.engine), Standstill(), **options)  # type: ignore[arg-type]


@asynccontextmanager
async def linked(uplink: Uplink, link: FakeLink) -> AsyncIterator[None]:
    """Run the uplink on one connection for as long as the body lasts."""
    running = asyncio.create_task(uplink.run(link))
    try:
        await asyncio.sleep(0.1)
        yield
        assert not running.done()
    finally:
        running.cancel()
        await asyncio.wait({running})


def numbers(link: FakeLink) -> list[int]:
    """The sequence numbers in the order in which they were sent."""
    sent: list[int] = []
    for _, payload, _ in link.sent:
        message = json.loads(payload)
        sent += [event["seq"] for event in message.get("events", [message])]
    return sent


def ack(epoch: str, seq: int) -> bytes:
    return json.dumps({"epoch": epoch, "seq": seq}).encode()

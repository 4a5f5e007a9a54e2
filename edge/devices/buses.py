"""Buses: a line is opened once, however many slots name it, and everything received goes to each of them."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final

from drivers.errors import DeviceRejected, LinkLost
from drivers.link import Link, Urgency
from edge.devices.addresses import Address, LineAddress, LocalAddress
from edge.devices.streams import Stream
from edge.devices.turns import Turns

log = logging.getLogger(__name__)

UNREAD_BYTES: Final = 65536  # kept for a slot that does not read; beyond that it loses its oldest


class Bus:
    """One opened line and the slots that share it."""

    def __init__(self, address: LineAddress, stream: Stream) -> None:
        self.address = address
        self.stream = stream
        self.turns = Turns()
        self.lost: LinkLost | None = None
        self.views: list[View] = []
        self._writing = asyncio.Lock()
        stream.listen(self._hear, self._lose)

    async def write(self, data: bytes) -> None:
        """Write whole pieces, one after another."""
        async with self._writing:
            await self.stream.write(data)

    def _hear(self, data: bytes) -> None:
        for view in self.views:
            view.hear(data)

    def _lose(self, lost: LinkLost) -> None:
        self.lost = lost
        for view in self.views:
            view.lose(lost)


class View:
    """One slot's link on a bus."""

    def __init__(self, bus: Bus) -> None:
        self.dropped_bytes = 0  # what came while nobody read for too long
        self._bus = bus
        self._unread: deque[bytes] = deque()
        self._unread_bytes = 0
        self._news = asyncio.Event()
        self._lost = bus.lost

    @property
    def baud(self) -> int | None:
        return self._bus.stream.baud

    async def read(self) -> bytes:
        while not self._unread:
            if self._lost is not None:
                raise LinkLost(self._lost.code, self._lost.detail)
            self._news.clear()
            await self._news.wait()
        data = b"".join(self._unread)
        self._unread.clear()
        self._unread_bytes = 0
        return data

    async def write(self, data: bytes) -> None:
        if self._lost is not None:
            raise LinkLost(self._lost.code, self._lost.detail)
        await self._bus.write(data)

    def turn(self, urgency: Urgency = Urgency.JOB) -> AbstractAsyncContextManager[None]:
        return self._bus.turns.turn(urgency)

    def hear(self, data: bytes) -> None:
        """Keep what arrived until the slot reads it."""
        self._unread.append(data)
        self._unread_bytes += len(data)
        while self._unread_bytes > UNREAD_BYTES and len(self._unread) > 1:
            oldest = len(self._unread.popleft())
            self._unread_bytes -= oldest
            self.dropped_bytes += oldest
        self._news.set()

    def lose(self, lost: LinkLost) -> None:
        """End the link; what was heard before can still be read."""
        self._lost = self._lost or lost
        self._news.set()


class _LocalLink:
    """The link of a device that has none: nothing ever comes, and nothing can be sent."""

    baud = None

    def __init__(self) -> None:
        self._turns = Turns()

    async def read(self) -> bytes:
        return await asyncio.get_running_loop().create_future()  # type: ignore[no-any-return] # never resolved

    async def write(self, data: bytes) -> None:
        raise LinkLost("no_line", f"a local device has no line to take {len(data)} bytes")

    def turn(self, urgency: Urgency = Urgency.JOB) -> AbstractAsyncContextManager[None]:
        return self._turns.turn(urgency)


class Buses:
    """All lines that are open now, by place."""

    def __init__(self, open_stream: Callable[[LineAddress], Awaitable[Stream]]) -> None:
        self._open_stream = open_stream
        self._open: dict[str, Bus] = {}
        self._doors: dict[str, asyncio.Lock] = {}

    @asynccontextmanager
    async def link(self, address: Address) -> AsyncIterator[Link]:
        """Give a view of the line, opened if nobody has it yet and closed after the last one who has."""
        if isinstance(address, LocalAddress):
            yield _LocalLink()
            return
        door = self._doors.setdefault(address.place, asyncio.Lock())
        async with door:
            bus = await self._joined(address)
            view = View(bus)
            bus.views.append(view)
        try:
            yield view
        finally:
            if view.dropped_bytes:
                log.warning("%s: %d bytes were lost because nobody read them", address, view.dropped_bytes)
            view.lose(LinkLost("closed", "the link was closed"))
            bus.views.remove(view)
            if not bus.views:
                await self._close(bus, door)

    async def _joined(self, address: LineAddress) -> Bus:
        bus = self._open.get(address.place)
        if bus is not None and bus.lost is not None:
            del self._open[address.place]
            await bus.stream.aclose()  # first, or the port would still be ours when we ask for it again
            bus = None
        if bus is None:
            bus = self._open[address.place] = Bus(address, await self._open_stream(address))
        elif bus.address != address:
            raise DeviceRejected("bad_settings", f"{bus.address} is open, so it cannot be used as {address} as well")
        return bus

    async def _close(self, bus: Bus, door: asyncio.Lock) -> None:
        async with door:
            if bus.views:  # somebody joined while we waited at the door
                return
            if self._open.get(bus.address.place) is bus:
                del self._open[bus.address.place]
            await bus.stream.aclose()

"""Lines in memory between drivers and simulators, in every manner in which a line can misbehave."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from enum import Enum

from drivers.errors import LinkLost
from drivers.link import Link
from drivers.simulators.wire import Line, Simulators
from edge.devices.addresses import LineAddress, SerialAddress
from edge.devices.buses import Buses
from edge.devices.streams import Stream

BYTE_S = 0.001  # between two bytes where they come one by one, about 9600 baud
LOSS = 0.05  # of the bytes, where some are lost
MOST_JUNK = 6


class Manner(Enum):
    """How a line treats what the device says."""

    WHOLE = "whole"
    BYTE_BY_BYTE = "one byte at a time"
    JUNK = "junk before and after everything"
    LOSS = "some bytes are lost"


class MemoryLine:
    """A line that can be opened, broken and opened again; `drop_after` breaks it once, after so many bytes."""

    def __init__(
        self, simulators: Simulators, manner: Manner = Manner.WHOLE, *, seed: int = 0, baud: int = 9600
    ) -> None:
        self.manner = manner
        self.chance = random.Random(seed)
        self.line = Line(simulators, chance=random.Random(seed))
        self.line.on_plug = self._plug
        self.drop_after: int | None = None
        self.openings = 0
        self.sent: list[bytes] = []  # what the drivers wrote
        self._address = SerialAddress("/dev/memory", baud=baud)
        self.buses = Buses(self._open)
        self._stream: _MemoryStream | None = None
        self._is_plugged = True

    def link(self) -> AbstractAsyncContextManager[Link]:
        """Open the line, or join it; LinkLost while it is unplugged."""
        return self.buses.link(self._address)

    def command(self, text: str) -> str:
        """Do what a person says to the devices or to the line."""
        return self.line.command(text)

    def drop(self) -> None:
        """Break the line now, as a pulled plug does; it can be opened again at once."""
        if self._stream is not None:
            self._stream.lose()
            self._stream = None
        self.line.disconnect()

    def deliver(self, data: bytes) -> list[bytes]:
        """Return the pieces in which the line brings `data`."""
        if self.manner is Manner.BYTE_BY_BYTE:
            return [bytes([byte]) for byte in data]
        if self.manner is Manner.JUNK:
            return [self._junk(), data, self._junk()]
        if self.manner is Manner.LOSS:
            return [bytes(byte for byte in data if self.chance.random() >= LOSS)]
        return [data]

    def close(self) -> None:
        """End everything that devices still had in mind."""
        self.drop()
        self.line.close()

    def _junk(self) -> bytes:
        return self.chance.randbytes(self.chance.randint(1, MOST_JUNK))

    async def _open(self, _address: LineAddress) -> Stream:
        if not self._is_plugged:
            raise LinkLost("device_absent", "the plug is pulled")
        self.openings += 1
        self._stream = _MemoryStream(self, self._address.baud)
        self.line.connect(self._stream.arrive)
        return self._stream

    def _plug(self, is_plugged: bool) -> None:
        self._is_plugged = is_plugged
        if not is_plugged:
            self.drop()


class _MemoryStream:
    """The controller's end."""

    def __init__(self, memory: MemoryLine, baud: int) -> None:
        self._memory = memory
        self._baud = baud
        self._on_bytes: Callable[[bytes], None] = lambda _data: None
        self._on_lost: Callable[[LinkLost], None] = lambda _lost: None
        self._is_lost = False
        self._free_at = 0.0  # when the last byte under way will have arrived

    @property
    def baud(self) -> int | None:
        return self._baud

    def listen(self, on_bytes: Callable[[bytes], None], on_lost: Callable[[LinkLost], None]) -> None:
        self._on_bytes = on_bytes
        self._on_lost = on_lost

    async def write(self, data: bytes) -> None:
        if self._is_lost:
            raise LinkLost("link_lost", "the line in memory broke")
        self._memory.sent.append(data)
        asyncio.get_running_loop().call_soon(self._memory.line.receive, data)
        await asyncio.sleep(0)

    async def aclose(self) -> None:
        self._is_lost = True

    def arrive(self, data: bytes) -> None:
        """Bring what a device said, after what it said before."""
        loop = asyncio.get_running_loop()
        for piece in self._memory.deliver(data):
            self._free_at = max(self._free_at, loop.time()) + BYTE_S
            loop.call_at(self._free_at, self._bring, piece)

    def lose(self) -> None:
        """Tell that the line broke."""
        if not self._is_lost:
            self._is_lost = True
            self._on_lost(LinkLost("link_lost", "the line in memory broke"))

    def _bring(self, piece: bytes) -> None:
        memory = self._memory
        if self._is_lost or not piece:
            return
        if memory.drop_after is None:
            self._on_bytes(piece)
            return
        kept = piece[: memory.drop_after]
        memory.drop_after -= len(kept)
        if kept:
            self._on_bytes(kept)
        if not memory.drop_after:
            memory.drop_after = None
            memory.drop()


@asynccontextmanager
async def memory_pair(
    simulators: Simulators, manner: Manner = Manner.WHOLE, *, seed: int = 0
) -> AsyncIterator[tuple[Link, MemoryLine]]:
    """Join devices to one link over a line in memory."""
    memory = MemoryLine(simulators, manner, seed=seed)
    try:
        async with memory.link() as link:
            yield link, memory
    finally:
        memory.close()

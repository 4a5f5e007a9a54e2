"""A line in memory between a driver and a simulated device, on the running loop's own time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, timedelta

from drivers.errors import LinkLost
from drivers.link import Urgency
from drivers.simulators.device import Simulator
from edge.clock import Deadline


class LoopClock:
    """The loop's time as a driver's clock."""

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 9, 0, tzinfo=UTC) + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        return asyncio.get_running_loop().time()

    async def sleep(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)

    def timeout(self, delay_s: float | None) -> AbstractAsyncContextManager[object]:
        return Deadline(delay_s)


class MemoryLine:
    """Both ends of one line; `spoil` changes what the device says on its way to the driver, `heard` keeps requests."""

    def __init__(self, device: Simulator | None, *, baud: int | None = 115200) -> None:
        self.baud = baud
        self.heard: list[bytes] = []
        self.spoil: Callable[[bytes], bytes] = bytes
        self._device = device
        self._inbox: asyncio.Queue[bytes] = asyncio.Queue()
        self._turn = asyncio.Lock()
        self._is_cut = False
        if device is not None:
            device.attach(self)

    def send(self, data: bytes) -> None:
        if spoilt := self.spoil(data):
            self._inbox.put_nowait(spoilt)

    def later(self, delay_s: float, action: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_later(delay_s, action)

    def cut(self) -> None:
        self._is_cut = True
        self._inbox.put_nowait(b"")

    async def read(self) -> bytes:
        data = await self._inbox.get()
        if not data:
            self._inbox.put_nowait(b"")
            raise LinkLost("unplugged")
        return data

    async def write(self, data: bytes) -> None:
        if self._is_cut:
            raise LinkLost("unplugged")
        self.heard.append(data)
        if self._device is not None:
            self._device.on_bytes(data)

    @asynccontextmanager
    async def turn(self, _urgency: Urgency = Urgency.JOB) -> AsyncIterator[None]:
        async with self._turn:
            yield

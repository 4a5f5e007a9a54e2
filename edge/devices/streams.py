"""A byte stream on a file descriptor, served by the event loop: the far end of every link."""

import asyncio
import os
from collections.abc import Callable
from typing import Final, Protocol

from drivers.errors import LinkLost

_READ_BYTES: Final = 65536


class Stream(Protocol):
    """One opened line; it tells what it hears, and once that it is gone."""

    @property
    def baud(self) -> int | None: ...

    def listen(self, on_bytes: Callable[[bytes], None], on_lost: Callable[[LinkLost], None]) -> None:
        """Begin to hear; called once."""

    async def write(self, data: bytes) -> None:
        """Return when the kernel has taken all of it; LinkLost if the line is gone. One writer at a time."""

    async def aclose(self) -> None:
        """Let the line go, without a word to `on_lost`; asking twice does once."""


class Close(Protocol):
    """How a kind of descriptor is closed; output still waiting on a lost one may be thrown away."""

    async def __call__(self, fd: int, *, is_lost: bool) -> None: ...


class FdStream:
    """A stream over a non-blocking descriptor of a terminal or a socket."""

    def __init__(self, fd: int, *, close: Close, lost_code: str, baud: int | None = None) -> None:
        self._fd = fd
        self._close = close
        self._lost_code = lost_code
        self._baud = baud
        self._loop = asyncio.get_running_loop()
        self._on_bytes: Callable[[bytes], None] = lambda _data: None
        self._on_lost: Callable[[LinkLost], None] = lambda _lost: None
        self._lost: LinkLost | None = None
        self._is_closed = False
        self._room: asyncio.Future[None] | None = None

    @property
    def baud(self) -> int | None:
        return self._baud

    def listen(self, on_bytes: Callable[[bytes], None], on_lost: Callable[[LinkLost], None]) -> None:
        self._on_bytes = on_bytes
        self._on_lost = on_lost
        self._loop.add_reader(self._fd, self._take)

    async def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            if self._lost is not None:
                raise LinkLost(self._lost.code, self._lost.detail)
            try:
                rest = rest[os.write(self._fd, rest) :]
            except BlockingIOError:
                await self._wait_for_room()
            except OSError as error:
                self._lose(str(error))

    async def aclose(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        is_lost = self._lost is not None
        self._stop(LinkLost("closed", "the link was closed"))
        await self._close(self._fd, is_lost=is_lost)

    def _take(self) -> None:
        try:
            data = os.read(self._fd, _READ_BYTES)
        except BlockingIOError:
            return
        except OSError as error:  # EIO of a terminal, ENODEV of a device, ECONNRESET of a socket: all the same to us
            self._lose(str(error))
            return
        if data:
            self._on_bytes(data)
        else:
            self._lose("the other end hung up")

    async def _wait_for_room(self) -> None:
        self._room = self._loop.create_future()
        self._loop.add_writer(self._fd, self._make_room)
        try:
            await self._room
        finally:
            if not self._is_closed and self._lost is None:
                self._loop.remove_writer(self._fd)
            self._room = None

    def _make_room(self) -> None:
        if self._room is not None and not self._room.done():
            self._room.set_result(None)

    def _lose(self, why: str) -> None:
        if self._lost is None:
            self._stop(LinkLost(self._lost_code, why))
            self._on_lost(LinkLost(self._lost_code, why))

    def _stop(self, lost: LinkLost) -> None:
        """Take the descriptor off the loop: one that hung up would keep it spinning."""
        if self._lost is None:
            self._lost = lost
            self._loop.remove_reader(self._fd)
            self._loop.remove_writer(self._fd)
            self._make_room()

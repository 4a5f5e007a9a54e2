"""A byte stream to a device that may break, and whose turn it is to speak on it."""

from contextlib import AbstractAsyncContextManager
from enum import IntEnum
from typing import Protocol


class Urgency(IntEnum):
    """Who goes first when several wait for the same line; lower goes first."""

    JOB = 0
    HEALTH = 1


class Link(Protocol):
    """One opened stream; on a shared bus, this slot's view of it.

    Everything received on a bus is given to every slot that shares it, so `read` may return bytes that answer
    somebody else: a driver takes the frames that bear its own address.
    """

    @property
    def baud(self) -> int | None:
        """Bits per second of a serial line, start and stop bit included in 10 bits a byte; None where it has none."""

    async def read(self) -> bytes:
        """Return what has arrived since the last call, at least one byte; LinkLost when the stream is gone."""

    async def write(self, data: bytes) -> None:
        """Return when the stream has taken all of `data`, which says nothing about the device; LinkLost if it broke."""

    def turn(self, urgency: Urgency = Urgency.JOB) -> AbstractAsyncContextManager[None]:
        """Hold the line while speaking and waiting for the answer; not re-entrant."""

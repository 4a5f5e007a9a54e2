"""A projection: something a device shows, of which only the newest matters."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, Generic, TypeVar

from drivers.contract import Clock
from drivers.errors import DeviceBusy

T = TypeVar("T")

BUSY_RETRY_S: Final = 5.0


class Projection(Generic[T]):
    """What a device should show; one worker a session brings it there, again after every reconnect."""

    def __init__(self) -> None:
        self._wanted: T | None = None
        self._shown: T | None = None
        self._news = asyncio.Event()

    @property
    def wanted(self) -> T | None:
        """What should be shown now; None as long as nobody has said anything."""
        return self._wanted

    def show(self, value: T) -> None:
        """Want this from now on; it replaces what was still waiting."""
        if value != self._wanted:
            self._wanted = value
            self._news.set()

    def repeat(self) -> None:
        """Bring it there again: something else was shown meanwhile."""
        self._shown = None
        self._news.set()

    async def run(self, put: Callable[[T], Awaitable[None]], clock: Clock) -> None:
        """Put what is wanted, now and whenever it changes; ends only by what `put` raises, DeviceBusy is retried."""
        self._shown = None
        while True:
            self._news.clear()
            wanted = self._wanted
            if wanted is None or wanted == self._shown:
                await self._news.wait()
                continue
            try:
                await put(wanted)
                self._shown = wanted
            except DeviceBusy:
                await self._wait(clock)

    async def _wait(self, clock: Clock) -> None:
        """Wait before the next attempt, or for something newer."""
        try:
            async with clock.timeout(BUSY_RETRY_S):
                await self._news.wait()
        except TimeoutError:
            return

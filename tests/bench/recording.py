"""When which bytes came by: what a line or an event stream said, each piece with its moment."""

import asyncio
from collections.abc import Sequence
from itertools import accumulate
from time import perf_counter

PATIENCE_S = 5.0


class Recording:
    """Keeps what came since `start`."""

    def __init__(self) -> None:
        self._pieces: list[tuple[float, bytes]] = []
        self._news = asyncio.Event()

    def start(self) -> None:
        """Forget everything so far."""
        self._pieces.clear()

    def add(self, data: bytes) -> None:
        """Take what came just now."""
        self._pieces.append((perf_counter(), data))
        self._news.set()

    async def moment_of(self, *wanted: bytes) -> float:
        """Return when the first byte of any of these came; TimeoutError if none does."""
        async with asyncio.timeout(PATIENCE_S):
            while (moment := self._moment(wanted)) is None:
                self._news.clear()
                await self._news.wait()
        return moment

    def _moment(self, wanted: Sequence[bytes]) -> float | None:
        everything = b"".join(data for _, data in self._pieces)
        found = [position for one in wanted if (position := everything.find(one)) >= 0]
        if not found:
            return None
        ends = accumulate(len(data) for _, data in self._pieces)
        return next(at for (at, _), end in zip(self._pieces, ends, strict=True) if end > min(found))

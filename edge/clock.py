"""The controller's clock: wall time in the hall's zone, and the loop's own time for waiting."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


class SystemClock:
    """Time as the machine and the running loop have it."""

    def __init__(self, timezone: str = "Asia/Shanghai", wall: Callable[[], datetime] | None = None) -> None:
        self._zone = ZoneInfo(timezone)
        self._wall = wall or (lambda: datetime.now(UTC))

    def now(self) -> datetime:
        """Return the wall clock in the hall's zone."""
        return self._wall().astimezone(self._zone)

    def monotonic(self) -> float:
        """Return the loop's seconds, which never go back."""
        return asyncio.get_running_loop().time()

    async def sleep(self, delay_s: float) -> None:
        """Wait."""
        await asyncio.sleep(delay_s)

    def timeout(self, delay_s: float | None) -> AbstractAsyncContextManager[object]:
        """Raise TimeoutError in the body once `delay_s` has passed."""
        return asyncio.timeout(delay_s)

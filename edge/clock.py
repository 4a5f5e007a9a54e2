"""The controller's clock: wall time in the hall's zone, the loop's own time for waiting, and an end to waiting."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from types import TracebackType
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
        return Deadline(delay_s)


class Deadline:
    """Raise TimeoutError in the body once `delay_s` has passed; None waits for ever.

    Not `asyncio.timeout`: a TaskGroup that fails leaves a cancellation on record, and Python before 3.11.3 (Debian 12
    has 3.11.2) takes that for one still to come. Whoever outlived a group would die of its first time-out.
    """

    def __init__(self, delay_s: float | None) -> None:
        self._delay_s = delay_s
        self._task: asyncio.Task[object] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._cancellations = 0  # on record before ours
        self._has_struck = False

    async def __aenter__(self) -> None:
        self._task = asyncio.current_task()
        if self._task is None or self._delay_s is None:
            return
        self._cancellations = self._task.cancelling()
        self._timer = asyncio.get_running_loop().call_later(max(self._delay_s, 0.0), self._strike, self._task)

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._task is not None and self._has_struck:
            is_ours_alone = self._task.uncancel() <= self._cancellations
            if is_ours_alone and kind is asyncio.CancelledError:
                raise TimeoutError

    def _strike(self, task: asyncio.Task[object]) -> None:
        self._has_struck = True
        task.cancel()

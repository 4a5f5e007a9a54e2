"""A clock that stands still until it is moved, so that a day takes no longer than its work."""

import asyncio
from contextlib import AbstractAsyncContextManager, suppress
from datetime import datetime, timedelta
from types import TracebackType


class SimulatedClock:
    """`drivers.contract.Clock` for an engine whose time is an agenda."""

    def __init__(self, began: datetime) -> None:
        self._began = began
        self._now = began
        self._alarms: dict[Alarm, datetime] = {}

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return (self._now - self._began).total_seconds()

    async def sleep(self, delay_s: float) -> None:
        with suppress(TimeoutError):
            async with self.timeout(delay_s):
                await asyncio.Event().wait()

    def timeout(self, delay_s: float | None) -> AbstractAsyncContextManager[object]:
        return Alarm(self._alarms, None if delay_s is None else self._now + timedelta(seconds=delay_s))

    def move(self, to: datetime) -> None:
        """Let it be `to`, never earlier than it is, and wake whoever waited for a time until then."""
        self._now = max(self._now, to)
        for alarm in [alarm for alarm, at in self._alarms.items() if at <= self._now]:
            alarm.strike()


class Alarm:
    """Raise TimeoutError in the body once its clock has been moved to its time; see `edge.clock.Deadline`."""

    def __init__(self, alarms: "dict[Alarm, datetime]", at: datetime | None) -> None:
        self._alarms = alarms
        self._at = at
        self._task: asyncio.Task[object] | None = None
        self._cancellations = 0  # on record before ours
        self._has_struck = False

    async def __aenter__(self) -> None:
        self._task = asyncio.current_task()
        if self._task is not None and self._at is not None:
            self._cancellations = self._task.cancelling()
            self._alarms[self] = self._at

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._alarms.pop(self, None)
        if self._task is not None and self._has_struck:
            is_ours_alone = self._task.uncancel() <= self._cancellations
            if is_ours_alone and kind is asyncio.CancelledError:
                raise TimeoutError

    def strike(self) -> None:
        """End the body."""
        self._alarms.pop(self, None)
        self._has_struck = True
        if self._task is not None:
            self._task.cancel()

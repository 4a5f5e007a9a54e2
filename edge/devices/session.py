"""One time of being ready: from the handshake until the device is lost, with every job that falls into it."""

import asyncio
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from drivers.contract import Driver
from drivers.errors import DeviceBusy, DeviceError, DeviceRejected, LinkLost

T = TypeVar("T")


def device_error(error: BaseException | None) -> DeviceError | None:
    """Return what went wrong with the device, also out of a group of errors; None if something else is wrong too."""
    if isinstance(error, DeviceError):
        return error
    if isinstance(error, BaseExceptionGroup):
        found = [device_error(part) for part in error.exceptions]
        return found[0] if None not in found else None
    return None


class Session:
    """An opened driver and its jobs; a loss met by one of them ends it, and all others raise that loss."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self._jobs: set[asyncio.Task[Any]] = set()
        self._end: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._why: BaseException | None = None

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way."""
        return bool(self._jobs)

    async def over(self) -> None:
        """Wait for the error that ends the session, and raise it."""
        await asyncio.shield(self._end)
        if self._why is not None:
            raise self._why

    async def do(self, work: Callable[[Driver], Awaitable[T]]) -> T:
        """Do a job and return its outcome; DeviceBusy leaves the session alone, whatever else it raises ends it."""
        if self._end.done():
            raise self._ending()
        job = asyncio.ensure_future(_coroutine(work, self.driver))
        self._jobs.add(job)
        try:
            over: set[asyncio.Future[Any]] = {job, self._end}
            await asyncio.wait(over, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if not job.done():
                job.cancel()
                await asyncio.wait({job})
            self._jobs.discard(job)
        return self._outcome(job)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, _: object, error: BaseException | None, __: TracebackType | None) -> None:
        self.end(error)
        while self._jobs:
            await asyncio.wait(self._jobs)

    def _outcome(self, job: "asyncio.Task[T]") -> T:
        if job.cancelled():
            raise self._ending()
        error = job.exception()
        if error is None:
            return job.result()
        if isinstance(error, DeviceBusy):
            raise error
        self.end(error)
        raise self._ending()

    def end(self, error: BaseException | None) -> None:
        """End it because of `error`; the first reason counts."""
        if not self._end.done():
            self._why = error
            self._end.set_result(None)

    def _ending(self) -> DeviceError:
        """Return the error of the jobs that the end interrupts, the same for all."""
        why = device_error(self._why)
        if isinstance(why, DeviceRejected):
            return DeviceRejected(why.code, why.detail)
        if why is not None:
            return LinkLost(why.code, why.detail)
        if isinstance(self._why, Exception):
            return LinkLost("driver_bug", "the driver failed; the log of the controller has the trace")
        return LinkLost("interrupted", "the slot was closed in the middle of a job")


async def _coroutine(work: Callable[[Driver], Awaitable[T]], driver: Driver) -> T:
    return await work(driver)

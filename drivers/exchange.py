"""Questions and answers over a link: one reader, frames to whoever expects them, the rest to the driver."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from drivers.contract import Clock
from drivers.errors import LinkLost
from drivers.link import Link, Urgency

FrameT = TypeVar("FrameT")
FrameT_co = TypeVar("FrameT_co", covariant=True)

UNCLAIMED_FRAMES = 256  # frames kept for `unclaimed()`; a babbling line drops its oldest


class Decoder(Protocol[FrameT_co]):
    """Bytes to frames; junk appears as the protocol's own noise value."""

    def feed(self, data: bytes) -> list[FrameT_co]: ...

    def flush(self) -> list[FrameT_co]: ...


@dataclass(slots=True, eq=False)
class _Waiter(Generic[FrameT]):
    is_wanted: Callable[[FrameT], bool]
    answer: "asyncio.Future[FrameT]"


class Exchange(Generic[FrameT]):
    """A conversation over one link; made by `converse`, which runs its reader."""

    def __init__(self, link: Link, decoder: Decoder[FrameT], clock: Clock, silence_s: float) -> None:
        self._link = link
        self._decoder = decoder
        self._clock = clock
        self._silence_s = silence_s
        self._waiters: list[_Waiter[FrameT]] = []
        self._unclaimed: asyncio.Queue[FrameT | LinkLost] = asyncio.Queue(UNCLAIMED_FRAMES)
        self._lost: LinkLost | None = None

    async def ask(
        self,
        data: bytes,
        is_answer: Callable[[FrameT], bool],
        *,
        timeout_s: float,
        attempts: int = 1,
        urgency: Urgency = Urgency.JOB,
    ) -> FrameT:
        """Send, hold the line, return the first frame that answers; LinkLost("silent") after the last attempt."""
        async with self._link.turn(urgency):
            for _ in range(attempts):
                with self.expect(is_answer) as answer:
                    await self._link.write(data)
                    try:
                        async with self._clock.timeout(timeout_s):
                            return await answer
                    except TimeoutError:
                        continue
        raise LinkLost("silent", f"no answer to {data[:12].hex(' ')} within {attempts} x {timeout_s:g} s")

    async def tell(self, data: bytes, *, urgency: Urgency = Urgency.JOB) -> None:
        """Send what is not answered."""
        async with self._link.turn(urgency):
            await self._link.write(data)

    def expect(self, is_answer: Callable[[FrameT], bool]) -> "_Expectation[FrameT]":
        """Claim the next frame that `is_answer` accepts: `with exchange.expect(test) as future: …`."""
        return _Expectation(self, is_answer)

    async def unclaimed(self) -> AsyncIterator[FrameT]:
        """Yield the frames that answered no question; ends only by raising LinkLost."""
        while True:
            item = await self._unclaimed.get()
            if isinstance(item, LinkLost):
                raise item
            yield item

    async def _read(self) -> None:
        try:
            while True:
                self._deliver(self._decoder.feed(await self._link.read()))
                await self._read_until_silent()
        except LinkLost as lost:
            self._fail(lost)

    async def _read_until_silent(self) -> None:
        while True:
            try:
                async with self._clock.timeout(self._silence_s):
                    data = await self._link.read()
            except TimeoutError:
                self._deliver(self._decoder.flush())
                return
            self._deliver(self._decoder.feed(data))

    def _deliver(self, frames: list[FrameT]) -> None:
        for frame in frames:
            waiter = next((w for w in self._waiters if not w.answer.done() and w.is_wanted(frame)), None)
            if waiter is not None:
                waiter.answer.set_result(frame)
            else:
                self._keep(frame)

    def _keep(self, item: "FrameT | LinkLost") -> None:
        if self._unclaimed.full():
            self._unclaimed.get_nowait()
        self._unclaimed.put_nowait(item)

    def _fail(self, lost: LinkLost) -> None:
        self._lost = lost
        self._keep(lost)
        for waiter in self._waiters:
            if not waiter.answer.done():
                waiter.answer.set_exception(LinkLost(lost.code, lost.detail))


class _Expectation(Generic[FrameT]):
    def __init__(self, exchange: Exchange[FrameT], is_answer: Callable[[FrameT], bool]) -> None:
        self._exchange = exchange
        self._is_answer = is_answer

    def __enter__(self) -> "asyncio.Future[FrameT]":
        lost = self._exchange._lost  # noqa: SLF001 - one mechanism in two classes
        if lost is not None:
            raise LinkLost(lost.code, lost.detail)
        self._waiter = _Waiter(self._is_answer, asyncio.get_running_loop().create_future())
        self._exchange._waiters.append(self._waiter)  # noqa: SLF001
        return self._waiter.answer

    def __exit__(self, *_: object) -> None:
        self._exchange._waiters.remove(self._waiter)  # noqa: SLF001
        if self._waiter.answer.done() and not self._waiter.answer.cancelled():
            self._waiter.answer.exception()  # seen here, so that a loss nobody awaited is not reported as forgotten
        else:
            self._waiter.answer.cancel()


@asynccontextmanager
async def converse(
    link: Link, decoder: Decoder[FrameT], clock: Clock, *, silence_s: float = 0.05
) -> AsyncIterator[Exchange[FrameT]]:
    """Run an exchange over `link`; `silence_s` is the pause after which half a frame is given up."""
    exchange = Exchange(link, decoder, clock, silence_s)
    reader = asyncio.create_task(exchange._read(), name="exchange reader")  # noqa: SLF001
    try:
        yield exchange
    finally:
        reader.cancel()
        await asyncio.gather(reader, return_exceptions=True)

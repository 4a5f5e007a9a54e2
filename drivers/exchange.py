"""Questions and answers over a link: one reader, frames to whoever expects them, the rest to the driver."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from drivers.contract import Clock
from drivers.errors import LinkLost
from drivers.link import Link, Urgency

FrameT = TypeVar("FrameT")
FrameT_co = TypeVar("FrameT_co", covariant=True)

TELL_TIMEOUT_S = 5.0  # for a line that takes no bytes: a handshake line that stays low, a peer whose window is shut
UNCLAIMED_FRAMES = 256  # frames kept for `unclaimed()`; a babbling line drops its oldest


class Decoder(Protocol[FrameT_co]):
    """Bytes to frames; junk appears as the protocol's own noise value."""

    def feed(self, data: bytes) -> Sequence[FrameT_co]: ...

    def flush(self) -> Sequence[FrameT_co]: ...


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
        self._unclaimed: deque[FrameT] = deque(maxlen=UNCLAIMED_FRAMES)
        self._news = asyncio.Event()
        self._end: BaseException | None = None  # why nothing will come any more
        self._line_free_at = float("-inf")  # when a serial line will have carried what was written; monotonic time

    @property
    def backlog_s(self) -> float:
        """How long a serial line still needs at least for what was written: the kernel takes 4 KB at once."""
        return max(0.0, self._line_free_at - self._clock.monotonic())

    async def ask(
        self,
        data: bytes,
        is_answer: Callable[[FrameT], bool],
        *,
        timeout_s: float,
        attempts: int = 1,
        urgency: Urgency = Urgency.JOB,
    ) -> FrameT:
        """Send, hold the line, return the first frame that answers; LinkLost("silent") after the last attempt.

        `timeout_s` is the device's own time: what `data`, and all written before it, needs on a serial line is added.
        """
        async with self._link.turn(urgency):
            for _ in range(attempts):
                with self.expect(is_answer) as answer:
                    await self._send(data, timeout_s)
                    patience_s = timeout_s + max(self.backlog_s, self._line_time_s(data))
                    try:
                        async with self._clock.timeout(patience_s):
                            return await answer
                    except TimeoutError:
                        continue
        raise LinkLost("silent", f"no answer to {data[:12].hex(' ')} within {attempts} x {timeout_s:g} s")

    async def tell(self, data: bytes, *, urgency: Urgency = Urgency.JOB) -> None:
        """Send what is not answered; LinkLost("silent") if the line does not even take it."""
        async with self._link.turn(urgency):
            await self._send(data, TELL_TIMEOUT_S)

    def expect(self, is_answer: Callable[[FrameT], bool]) -> "_Expectation[FrameT]":
        """Claim the next frame that `is_answer` accepts: `with exchange.expect(test) as future: …`."""
        return _Expectation(self, is_answer)

    async def unclaimed(self) -> AsyncIterator[FrameT]:
        """Yield the frames that answered no question, the newest of them if nobody came for long; ends by LinkLost."""
        while True:
            while self._unclaimed:
                yield self._unclaimed.popleft()
            self.check_open()
            self._news.clear()
            await self._news.wait()

    def check_open(self) -> None:
        """Raise what ended the reading, if it has ended: LinkLost, or the bug in a decoder."""
        if isinstance(self._end, LinkLost):
            raise LinkLost(self._end.code, self._end.detail)
        if self._end is not None:
            raise self._end

    async def _send(self, data: bytes, timeout_s: float) -> None:
        needed_s = self.backlog_s + self._line_time_s(data)
        self._line_free_at = self._clock.monotonic() + needed_s
        patience_s = timeout_s + needed_s
        try:
            async with self._clock.timeout(patience_s):
                await self._link.write(data)
        except TimeoutError:
            raise LinkLost("silent", f"the line did not take {len(data)} bytes within {patience_s:.3g} s") from None

    def _line_time_s(self, data: bytes) -> float:
        return 10 * len(data) / self._link.baud if self._link.baud else 0.0

    async def _read(self) -> None:
        while True:
            self._deliver(self._decoder.feed(await self._link.read()))
            await self._read_until_silent()

    async def _read_until_silent(self) -> None:
        while True:
            try:
                async with self._clock.timeout(self._silence_s):
                    data = await self._link.read()
            except TimeoutError:
                self._deliver(self._decoder.flush())
                return
            self._deliver(self._decoder.feed(data))

    def _deliver(self, frames: Sequence[FrameT]) -> None:
        for frame in frames:
            waiter = next((w for w in self._waiters if not w.answer.done() and w.is_wanted(frame)), None)
            if waiter is not None:
                waiter.answer.set_result(frame)
            else:
                self._unclaimed.append(frame)
                self._news.set()

    def _finish(self, reader: "asyncio.Task[None]") -> None:
        """Tell everybody who waits that the reader is over, and why: nothing it raises may vanish."""
        if reader.cancelled():
            self._end = LinkLost("closed", "the conversation is over")
        else:
            self._end = reader.exception()
        self._news.set()
        for waiter in self._waiters:
            if not waiter.answer.done() and self._end is not None:
                waiter.answer.set_exception(self._end)


class _Expectation(Generic[FrameT]):
    def __init__(self, exchange: Exchange[FrameT], is_answer: Callable[[FrameT], bool]) -> None:
        self._exchange = exchange
        self._is_answer = is_answer

    def __enter__(self) -> "asyncio.Future[FrameT]":
        self._exchange.check_open()
        self._waiter = _Waiter(self._is_answer, asyncio.get_running_loop().create_future())
        self._exchange._waiters.append(self._waiter)  # noqa: SLF001 - one mechanism in two classes
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
    reader.add_done_callback(exchange._finish)  # noqa: SLF001
    try:
        yield exchange
    finally:
        reader.cancel()
        await asyncio.wait({reader})

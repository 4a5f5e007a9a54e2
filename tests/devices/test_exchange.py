"""Questions and answers over a link."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from drivers.errors import LinkLost
from drivers.exchange import UNCLAIMED_FRAMES, Exchange, converse
from drivers.link import Urgency
from edge.clock import SystemClock
from edge.devices.turns import Turns


class Sentences:
    """A protocol of the tests: frames end with a full stop; `!` is more than its decoder can bear."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, data: bytes) -> list[bytes]:
        if b"!" in data:
            raise ZeroDivisionError("a decoder with a bug")
        *frames, self._rest = (self._rest + data).split(b".")
        return frames

    def flush(self) -> list[bytes]:
        rest, self._rest = self._rest, b""
        return [b"noise " + rest] if rest else []


class Wire:
    """A link that the test speaks for."""

    def __init__(self, baud: int | None = None) -> None:
        self.baud = baud
        self.written: list[bytes] = []
        self.is_stuck = False
        self._arriving: asyncio.Queue[bytes | LinkLost] = asyncio.Queue()
        self._turns = Turns()

    def say(self, data: bytes) -> None:
        self._arriving.put_nowait(data)

    def lose(self) -> None:
        self._arriving.put_nowait(LinkLost("link_lost", "pulled"))

    async def read(self) -> bytes:
        arrived = await self._arriving.get()
        if isinstance(arrived, LinkLost):
            raise arrived
        return arrived

    async def write(self, data: bytes) -> None:
        self.written.append(data)
        if self.is_stuck:
            await asyncio.get_running_loop().create_future()

    def turn(self, urgency: Urgency = Urgency.JOB) -> AbstractAsyncContextManager[None]:
        return self._turns.turn(urgency)


@asynccontextmanager
async def talking(baud: int | None = None) -> AsyncIterator[tuple[Exchange[bytes], Wire]]:
    wire = Wire(baud)
    async with converse(wire, Sentences(), SystemClock()) as exchange:
        yield exchange, wire


def is_yes(frame: bytes) -> bool:
    return frame == b"yes"


async def test_the_answer_goes_to_who_asked_and_the_rest_to_who_listens() -> None:
    async with talking() as (exchange, wire):
        asking = asyncio.create_task(exchange.ask(b"well?", is_yes, timeout_s=1))
        await asyncio.sleep(0)
        wire.say(b"by the way.yes.also.")
        assert await asking == b"yes"
        assert wire.written == [b"well?"]
        rest = exchange.unclaimed()
        assert [await anext(rest), await anext(rest)] == [b"by the way", b"also"]


async def test_who_gets_no_answer_asks_again_and_then_gives_up() -> None:
    async with talking() as (exchange, wire):
        began = asyncio.get_running_loop().time()
        with pytest.raises(LinkLost, match="silent"):
            await exchange.ask(b"well?", is_yes, timeout_s=2, attempts=3)
        assert wire.written == [b"well?"] * 3
        assert asyncio.get_running_loop().time() - began == pytest.approx(6)


async def test_a_slow_line_gets_the_time_that_the_question_needs_on_it() -> None:
    async with talking(baud=1000) as (exchange, wire):
        asking = asyncio.create_task(exchange.ask(b"?" * 100, is_yes, timeout_s=0.5))
        await asyncio.sleep(1.2)  # the question alone takes a second
        wire.say(b"yes.")
        assert await asking == b"yes"


async def test_half_a_frame_is_given_up_after_silence() -> None:
    async with talking() as (exchange, wire):
        wire.say(b"ye")
        rest = exchange.unclaimed()
        assert await anext(rest) == b"noise ye"


async def test_a_frame_may_come_in_pieces() -> None:
    async with talking() as (exchange, wire):
        asking = asyncio.create_task(exchange.ask(b"?", is_yes, timeout_s=1))
        for piece in (b"y", b"e", b"s."):
            await asyncio.sleep(0.02)
            wire.say(piece)
        assert await asking == b"yes"


async def test_a_loss_ends_the_question_and_every_later_one() -> None:
    async with talking() as (exchange, wire):
        asking = asyncio.create_task(exchange.ask(b"?", is_yes, timeout_s=60, attempts=9))
        await asyncio.sleep(0)
        wire.lose()
        with pytest.raises(LinkLost, match="pulled"):
            await asking
        with pytest.raises(LinkLost, match="pulled"):
            await exchange.ask(b"?", is_yes, timeout_s=1)


async def test_a_loss_ends_listening_after_what_came_before_and_for_everybody() -> None:
    async with talking() as (exchange, wire):
        wire.say(b"last.")
        wire.lose()
        for words in ([b"last"], []):
            heard: list[bytes] = []
            with pytest.raises(LinkLost, match="pulled"):
                await collect(exchange, heard)
            assert heard == words


async def collect(exchange: Exchange[bytes], heard: list[bytes]) -> None:
    async for frame in exchange.unclaimed():
        heard.append(frame)  # noqa: PERF401 - as they come: it ends by raising


@pytest.mark.parametrize("way", ["ask", "listen"])
async def test_a_bug_in_a_decoder_is_raised_where_somebody_waits(way: str) -> None:
    async with talking() as (exchange, wire):
        wire.say(b"!")
        waiting = collect(exchange, []) if way == "listen" else exchange.ask(b"?", is_yes, timeout_s=1)
        with pytest.raises(ZeroDivisionError):
            await waiting


async def test_a_line_that_takes_no_bytes_is_silent() -> None:
    async with talking() as (exchange, wire):
        wire.is_stuck = True
        with pytest.raises(LinkLost, match="did not take"):
            await exchange.tell(b"hello")
        with pytest.raises(LinkLost, match="did not take"):
            await exchange.ask(b"hello?", is_yes, timeout_s=1, attempts=5)
        assert wire.written == [b"hello", b"hello?"]


async def test_questions_of_two_do_not_mix_and_jobs_go_first() -> None:
    async with talking() as (exchange, wire):

        async def answer() -> None:
            while True:
                await asyncio.sleep(0.5)
                wire.say(b"yes.")

        async with asyncio.TaskGroup() as group:
            answering = group.create_task(answer())
            for data, urgency in [(b"1", Urgency.JOB), (b"health", Urgency.HEALTH), (b"2", Urgency.JOB)]:
                group.create_task(exchange.ask(data, is_yes, timeout_s=1, urgency=urgency))
                await asyncio.sleep(0)
            await asyncio.sleep(3)
            answering.cancel()
        assert wire.written == [b"1", b"2", b"health"]


async def test_a_babbling_line_loses_its_oldest_frames() -> None:
    async with talking() as (exchange, wire):
        wire.say(b"".join(b"%d." % number for number in range(UNCLAIMED_FRAMES + 10)))
        await asyncio.sleep(1)
        assert await anext(exchange.unclaimed()) == b"10"


async def test_an_expectation_without_an_answer_leaves_nothing_behind() -> None:
    async with talking() as (exchange, wire):
        with exchange.expect(is_yes) as answer:
            pass
        assert answer.cancelled()
        wire.say(b"yes.")
        assert await anext(exchange.unclaimed()) == b"yes"

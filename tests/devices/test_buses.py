"""Buses over a line that exists only in the test."""

import asyncio
from collections.abc import Callable

import pytest

from drivers.errors import DeviceRejected, LinkLost
from edge.devices.addresses import LineAddress, LocalAddress, SerialAddress, TcpAddress
from edge.devices.buses import UNREAD_BYTES, Buses
from edge.devices.streams import Stream

RS485 = SerialAddress("/dev/ttyUSB0", baud=9600)


class PaperStream:
    """A stream that the test speaks for."""

    baud = 9600

    def __init__(self) -> None:
        self.written: list[bytes] = []
        self.is_closed = False
        self.hear: Callable[[bytes], None] = lambda _data: None
        self.lose: Callable[[LinkLost], None] = lambda _lost: None

    def listen(self, on_bytes: Callable[[bytes], None], on_lost: Callable[[LinkLost], None]) -> None:
        self.hear, self.lose = on_bytes, on_lost

    async def write(self, data: bytes) -> None:
        for byte in data:
            self.written.append(bytes([byte]))
            await asyncio.sleep(0)

    async def aclose(self) -> None:
        self.is_closed = True


class Bench:
    """Buses, and the streams that they opened so far."""

    def __init__(self) -> None:
        self.opened: list[PaperStream] = []
        self.buses = Buses(self._open)

    async def _open(self, _address: LineAddress) -> Stream:
        await asyncio.sleep(0.1)
        self.opened.append(PaperStream())
        return self.opened[-1]


async def test_two_slots_share_one_opening_and_hear_the_same() -> None:
    bench = Bench()
    async with bench.buses.link(RS485) as first, bench.buses.link(RS485) as second:
        (stream,) = bench.opened
        stream.hear(b"\x01\x02")
        stream.hear(b"\x03")
        assert await first.read() == b"\x01\x02\x03"
        assert await second.read() == b"\x01\x02\x03"
        assert first.baud == 9600
    assert stream.is_closed


async def test_slots_that_come_together_open_once() -> None:
    bench = Bench()

    async def visit() -> None:
        async with bench.buses.link(RS485):
            await asyncio.sleep(1)

    async with asyncio.TaskGroup() as group:
        for _ in range(5):
            group.create_task(visit())
    assert len(bench.opened) == 1


async def test_one_who_leaves_takes_nothing_from_the_other() -> None:
    bench = Bench()
    async with bench.buses.link(RS485) as first:
        async with bench.buses.link(RS485) as second:
            pass
        with pytest.raises(LinkLost, match="closed"):
            await second.read()
        bench.opened[0].hear(b"still here")
        assert await first.read() == b"still here"
        assert not bench.opened[0].is_closed


async def test_a_loss_is_told_to_all_after_what_was_heard_before_it() -> None:
    bench = Bench()
    async with bench.buses.link(RS485) as first, bench.buses.link(RS485) as second:
        bench.opened[0].hear(b"last words")
        bench.opened[0].lose(LinkLost("link_lost", "pulled"))
        for link in (first, second):
            assert await link.read() == b"last words"
            with pytest.raises(LinkLost, match="pulled"):
                await link.read()
            with pytest.raises(LinkLost, match="pulled"):
                await link.write(b"?")


async def test_after_a_loss_the_line_is_opened_anew_though_one_still_holds_the_old_one() -> None:
    bench = Bench()
    async with bench.buses.link(RS485) as old:
        bench.opened[0].lose(LinkLost("link_lost"))
        async with bench.buses.link(RS485) as new:
            assert bench.opened[0].is_closed  # before the second opening, or the port would be in use
            bench.opened[1].hear(b"new")
            assert await new.read() == b"new"
            with pytest.raises(LinkLost):
                await old.read()
    assert bench.opened[1].is_closed


async def test_writers_do_not_mix_their_bytes() -> None:
    bench = Bench()
    async with bench.buses.link(RS485) as first, bench.buses.link(RS485) as second:
        async with asyncio.TaskGroup() as group:
            group.create_task(first.write(b"aaaa"))
            group.create_task(second.write(b"bbbb"))
        assert b"".join(bench.opened[0].written) == b"aaaabbbb"


async def test_turns_are_of_the_line_not_of_the_slot() -> None:
    bench = Bench()
    order: list[str] = []
    async with bench.buses.link(RS485) as first, bench.buses.link(RS485) as second:

        async def speak_second() -> None:
            async with second.turn():
                order.append("second")

        async with asyncio.TaskGroup() as group, first.turn():
            group.create_task(speak_second())
            await asyncio.sleep(1)
            order.append("first")
    assert order == ["first", "second"]


async def test_a_slot_that_does_not_read_loses_its_oldest_and_it_is_counted() -> None:
    bench = Bench()
    async with bench.buses.link(RS485) as link:
        for number in range(3):
            bench.opened[0].hear(bytes([number]) * (UNREAD_BYTES // 2))
        assert vars(link)["dropped_bytes"] == UNREAD_BYTES // 2
        assert set(await link.read()) == {1, 2}


async def test_the_same_line_cannot_have_two_speeds() -> None:
    bench = Bench()
    async with bench.buses.link(RS485):
        with pytest.raises(DeviceRejected, match="bad_settings"):
            async with bench.buses.link(SerialAddress("/dev/ttyUSB0", baud=57600)):
                pass
        assert len(bench.opened) == 1


async def test_a_line_that_cannot_be_opened_leaves_the_door_open_for_the_next() -> None:
    answers = [LinkLost("no_link"), None]

    async def open_stream(_address: LineAddress) -> Stream:
        if (error := answers.pop(0)) is not None:
            raise error
        return PaperStream()

    buses = Buses(open_stream)
    with pytest.raises(LinkLost, match="no_link"):
        async with buses.link(TcpAddress("10.0.0.7", 9100)):
            pass
    async with buses.link(TcpAddress("10.0.0.7", 9100)):
        pass
    assert not answers


async def test_who_is_cancelled_gives_the_line_back() -> None:
    bench = Bench()

    async def stay() -> None:
        async with bench.buses.link(RS485) as link:
            await link.read()

    staying = asyncio.create_task(stay())
    await asyncio.sleep(1)
    staying.cancel()
    await asyncio.wait({staying})
    assert bench.opened[0].is_closed


async def test_a_local_device_has_a_link_that_is_silent_and_takes_nothing() -> None:
    async with Bench().buses.link(LocalAddress()) as link:
        assert link.baud is None
        async with link.turn():
            with pytest.raises(LinkLost, match="no_line"):
                await link.write(b"?")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(3600):
                await link.read()

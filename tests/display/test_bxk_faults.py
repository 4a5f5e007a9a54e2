"""What goes wrong with a strip: silence, garbage, the wrong card, refusals, a line that breaks."""

import asyncio

import pytest

from drivers.display.onbon_bxk import SPEC
from drivers.display.onbon_bxk.codec import Packet, encode
from drivers.display.onbon_bxk.conversation import open_strip
from drivers.display.onbon_bxk.settings import BxkSettings
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from drivers.simulators.display import SimulatedDisplay
from edge.clock import SystemClock
from tests.display import bxk_examples as examples
from tests.display.bxk_window import CALL, PAUSE, failure, strip
from tests.support.lines import MemoryLine


async def test_a_short_silence_is_bridged_by_asking_again() -> None:
    display = SimulatedDisplay()
    async with strip(display) as (opened, line):
        line.command("silence on")
        asyncio.get_running_loop().call_later(1.5, line.command, "silence off")
        await opened.show(CALL)
        assert display.describe() == "请A001号到3号窗口"


async def test_an_answer_that_broke_off_is_asked_for_again() -> None:
    async with strip(SimulatedDisplay()) as (opened, line):
        line.command("half")
        await opened.show(CALL)
        assert line.sent.count(line.sent[-1]) == 2


async def test_a_silent_card_is_lost_after_three_tries() -> None:
    line = MemoryLine([SimulatedDisplay()])
    line.command("silence on")
    async with line.link() as link:
        lost = await failure(open_strip(BxkSettings(), link, SystemClock()))
    line.close()
    assert isinstance(lost, LinkLost)
    assert lost.code == "silent"
    assert line.sent == [examples.PING.wire] * 3


async def test_a_card_that_falls_silent_is_found_by_its_probe_and_by_its_next_text() -> None:
    async with strip(SimulatedDisplay()) as (opened, line):
        line.command("silence on")
        for talk in (opened.probe, lambda: opened.show(CALL)):
            with pytest.raises(LinkLost, match="silent"):
                await talk()


async def test_garbage_instead_of_answers_has_its_own_name() -> None:
    class Babbler(SimulatedDisplay):
        def on_bytes(self, data: bytes) -> None:
            self.send(bytes(byte ^ 0x55 for byte in data))  # as it sounds at the wrong speed

    line = MemoryLine([Babbler()])
    async with line.link() as link:
        lost = await failure(open_strip(BxkSettings(), link, SystemClock()))
    line.close()
    assert isinstance(lost, LinkLost)
    assert lost.code == "garbled"


async def test_a_card_under_another_address_that_answers_is_the_wrong_one() -> None:
    class Misaddressed(SimulatedDisplay):
        def on_bytes(self, data: bytes) -> None:
            if data == examples.PING.wire:
                self.send(encode(Packet(0x8000, 2, b"\xa0\x00\x00\x00\x00")))

    line = MemoryLine([Misaddressed()])
    async with line.link() as link:
        rejected = await failure(open_strip(BxkSettings(), link, SystemClock()))
    line.close()
    assert isinstance(rejected, DeviceRejected)
    assert rejected.code == "wrong_device"
    assert "2" in rejected.detail


async def test_a_single_stray_answer_of_a_neighbour_accuses_nobody() -> None:
    class Stray(SimulatedDisplay):
        def on_bytes(self, _data: bytes) -> None:
            self.send(encode(Packet(0x8000, 2, b"\xa0\x00\x00\x00\x00")))

    line = MemoryLine([Stray()])
    async with line.link() as link:
        lost = await failure(open_strip(BxkSettings(retries=0), link, SystemClock()))
    line.close()
    assert getattr(lost, "code", "") == "silent"


async def test_a_slow_line_is_given_the_time_that_its_bytes_take() -> None:
    class Slow(SimulatedDisplay):
        """Answers a text after 1.5 s."""

        def send(self, data: bytes) -> None:
            self.later(1.5 if any(self.strips[1].rows) else 0, lambda: super(Slow, self).send(data))

    for baud, is_shown in ((1200, True), (9600, False)):
        line = MemoryLine([Slow()], baud=baud)
        async with line.link() as link, open_strip(BxkSettings(retries=0), link, SystemClock()) as opened:
            if is_shown:
                await opened.show(CALL)  # its 90 bytes take 0.75 s
            else:
                with pytest.raises(LinkLost, match="silent"):
                    await opened.show(CALL)
        line.close()


async def test_an_adapter_that_hears_itself_is_no_answer() -> None:
    class Echo(SimulatedDisplay):
        def on_bytes(self, data: bytes) -> None:
            self.send(data)

    line = MemoryLine([Echo()])
    async with line.link() as link:
        assert getattr(await failure(open_strip(BxkSettings(), link, SystemClock())), "code", "") == "silent"
    line.close()


async def test_a_busy_card_is_asked_again_and_then_reported() -> None:
    display = SimulatedDisplay()
    async with strip(display) as (opened, line):
        line.command("busy on")
        with pytest.raises(DeviceBusy, match="busy"):
            await opened.show(CALL)
        assert line.sent[1:] == [line.sent[1]] * 3
        asyncio.get_running_loop().call_later(0.7, line.command, "busy off")
        await opened.show(CALL)
        assert display.describe() == "请A001号到3号窗口"


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        (1, DeviceRejected, "wrong_device"),
        (2, DeviceRejected, "wrong_device"),
        (3, DeviceBusy, "busy"),
        (4, DeviceRejected, "card_memory"),
        (5, LinkLost, "garbled"),
        (7, DeviceRejected, "card_fault"),
        (12, DeviceRejected, "font_missing"),
        (13, DeviceRejected, "wrong_device"),
        (14, DeviceRejected, "clock_refused"),
        (16, DeviceRejected, "card_refused"),
        (99, DeviceRejected, "card_refused"),
    ],
)
async def test_each_refusal_says_what_happens_next(number: int, kind: type[Exception], code: str) -> None:
    async with strip(SimulatedDisplay()) as (opened, line):
        line.command(f"nack {number}")
        with pytest.raises(kind) as caught:
            await opened.show(CALL)
        assert getattr(caught.value, "code", "") == code
        assert code in SPEC.repairs
        await opened.probe()  # who refuses is there


async def test_a_line_that_breaks_ends_events_and_whatever_is_under_way() -> None:
    async with strip(SimulatedDisplay()) as (opened, line):
        waiting = asyncio.ensure_future(anext(opened.events()))
        line.drop_after = 5
        with pytest.raises(LinkLost, match="broke"):
            await opened.show(CALL)
        with pytest.raises(LinkLost, match="broke"):
            await waiting


async def test_a_repetition_that_fails_ends_events() -> None:
    async with strip(SimulatedDisplay(), BxkSettings(resend_s=60)) as (opened, line):
        await opened.show(CALL)
        line.command("silence on")
        with pytest.raises(LinkLost, match="silent"):
            await anext(opened.events())


async def test_a_text_that_is_given_up_lets_the_line_go() -> None:
    async with strip(SimulatedDisplay()) as (opened, line):
        line.command("silence on")
        showing = asyncio.create_task(opened.show(PAUSE))
        await asyncio.sleep(0.5)
        showing.cancel()
        line.command("silence off")
        await opened.show(CALL)
        assert line.command("look").endswith("请A001号到3号窗口")

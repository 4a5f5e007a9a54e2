"""Stories of a strip over a window: shown, refused, silent, without power, under the wrong address."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from drivers.contract import Emphasis, Lines, ShowsCalls
from drivers.display.onbon_bxk import SPEC
from drivers.display.onbon_bxk.codec import Packet, encode
from drivers.display.onbon_bxk.conversation import BxkStrip, open_strip
from drivers.display.onbon_bxk.settings import BxkSettings
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from drivers.simulators.display import SimulatedDisplay
from edge.clock import SystemClock
from tests.display import bxk_examples as examples
from tests.support.lines import Manner, MemoryLine
from tests.support.waiting import until

CALL = Lines(("请A001号到3号窗口",), Emphasis.CALL)
PAUSE = Lines(("暂停服务",))


@asynccontextmanager
async def strip(
    display: SimulatedDisplay, settings: BxkSettings | None = None, manner: Manner = Manner.WHOLE
) -> AsyncIterator[tuple[BxkStrip, MemoryLine]]:
    """Open one strip on a line of its own."""
    line = MemoryLine([display], manner)
    try:
        async with line.link() as link, open_strip(settings or BxkSettings(), link, SystemClock()) as opened:
            yield opened, line
    finally:
        line.close()


async def failure(opening: AbstractAsyncContextManager[object]) -> Exception:
    """Return how opening failed."""
    with pytest.raises((LinkLost, DeviceBusy, DeviceRejected)) as caught:
        async with opening:
            pass
    return caught.value


@pytest.mark.parametrize("manner", [Manner.WHOLE, Manner.BYTE_BY_BYTE, Manner.JUNK])
async def test_a_passer_by_reads_the_call(manner: Manner) -> None:
    display = SimulatedDisplay()
    async with strip(display, manner=manner) as (opened, _):
        assert isinstance(opened, ShowsCalls)
        await opened.show(CALL)
        assert display.describe() == "请A001号到3号窗口"
        await opened.show(PAUSE)
        assert display.describe() == "暂停服务"
        await opened.show(Lines(()))
        assert display.describe() == "(dark)"
        await opened.probe()


async def test_opening_says_nothing_but_a_ping() -> None:
    async with strip(SimulatedDisplay()) as (_, line):
        assert line.sent == [examples.PING.wire]


async def test_brightness_and_clock_are_set_at_opening_where_configured() -> None:
    display = SimulatedDisplay()
    async with strip(display, BxkSettings(brightness=7, set_clock=True)) as (_, line):
        assert display.strips[1].brightness == 7
        assert display.strips[1].clock
        assert len(line.sent) == 3


async def test_every_header_variant_is_understood() -> None:
    display = SimulatedDisplay(address=0x5AA5)
    settings = BxkSettings(
        address=0x5AA5, card="6K2-4G", areas_go_first=True, barcode="A55A" * 8, names_length=True, x_unit=1
    )
    async with strip(display, settings) as (opened, _):
        await opened.show(CALL)
        assert display.describe() == "请A001号到3号窗口"


async def test_a_power_cut_mends_itself_when_the_text_is_sent_again() -> None:
    display = SimulatedDisplay()
    async with strip(display, BxkSettings(resend_s=300, set_clock=True)) as (opened, line):
        await opened.show(CALL)
        line.command("power cycle")
        assert display.describe() == "(dark)"
        assert not display.strips[1].clock
        await asyncio.sleep(301)
        assert display.describe() == "请A001号到3号窗口"
        assert display.strips[1].clock


async def test_nothing_is_sent_again_where_that_is_switched_off() -> None:
    async with strip(SimulatedDisplay(), BxkSettings(resend_s=0)) as (opened, line):
        await opened.show(CALL)
        await asyncio.sleep(3600)
        assert len(line.sent) == 2


async def test_a_repetition_never_brings_an_old_text_back() -> None:
    display = SimulatedDisplay()
    async with strip(display, BxkSettings(resend_s=10)) as (opened, line):
        await opened.show(CALL)
        await asyncio.sleep(9.99)
        line.command("busy on")
        with pytest.raises(DeviceBusy):
            await opened.show(PAUSE)
        line.command("busy off")
        await asyncio.sleep(11)
        assert display.describe() == "暂停服务"


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


async def test_a_newer_text_is_not_overtaken_by_a_repetition_under_way() -> None:
    display = SimulatedDisplay()
    async with strip(display, BxkSettings(resend_s=10)) as (opened, line):
        await opened.show(CALL)
        line.command("silence on")
        await asyncio.sleep(10.5)  # the repetition waits for its first answer
        asyncio.get_running_loop().call_later(0.3, line.command, "silence off")
        await opened.show(PAUSE)
        await asyncio.sleep(5)
        assert display.describe() == "暂停服务"


async def test_a_text_goes_before_a_question_after_health() -> None:
    async with strip(SimulatedDisplay()) as (opened, line), line.link() as neighbour:
        async with neighbour.turn():
            probing = asyncio.create_task(opened.probe())
            await asyncio.sleep(0.1)
            showing = asyncio.create_task(opened.show(CALL))
            await asyncio.sleep(0.1)
        await asyncio.gather(probing, showing)
        assert line.sent[-1] == examples.PING.wire


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


async def test_a_card_that_is_spoken_to_without_answers_is_believed() -> None:
    for settings in (BxkSettings(answers=False), BxkSettings(address=0xFFFF)):
        display = SimulatedDisplay()
        async with strip(display, settings) as (opened, line):
            await opened.show(CALL)
            await until(lambda seen=display: seen.describe() == "请A001号到3号窗口")  # type: ignore[misc]
            line.command("silence on")
            await opened.show(CALL)
            await opened.probe()


async def test_a_single_card_can_be_met_without_its_address() -> None:
    display = SimulatedDisplay(address=77)
    async with strip(display, BxkSettings(address=0xFFFE)) as (opened, _):
        await opened.show(CALL)
        assert display.describe() == "请A001号到3号窗口"


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


async def test_closing_leaves_nothing_running() -> None:
    before = asyncio.all_tasks()
    async with strip(SimulatedDisplay()) as (opened, _):
        await opened.show(CALL)
    assert asyncio.all_tasks() == before

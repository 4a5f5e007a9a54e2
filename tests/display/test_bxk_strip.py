"""Stories of a strip over a window: shown, repeated, switched off, met without its address."""

import asyncio

import pytest

from drivers.contract import Lines, ShowsCalls
from drivers.display.onbon_bxk.settings import BxkSettings
from drivers.errors import DeviceBusy
from drivers.simulators.display import SimulatedDisplay
from tests.display import bxk_examples as examples
from tests.display.bxk_window import CALL, PAUSE, strip
from tests.support.lines import Manner
from tests.support.waiting import until


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


async def test_closing_leaves_nothing_running() -> None:
    before = asyncio.all_tasks()
    async with strip(SimulatedDisplay()) as (opened, _):
        await opened.show(CALL)
    assert asyncio.all_tasks() == before

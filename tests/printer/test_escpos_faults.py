"""Tickets that break in the middle: the driver says so, and nothing of them comes out as a ticket later."""

import asyncio
import random

import pytest

from drivers.contract import Printed
from drivers.errors import DeviceBusy, DeviceError, LinkLost
from drivers.printer.escpos import commands
from drivers.printer.escpos.conversation import EscposPrinter
from drivers.printer.escpos.fonts import find_fonts
from drivers.simulators.printer import PrinterSimulator
from drivers.simulators.printer_state import PrinterModel
from tests.printer.counter import MemoryLine, do, opened, ticket

needs_font = pytest.mark.skipif(find_fonts(None) is None, reason="no font with Chinese characters")
BOTH_MODES = pytest.mark.parametrize("mode", ["text", pytest.param("raster", marks=needs_font)])
NO_CLEAR = PrinterModel(has_clear=False)
BARE = PrinterModel(has_clear=False, has_process_id=False, has_queued_status=False, has_auto_status=False)
MODELS = pytest.mark.parametrize(
    "model",
    [
        PrinterModel(),
        PrinterModel(clear_ends_picture=False),
        PrinterModel(has_process_id=False),
        NO_CLEAR,
        PrinterModel(has_clear=False, has_process_id=False),
        BARE,
    ],
    ids=["good", "clear keeps picture", "status only", "no clear", "no clear, status only", "bare"],
)


async def idle(driver: EscposPrinter, duration_s: float) -> None:
    """Let the driver look after its printer for a while, as the hall does."""
    try:
        async with asyncio.timeout(duration_s):
            async for _ in driver.events():
                pass
    except TimeoutError:
        return


def whole(printer: PrinterSimulator, number: str) -> list[bool]:
    """Say for each piece of paper whether it is a valid ticket with this number; for text only."""
    return [number in paper.text and "补打" in paper.text and "作废" not in paper.text for paper in printer.papers]


@BOTH_MODES
@MODELS
async def test_paper_ends_in_the_middle_and_nothing_stale_comes_out(mode: str, model: PrinterModel) -> None:
    printer = PrinterSimulator(model=model)
    async with opened(printer, mode=mode) as (driver, _):
        await driver.print(ticket("A001"))
        do(printer, "paper left 300")
        with pytest.raises(DeviceBusy, match="paper_out"):
            await driver.print(ticket("A002"))
        do(printer, "paper in")
        papers = len(printer.papers)
        await idle(driver, 30)
        if model.has_clear:
            assert len(printer.papers) == papers
        await driver.print(ticket("A003"))
        await idle(driver, 10)
    if mode == "text":
        assert sum(whole(printer, "A001")) == 1
        assert sum(whole(printer, "A002")) == 0
        assert sum(whole(printer, "A003")) == 1
        assert whole(printer, "A003")[-1]
        assert all("A002" not in paper.text for paper in printer.papers if "A003" in paper.text)
    else:
        heights = [paper.image.height for paper in printer.papers]
        assert heights[-1] == pytest.approx(heights[0], abs=3)


@BOTH_MODES
async def test_rest_of_a_ticket_that_cannot_be_cleared_is_marked_void(mode: str) -> None:
    printer = PrinterSimulator(model=NO_CLEAR)
    async with opened(printer, mode=mode) as (driver, _):
        await driver.print(ticket("A001"))
        do(printer, "paper left 300")
        with pytest.raises(DeviceBusy, match="paper_out"):
            await driver.print(ticket("A002"))
        do(printer, "paper in")
        await asyncio.sleep(10)
        assert len(printer.papers) == 3
        assert printer.papers[1].is_torn
        if mode == "text":
            assert "作废" in printer.papers[2].text
            assert "请携带" in printer.papers[2].text
        assert await driver.print(ticket("A003")) is Printed.PROVEN
        assert len(printer.papers) == 4


@BOTH_MODES
@MODELS
async def test_cover_opened_in_the_middle(mode: str, model: PrinterModel) -> None:
    printer = PrinterSimulator(model=model)
    async with opened(printer, mode=mode) as (driver, line):
        await driver.print(ticket("A001"))
        line.soon(0.4, "cover open")
        with pytest.raises(DeviceBusy, match="cover_open"):
            await driver.print(ticket("A002"))
        with pytest.raises(DeviceBusy, match="cover_open"):
            await driver.print(ticket("A003"))
        do(printer, "cover close")
        await idle(driver, 10)
        await driver.print(ticket("A004"))
    if mode == "text":
        assert sum(whole(printer, "A002")) == 0
        assert whole(printer, "A004")[-1]
        assert all("A002" not in paper.text for paper in printer.papers if "A004" in paper.text)


@MODELS
async def test_stuck_cutter_is_reported_and_goes_on_when_freed(model: PrinterModel) -> None:
    printer = PrinterSimulator(model=model)
    async with opened(printer, mode="text") as (driver, _):
        await driver.print(ticket("A001"))
        do(printer, "jam")
        with pytest.raises(DeviceBusy, match="cutter_jam"):
            await driver.print(ticket("A002"))
        with pytest.raises(DeviceBusy, match="cutter_jam"):
            await driver.print(ticket("A003"))
        do(printer, "clear")
        await idle(driver, 20)
        await driver.print(ticket("A004"))
    assert whole(printer, "A004")[-1]
    assert sum("A002" in paper.text for paper in printer.papers) == 1
    assert all("A003" not in paper.text for paper in printer.papers)


@BOTH_MODES
@MODELS
@pytest.mark.parametrize("share", [0.1, 0.45, 0.8, 0.97])
async def test_line_lost_in_the_middle_and_the_next_ticket_is_clean(
    mode: str, model: PrinterModel, share: float
) -> None:
    printer = PrinterSimulator(model=model)
    async with opened(printer, mode=mode) as (driver, line):
        before = len(line.sent)
        await driver.print(ticket("A001"))
        size = len(line.sent) - before
        line.break_after = len(line.sent) + int(size * share)
        with pytest.raises(LinkLost):
            await driver.print(ticket("A002"))
    async with opened(printer, mode=mode) as (driver, _):
        await driver.print(ticket("A003"))
        await driver.print(ticket("A004"))
    good = printer.papers[0].image
    assert [paper.image.height for paper in printer.papers[-2:]] == [good.height] * 2
    if mode == "text":
        assert whole(printer, "A003")[-2]
        assert whole(printer, "A004")[-1]
        assert "A002" not in printer.papers[-2].text


async def test_printer_that_takes_no_more_bytes_does_not_hold_the_hall() -> None:
    printer = PrinterSimulator()
    async with opened(printer, mode="text") as (driver, line):
        await driver.print(ticket("A001"))
        line.is_blocked = True
        with pytest.raises((DeviceError, TimeoutError)):
            async with asyncio.timeout(60):
                await driver.print(ticket("A002"))


async def test_printer_switched_off_in_the_middle_is_silent() -> None:
    printer = PrinterSimulator()
    async with opened(printer, mode="text") as (driver, line):
        line.soon(0.3, "power off")
        with pytest.raises(LinkLost, match="silent"):
            await driver.print(ticket("A001"))
    do(printer, "power on")
    async with opened(printer, mode="text") as (driver, _):
        assert await driver.print(ticket("A002")) is Printed.PROVEN
    assert whole(printer, "A001") == [False] * len(printer.papers)


async def test_printer_that_loses_its_voice_for_the_fence_is_unconfirmed() -> None:
    printer = PrinterSimulator()
    async with opened(printer, mode="text") as (driver, line):
        line.spoil = lambda data: b"" if data[:1] == b"\x37" or data == b"\0" else data
        with pytest.raises(DeviceBusy, match="unconfirmed"):
            await driver.print(ticket("A001"))


async def test_job_given_up_by_the_hall_does_not_spoil_the_next() -> None:
    printer = PrinterSimulator()
    async with opened(printer, baud=9600) as (driver, _):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await driver.print(ticket("A001"))
        assert await driver.print(ticket("A002")) is Printed.PROVEN
    assert whole(printer, "A002")[-1]
    assert "A001" not in printer.papers[-1].text


@pytest.mark.parametrize("seed", range(12))
async def test_noise_on_the_line_never_proves_a_ticket_that_is_not_there(seed: int) -> None:
    chance = random.Random(seed)
    printer = PrinterSimulator()

    def noisy(data: bytes) -> bytes:
        return chance.randbytes(chance.randrange(3)) + data + chance.randbytes(chance.randrange(3))

    async with opened(printer, mode="text") as (driver, line):
        line.spoil = noisy
        do(printer, "paper left 400")
        try:
            await driver.print(ticket("A001"))
        except DeviceError:
            return
        pytest.fail("it said that the ticket is out")


async def test_unasked_status_byte_alone_stops_no_job() -> None:
    printer = PrinterSimulator()
    async with opened(printer, mode="text") as (driver, line):
        line.later(0.1, lambda: line.send(b"\x1a"))
        line.later(0.2, lambda: line.send(b"\x7e\x41"))
        assert await driver.print(ticket("A001")) is Printed.PROVEN


async def test_stray_byte_is_no_answer_in_turn() -> None:
    printer = PrinterSimulator(model=PrinterModel(has_process_id=False))
    async with opened(printer, mode="text") as (driver, line):
        do(printer, "paper left 700")
        line.later(0.2, lambda: line.send(b"\x41"))
        with pytest.raises(DeviceBusy, match="paper_out"):
            await driver.print(ticket("A001"))


async def test_trouble_is_cleared_away_before_the_next_ticket_is_asked_for() -> None:
    printer = PrinterSimulator(model=NO_CLEAR)
    async with opened(printer, mode="text") as (driver, line):
        do(printer, "paper left 300")
        with pytest.raises(DeviceBusy, match="paper_out"):
            await driver.print(ticket("A001"))
        do(printer, "paper in")
        await idle(driver, 10)
        before = len(line.sent)
        assert await driver.print(ticket("A002")) is Printed.PROVEN
        assert commands.CLEAR not in line.sent[before:]


@pytest.mark.parametrize("seed", range(12))
async def test_ticket_is_printed_through_junk_around_every_answer(seed: int) -> None:
    chance = random.Random(seed)
    printer = PrinterSimulator()
    line = MemoryLine(printer)
    line.spoil = lambda data: chance.randbytes(chance.randint(1, 6)) + data + chance.randbytes(chance.randint(1, 6))
    async with opened(printer, line=line, mode="text") as (driver, _):
        assert await driver.print(ticket("A001")) in {Printed.PROVEN, Printed.CONFIRMED}
        assert whole(printer, "A001") == [True]

"""What a job that ended badly, or was simply dropped, may leave in the printer; and how the next one gets through."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from drivers.contract import Printed
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from drivers.printer.escpos import commands
from drivers.printer.escpos.fence import ProcessIds
from drivers.printer.escpos.fonts import find_fonts
from drivers.simulators.printer import PrinterSimulator
from drivers.simulators.printer_state import PrinterModel
from tests.printer.counter import MemoryLine, do, opened, ticket
from tests.printer.test_escpos_faults import BOTH_MODES, MODELS, idle, needs_font, whole


@dataclass
class LineThatSpoilsClears(MemoryLine):
    """Loses some of the commands that empty the printer."""

    clears_to_lose: int = 0

    def _carry(self, data: bytes) -> None:
        if data == commands.CLEAR and self.clears_to_lose:
            self.clears_to_lose -= 1
            return
        super()._carry(data)


async def test_printer_known_to_be_emptied_is_told_so_until_it_says_that_it_is() -> None:
    printer = PrinterSimulator()
    line = LineThatSpoilsClears(printer)
    async with opened(printer, line=line, mode="text") as (driver, _):
        line.clears_to_lose = 1
        do(printer, "paper left 300")
        with pytest.raises(DeviceBusy, match="paper_out"):
            await driver.print(ticket("A001"))
        do(printer, "paper in")
        await asyncio.sleep(10)
        assert len(printer.papers) == 1, "only what was torn off with the old roll"


@BOTH_MODES
@MODELS
@pytest.mark.parametrize("after_s", [0.0, 0.05, 0.3, 0.6, 0.9, 1.2])
async def test_job_dropped_at_any_moment_is_followed_by_a_whole_ticket(
    mode: str, model: PrinterModel, after_s: float
) -> None:
    printer = PrinterSimulator(model=model)
    async with opened(printer, mode=mode, baud=115200) as (driver, _):
        await driver.print(ticket("A001"))
        dropped = asyncio.create_task(driver.print(ticket("A002")))
        await asyncio.sleep(after_s)
        dropped.cancel()
        await asyncio.wait({dropped})
        await driver.print(ticket("A003"))
        await idle(driver, 5)
    assert printer.papers[-1].image.height == pytest.approx(printer.papers[0].image.height, abs=3)
    if mode == "text":
        assert whole(printer, "A003")[-1]
        assert "A002" not in printer.papers[-1].text


@needs_font
async def test_text_with_pictures_in_it_is_watched_between_them() -> None:
    async with opened(PrinterSimulator(), mode="text", qr="raster", strip_rows=24) as (driver, line):
        before = len(line.sent)
        assert await driver.print(ticket("A001", extra="\U00020bb7" * 60)) is Printed.PROVEN
        between_questions = line.sent[before:].split(b"\x10\x04")
        assert sum(map(len, between_questions)) > 8000
        assert max(map(len, between_questions)) < 4000, "no more than a small buffer holds"


def begin_picture(printer: PrinterSimulator) -> None:
    """Leave the printer as a daemon leaves it that was killed in mid-strip: it waits for 9 kB of dots."""
    printer.on_bytes(b"\x1dv0\x00\x48\x00\x80\x00" + b"\x01" * 50)


@pytest.mark.parametrize("baud", [None, 9600])
async def test_printer_that_takes_even_questions_for_dots_is_brought_back(baud: int | None) -> None:
    printer = PrinterSimulator(model=PrinterModel(is_deaf_in_picture=True))
    begin_picture(printer)
    async with opened(printer, mode="text", baud=baud) as (driver, _):
        assert await driver.print(ticket("A001")) is Printed.PROVEN
    assert whole(printer, "A001")[-1]


async def test_printer_switched_off_is_not_opened_by_what_would_bring_it_out_of_a_picture() -> None:
    printer = PrinterSimulator()
    do(printer, "power off")
    with pytest.raises(LinkLost, match="silent"):
        async with opened(printer):
            pytest.fail("it opened")


async def test_file_that_is_no_font_needs_a_person(tmp_path: Path) -> None:
    font = tmp_path / "font.ttf"
    font.write_bytes(b"no font")
    with pytest.raises(DeviceRejected, match="font_missing"):
        async with opened(PrinterSimulator(), mode="raster", font=font):
            pytest.fail("it opened")


@needs_font
async def test_font_that_was_put_in_place_is_found_without_a_new_start(tmp_path: Path) -> None:
    fonts = find_fonts(None)
    assert fonts is not None
    font = tmp_path / f"late{fonts.regular.path.suffix}"
    printer = PrinterSimulator()
    with pytest.raises(DeviceRejected, match="font_missing"):
        async with opened(printer, mode="raster", font=font):
            pytest.fail("it opened")
    font.symlink_to(fonts.regular.path)
    async with opened(printer, mode="raster", font=font) as (driver, _):
        assert await driver.print(ticket("A001")) is Printed.PROVEN


@needs_font
async def test_font_that_vanishes_while_the_hall_is_open_needs_a_person(tmp_path: Path) -> None:
    fonts = find_fonts(None)
    assert fonts is not None
    font = tmp_path / f"font{fonts.regular.path.suffix}"
    font.symlink_to(fonts.regular.path)
    printer = PrinterSimulator()
    async with opened(printer, mode="raster", font=font) as (driver, _):
        await driver.print(ticket("A001"))
        font.unlink()
        with pytest.raises(DeviceRejected, match="font_missing"):
            await driver.print(ticket("A002", extra="龘靐齉爩"))


@needs_font
async def test_cover_opened_while_a_broken_picture_is_filled_is_said_to_be_open() -> None:
    printer = PrinterSimulator(model=PrinterModel(clear_ends_picture=False))
    async with opened(printer, mode="raster", baud=9600) as (driver, line):
        await driver.print(ticket("A001"))
        dropped = asyncio.create_task(driver.print(ticket("A002")))
        await asyncio.sleep(8)
        dropped.cancel()
        await asyncio.wait({dropped})
        begin_picture(printer)
        line.soon(3, "cover open")
        with pytest.raises(DeviceBusy, match="cover_open"):
            await driver.print(ticket("A003"))
        do(printer, "cover close")
        assert await driver.print(ticket("A004")) is Printed.PROVEN


def test_two_openings_do_not_give_the_same_names() -> None:
    names = {ProcessIds().issue("") for _ in range(20)}
    assert len(names) > 1
    assert all(len(name) == 4 and all(0x20 <= letter <= 0x7E for letter in name) for name in names)

"""A serial line as a kernel serves it: writing returns at once, and the bytes reach the printer at the line's speed."""

import asyncio
from dataclasses import dataclass, field

import pytest

from drivers.contract import Printed
from drivers.errors import DeviceBusy
from drivers.simulators.printer import PrinterSimulator
from drivers.simulators.printer_state import PrinterModel
from tests.printer.counter import MemoryLine, do, opened, ticket
from tests.printer.test_escpos_faults import idle, needs_font

BAUD = 9600
KERNEL_BYTES = 4096  # what a terminal takes before writing has to wait


@dataclass
class KernelLine(MemoryLine):
    """Takes 4 KB at once, and carries them byte after byte."""

    _waiting: bytearray = field(default_factory=bytearray)
    _carrier: "asyncio.Task[None] | None" = None

    async def write(self, data: bytes) -> None:
        for start in range(0, len(data), 32):
            while len(self._waiting) >= KERNEL_BYTES:  # noqa: ASYNC110 - simulated time costs nothing
                await asyncio.sleep(0.01)
            self._waiting += data[start : start + 32]
            if self._carrier is None:
                self._carrier = asyncio.create_task(self._carry_on())

    async def _carry_on(self) -> None:
        while self._waiting:
            piece = bytes(self._waiting[:16])
            del self._waiting[:16]
            await asyncio.sleep(len(piece) * 10 / BAUD)
            self._carry(piece)
        self._carrier = None


def half_a_picture(printer: PrinterSimulator) -> None:
    """Leave the printer as a broken job does: it waits for 9 kB of dots."""
    printer.on_bytes(b"\x1dv0\x00\x48\x00\x80\x00" + b"\x01" * 50)


@needs_font
async def test_status_is_known_throughout_a_picture_on_a_slow_line() -> None:
    printer = PrinterSimulator()
    line = KernelLine(printer, BAUD)
    async with opened(printer, line=line, mode="raster") as (driver, _):
        assert await driver.print(ticket("A001")) is Printed.PROVEN
        do(printer, "paper left 500")
        with pytest.raises(DeviceBusy, match="paper_out"):
            await driver.print(ticket("A002"))
        do(printer, "paper in")
        papers = len(printer.papers)
        await idle(driver, 30)
        assert len(printer.papers) == papers
        assert await driver.print(ticket("A003")) is Printed.PROVEN


async def test_proof_is_found_out_although_half_a_picture_has_to_be_filled_first() -> None:
    printer = PrinterSimulator(model=PrinterModel(clear_ends_picture=False))
    half_a_picture(printer)
    async with opened(printer, line=KernelLine(printer, BAUD)) as (driver, _):
        assert await driver.print(ticket("A001")) is Printed.PROVEN


@needs_font
@pytest.mark.parametrize(("has_process_id", "proof"), [(True, Printed.PROVEN), (False, Printed.CONFIRMED)])
async def test_void_mark_reaches_a_printer_that_cannot_be_emptied(has_process_id: bool, proof: Printed) -> None:
    printer = PrinterSimulator(model=PrinterModel(has_clear=False, has_process_id=has_process_id))
    line = KernelLine(printer, BAUD)
    async with opened(printer, line=line, mode="raster") as (driver, _):
        line.soon(8, "cover open")
        with pytest.raises(DeviceBusy, match="cover_open"):
            await driver.print(ticket("A001"))
        do(printer, "cover close")
        await asyncio.sleep(20)
        assert len(printer.papers) == 1, "what was printed of it has been followed by the mark and a cut"
        assert await driver.print(ticket("A002")) is proof


@needs_font
async def test_time_of_a_job_counts_what_had_to_be_sent_before_it() -> None:
    silent = PrinterModel(has_clear=False, has_process_id=False, has_queued_status=False, has_auto_status=False)
    printer = PrinterSimulator(model=silent)
    async with opened(printer, line=KernelLine(printer, BAUD), mode="raster") as (driver, _):
        for number in ("A001", "A002", "A003"):
            dropped = asyncio.create_task(driver.print(ticket(number)))
            await asyncio.sleep(4)
            dropped.cancel()
            await asyncio.wait({dropped})
            assert await driver.print(ticket(number, job="again")) is Printed.PRESUMED

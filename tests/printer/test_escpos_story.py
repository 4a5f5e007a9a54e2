"""Tickets come out, and the driver says how sure it is of that."""

import asyncio
from contextlib import aclosing

import pytest

from drivers.contract import ConditionsChanged, DeviceInfo, Printed, PrintsTickets, Slip, Text
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from drivers.printer.escpos.fonts import find_fonts
from drivers.simulators.printer import PrinterSimulator
from drivers.simulators.printer_state import PrinterModel
from tests.printer.counter import MemoryLine, do, opened, ticket

BOTH_MODES = pytest.mark.parametrize(
    "mode",
    [
        "text",
        pytest.param(
            "raster", marks=pytest.mark.skipif(find_fonts(None) is None, reason="no font with Chinese characters")
        ),
    ],
)


@BOTH_MODES
async def test_ticket_is_printed_cut_and_proven(mode: str) -> None:
    printer = PrinterSimulator()
    async with opened(printer, mode=mode) as (driver, _):
        assert isinstance(driver, PrintsTickets)
        assert await driver.print(ticket("A001")) is Printed.PROVEN
        assert len(printer.papers) == 1
        assert await driver.print(ticket("A002")) is Printed.PROVEN
    assert len(printer.papers) == 2
    assert printer.papers[0].image.height == pytest.approx(printer.papers[1].image.height, abs=2)
    if mode == "text":
        assert ["A001" in printer.papers[0].text, "A002" in printer.papers[1].text] == [True, True]


async def test_opening_prints_nothing_and_asks_who_it_is() -> None:
    printer = PrinterSimulator()
    async with opened(printer) as (driver, _):
        assert driver.info == DeviceInfo("SIMULATED", "TM-80", "1.04 ESC/POS", "SIM0001")
    assert printer.papers == []


@BOTH_MODES
async def test_printer_without_process_id_confirms_by_its_status(mode: str) -> None:
    printer = PrinterSimulator(model=PrinterModel(has_process_id=False))
    async with opened(printer, mode=mode) as (driver, line):
        assert await driver.print(ticket("A001")) is Printed.CONFIRMED
        before = len(line.sent)
        assert await driver.print(ticket("A002")) is Printed.CONFIRMED
        assert b"\x1d(H" not in line.sent[before:]
    assert len(printer.papers) == 2
    assert all("(H" not in paper.text and "00" not in paper.text.splitlines()[0:1] for paper in printer.papers)


@BOTH_MODES
async def test_printer_that_answers_nothing_queued_is_presumed(mode: str) -> None:
    model = PrinterModel(has_process_id=False, has_queued_status=False, has_identity=False, has_auto_status=False)
    printer = PrinterSimulator(model=model)
    async with opened(printer, mode=mode) as (driver, _):
        assert driver.info == DeviceInfo()
        assert await driver.print(ticket("A001")) is Printed.PRESUMED
        assert await driver.print(ticket("A002")) is Printed.PRESUMED
    assert len(printer.papers) == 2


async def test_configured_fence_is_used_without_finding_out() -> None:
    printer = PrinterSimulator()
    async with opened(printer, fence="status", mode="text") as (driver, line):
        assert await driver.print(ticket()) is Printed.CONFIRMED
        assert b"\x1d(H" not in line.sent
    async with opened(PrinterSimulator(), fence="none", mode="text") as (driver, line):
        assert await driver.print(ticket()) is Printed.PRESUMED
        assert b"\x1dr" not in line.sent


async def test_same_job_twice_has_two_names() -> None:
    async with opened(PrinterSimulator(), mode="text") as (driver, line):
        await driver.print(ticket())
        await driver.print(ticket())
        names = [part[4:8] for part in line.sent.split(b"\x1d(H")[1:]]
        assert len(names) == len(set(names)) == 3  # one more was asked when opening


async def test_two_slips_at_once_come_out_one_after_the_other() -> None:
    printer = PrinterSimulator()
    async with opened(printer, mode="text") as (driver, _), asyncio.TaskGroup() as both:
        both.create_task(driver.print(ticket("A001")))
        both.create_task(driver.print(ticket("A002")))
    assert ["A001" in printer.papers[0].text, "A002" in printer.papers[1].text] == [True, True]


async def test_slow_serial_line_gets_text_and_time_enough() -> None:
    printer = PrinterSimulator(model=PrinterModel(rows_per_s=300))
    async with opened(printer, baud=1200) as (driver, _):
        assert await driver.print(ticket("A001")) is Printed.PROVEN
    assert "A001" in printer.papers[0].text


async def test_half_a_ticket_of_an_earlier_life_is_cut_off_before_the_first_one() -> None:
    printer = PrinterSimulator()
    printer.on_bytes("\x1b@旧票A099\n旧票\n".encode("gbk"))
    async with opened(printer, mode="text") as (driver, _):
        await driver.print(ticket("A001"))
    assert ["旧票" in paper.text for paper in printer.papers] == [True, False]


async def test_conditions_are_told_as_they_change() -> None:
    printer = PrinterSimulator()
    async with opened(printer) as (driver, _), aclosing(driver.events()) as events:
        assert await anext(events) == ConditionsChanged(frozenset())
        do(printer, "paper low")
        assert await anext(events) == ConditionsChanged(frozenset({"paper_near_end"}))
        do(printer, "cover open")
        assert await anext(events) == ConditionsChanged(frozenset({"paper_near_end", "cover_open"}))
        do(printer, "cover close")
        do(printer, "paper ok")
        seen = [await anext(events)]
        while seen[-1] != ConditionsChanged(frozenset()):
            seen.append(await anext(events))


async def test_printer_that_tells_nothing_by_itself_is_asked() -> None:
    printer = PrinterSimulator(model=PrinterModel(has_auto_status=False))
    async with opened(printer) as (driver, _), aclosing(driver.events()) as events:
        await anext(events)
        do(printer, "paper out")
        changed = await anext(events)
        assert isinstance(changed, ConditionsChanged)
        assert "paper_out" in changed.codes


async def test_printer_that_never_stops_talking_is_asked_all_the_same() -> None:
    printer = PrinterSimulator(model=PrinterModel(has_auto_status=False))
    async with opened(printer, mode="text") as (driver, line), aclosing(driver.events()) as events:
        assert await anext(events) == ConditionsChanged(frozenset())

        def talk() -> None:
            line.send(b"\x11")
            line.later(1.0, talk)

        talk()
        do(printer, "paper out")
        async with asyncio.timeout(10):
            changed = await anext(events)
        assert isinstance(changed, ConditionsChanged)
        assert "paper_out" in changed.codes


async def test_near_end_bits_that_mean_nothing_are_left_out() -> None:
    printer = PrinterSimulator()
    do(printer, "paper low")
    async with opened(printer, has_near_end_sensor=False) as (driver, _), aclosing(driver.events()) as events:
        assert await anext(events) == ConditionsChanged(frozenset())
        assert await driver.print(ticket()) is Printed.PROVEN


async def test_paper_near_its_end_does_not_keep_it_from_printing() -> None:
    printer = PrinterSimulator()
    do(printer, "paper low")
    async with opened(printer) as (driver, _):
        assert await driver.print(ticket()) is Printed.PROVEN


async def test_probe_finds_a_printer_that_was_switched_off() -> None:
    printer = PrinterSimulator()
    async with opened(printer) as (driver, _):
        await driver.probe()
        do(printer, "power off")
        with pytest.raises(LinkLost, match="silent"):
            await driver.probe()


async def test_events_end_when_the_line_goes() -> None:
    printer = PrinterSimulator()
    async with opened(printer) as (driver, line), aclosing(driver.events()) as events:
        await anext(events)
        line.pull()
        with pytest.raises(LinkLost, match="unplugged"):
            await anext(events)


async def test_events_end_when_the_printer_falls_silent() -> None:
    printer = PrinterSimulator()
    async with opened(printer) as (driver, line), aclosing(driver.events()) as events:
        await anext(events)
        line.is_deaf = True
        with pytest.raises(LinkLost, match="silent"):
            await anext(events)


async def test_silent_printer_does_not_open() -> None:
    line = MemoryLine(PrinterSimulator(), is_deaf=True)
    with pytest.raises(LinkLost, match="silent"):
        async with opened(line.printer, line=line):
            pytest.fail("it opened")


async def test_answers_at_a_wrong_speed_are_called_garbled() -> None:
    line = MemoryLine(PrinterSimulator(), spoil=lambda data: b"\xf0" * len(data))
    with pytest.raises(LinkLost, match="garbled"):
        async with opened(line.printer, line=line):
            pytest.fail("it opened")


async def test_printer_without_paper_opens_and_says_so() -> None:
    printer = PrinterSimulator()
    do(printer, "paper out")
    async with opened(printer, mode="text") as (driver, _), aclosing(driver.events()) as events:
        changed = await anext(events)
        assert isinstance(changed, ConditionsChanged)
        assert "paper_out" in changed.codes
        with pytest.raises(DeviceBusy, match="paper_out"):
            await driver.print(ticket())
        do(printer, "paper in")
        assert await driver.print(ticket("A002")) is Printed.PROVEN
    assert ["A002" in paper.text for paper in printer.papers] == [True]


async def test_missing_font_file_needs_a_person() -> None:
    with pytest.raises(DeviceRejected, match="font_missing"):
        async with opened(PrinterSimulator(), font="/no/such/font.ttf"):
            pytest.fail("it opened")


async def test_late_answer_does_not_answer_the_next_question() -> None:
    printer = PrinterSimulator(model=PrinterModel(has_auto_status=False))
    line = MemoryLine(printer)
    async with opened(printer, line=line, mode="text") as (driver, _), aclosing(driver.events()) as events:
        await anext(events)
        do(printer, "cover open")
        delays = iter([0.55])

        def slow(data: bytes) -> bytes:
            line.later(next(delays, 0.06), lambda: line.arrive(data))
            return b""

        line.spoil = slow
        assert await anext(events) == ConditionsChanged(frozenset({"cover_open"}))


async def test_stray_status_byte_does_not_refuse_a_ticket() -> None:
    printer = PrinterSimulator()
    async with opened(printer, mode="text") as (driver, line):
        strays = iter([b"\x1a"])
        line.spoil = lambda data: next(strays, b"") + data
        assert await driver.print(ticket()) is Printed.PROVEN


@pytest.mark.parametrize(("has_clear", "questions"), [(True, 1), (False, 2)])
async def test_only_a_printer_that_cannot_be_emptied_has_to_wait_for_the_cut(has_clear: bool, questions: int) -> None:
    async with opened(PrinterSimulator(model=PrinterModel(has_clear=has_clear)), mode="text") as (driver, line):
        before = len(line.sent)
        await driver.print(ticket())
        assert line.sent[before:].count(b"\x1dr\x01") == questions


async def test_printer_that_knows_names_but_neither_status_nor_clear_prints() -> None:
    printer = PrinterSimulator(model=PrinterModel(has_clear=False, has_queued_status=False))
    async with opened(printer, mode="text") as (driver, _):
        assert await driver.print(ticket("A001")) is Printed.PROVEN


async def test_empty_slip_is_only_a_cut() -> None:
    printer = PrinterSimulator()
    async with opened(printer, mode="text") as (driver, _):
        assert await driver.print(Slip("empty", ())) is Printed.PROVEN
        assert await driver.print(Slip("blank", (Text(""),))) is Printed.PROVEN
    assert printer.papers == []

"""The simulated printer does what one on a counter does, its faults included."""

import asyncio
from pathlib import Path

import pytest
from PIL import Image

from drivers.simulators import simulator
from drivers.simulators.paper import HEAD_TO_CUTTER
from drivers.simulators.printer import PrinterSimulator
from drivers.simulators.printer_state import PrinterModel
from tests.printer.counter import do

CUT = b"\x1dVA\x00"


class Controller:
    """The other end of the line."""

    def __init__(self, printer: PrinterSimulator) -> None:
        self.heard = b""
        printer.attach(self)

    def send(self, data: bytes) -> None:
        self.heard += data

    def later(self, delay_s: float, action: object) -> None:
        assert callable(action)
        asyncio.get_running_loop().call_later(delay_s, action)

    def take(self) -> bytes:
        """Return what was heard since the last call."""
        heard, self.heard = self.heard, b""
        return heard


def lines(printer: PrinterSimulator) -> list[str]:
    return [line for paper in printer.papers for line in paper.text.splitlines()]


def test_it_is_found_by_its_kind() -> None:
    assert simulator("printer") is PrinterSimulator


def test_chinese_text_is_printed_in_any_pieces() -> None:
    printer = PrinterSimulator()
    for byte in "\x1b@\x1c&社会保险 A001\n".encode("gbk") + CUT:
        printer.on_bytes(bytes([byte]))
    assert lines(printer) == ["社会保险 A001"]


def test_too_long_a_line_goes_on_below() -> None:
    printer = PrinterSimulator(width_mm=58)
    printer.on_bytes(b"A" * 40 + b"\n" + CUT)
    assert lines(printer) == ["A" * 32, "A" * 8]


def test_text_without_chinese_mode_is_garbled() -> None:
    printer = PrinterSimulator()
    printer.on_bytes(b"\x1c." + "社".encode("gbk") + b"\n" + CUT)
    assert lines(printer) == ["??"]


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        ([], "12 12 12 12"),
        (["paper low"], "12 12 12 1e"),
        (["paper out"], "1a 32 12 7e"),
        (["cover open"], "1a 16 12 12"),
        (["jam"], "12 12 12 12"),
    ],
)
def test_live_status(words: list[str], answers: str) -> None:
    printer = PrinterSimulator()
    controller = Controller(printer)
    for each in words:
        do(printer, each)
    for n in (1, 2, 3, 4):
        printer.on_bytes(b"\x10\x04" + bytes([n]))
    assert controller.take() == bytes.fromhex(answers)


def test_live_status_is_answered_offline_and_queued_status_is_not() -> None:
    printer = PrinterSimulator()
    controller = Controller(printer)
    do(printer, "cover open")
    printer.on_bytes(b"\x1dr\x01\x10\x04\x02")
    assert controller.take() == b"\x16"
    do(printer, "cover close")
    assert controller.take() == b"\x00"


async def test_process_id_comes_when_the_paper_is_out() -> None:
    printer = PrinterSimulator(model=PrinterModel(rows_per_s=30))
    controller = Controller(printer)
    printer.on_bytes(b"A\n\x1d(H\x06\x0000ABCD")
    assert controller.take() == b""
    await asyncio.sleep(1.1)
    assert controller.take() == b"\x37\x22ABCD\x00"


async def test_a_lookalike_in_a_picture_is_obeyed_and_printed() -> None:
    printer = PrinterSimulator()
    controller = Controller(printer)
    printer.on_bytes(b"\x1dv0\x00\x03\x00\x01\x00\x10\x04\x01" + CUT)
    assert controller.take() == b"\x12"
    assert printer.obeyed == [b"\x10\x04\x01"]
    await asyncio.sleep(1)
    assert len(printer.papers) == 1


async def test_a_picture_broken_off_swallows_what_follows_as_dots() -> None:
    printer = PrinterSimulator()
    controller = Controller(printer)
    printer.on_bytes(b"\x1dv0\x00\x48\x00\x20\x00" + bytes(100))
    printer.on_bytes(b"\x1dr\x01TEXT\n")
    assert controller.take() == b""
    printer.on_bytes(bytes(0x48 * 0x20))
    await asyncio.sleep(1)
    printer.on_bytes(b"\x1dr\x01NEXT\n" + CUT)
    await asyncio.sleep(1)
    assert controller.take() == b"\x00"
    assert lines(printer) == ["NEXT"]


def test_backlog_comes_out_by_itself_after_new_paper() -> None:
    printer = PrinterSimulator()
    do(printer, "paper out")
    printer.on_bytes(b"STALE\n" + CUT)
    assert printer.papers == []
    do(printer, "paper in")
    assert lines(printer) == ["STALE"]


def test_clear_empties_it_even_without_paper() -> None:
    printer = PrinterSimulator()
    controller = Controller(printer)
    do(printer, "paper out")
    printer.on_bytes(b"STALE\n" + CUT + bytes.fromhex("10140801031401060208"))
    assert controller.take() == b"\x37\x25\x00"
    do(printer, "paper in")
    assert printer.papers == []


def test_automatic_status_is_sent_on_every_change_until_reset() -> None:
    printer = PrinterSimulator()
    controller = Controller(printer)
    printer.on_bytes(b"\x1da\x0e")
    assert controller.take() == bytes.fromhex("10000000")
    do(printer, "paper low")
    assert controller.take() == bytes.fromhex("10000300")
    do(printer, "cover open")
    assert controller.take() == bytes.fromhex("38000300")
    do(printer, "cover close")
    controller.take()
    printer.on_bytes(b"\x1b@")
    do(printer, "paper ok")
    assert controller.take() == b""


@pytest.mark.parametrize(("enquiry", "tickets"), [(b"\x10\x05\x01", ["A", "B"]), (b"\x10\x05\x02", [])])
def test_stuck_cutter_goes_on_when_freed_and_told_to(enquiry: bytes, tickets: list[str]) -> None:
    printer = PrinterSimulator()
    do(printer, "jam")
    printer.on_bytes(b"A\n" + CUT + b"B\n" + CUT)
    printer.on_bytes(enquiry)
    assert "cutter stuck" in printer.describe()
    do(printer, "clear")
    printer.on_bytes(enquiry)
    assert "ready" in printer.describe()
    assert lines(printer) == tickets


def test_power_off_loses_what_was_received() -> None:
    printer = PrinterSimulator()
    controller = Controller(printer)
    do(printer, "cover open")
    printer.on_bytes(b"LOST\n" + CUT)
    assert do(printer, "power off") == "switched off"
    printer.on_bytes(b"\x10\x04\x01")
    assert controller.take() == b""
    do(printer, "power on")
    do(printer, "cover close")
    assert printer.papers == []


async def test_full_buffer_loses_bytes_but_answers() -> None:
    printer = PrinterSimulator(model=PrinterModel(buffer_bytes=8))
    controller = Controller(printer)
    do(printer, "cover open")
    printer.on_bytes(b"0123456789\n\x10\x04\x01")
    assert controller.take() == b"\x1a"
    do(printer, "cover close")
    await asyncio.sleep(1)
    printer.on_bytes(b"\n")
    await asyncio.sleep(1)
    printer.on_bytes(CUT)
    await asyncio.sleep(1)
    assert lines(printer) == ["01234567"]


def test_cut_without_feeding_leaves_the_last_lines_inside() -> None:
    printer = PrinterSimulator()
    printer.on_bytes(b"FIRST\n" + b"\x1bJ\x60" + b"LAST\n" + b"\x1dV\x00")
    assert lines(printer) == ["FIRST"]
    printer.on_bytes(CUT)
    assert lines(printer) == ["FIRST", "LAST"]


def test_blank_paper_is_not_kept() -> None:
    printer = PrinterSimulator()
    printer.on_bytes(b"\n\n" + CUT)
    assert printer.papers == []


def test_paper_can_be_shown_and_saved(tmp_path: Path) -> None:
    printer = PrinterSimulator()
    assert do(printer, "paper show") == "nothing has been printed yet"
    assert do(printer, "paper save x.png") == "nothing has been printed yet"
    printer.on_bytes(b"HELLO\n" + CUT)
    assert do(printer, "paper show") == "HELLO"
    target = tmp_path / "my ticket.png"
    assert do(printer, f"paper save '{target}'") == f"written to {target}"
    with Image.open(target) as image:
        assert image.height >= HEAD_TO_CUTTER
    assert "cannot write" in do(printer, f"paper save {tmp_path}/no/such/place.png")


@pytest.mark.parametrize("words", ["paper", "paper away", "cover", "cover ajar", "power half", "paper left many"])
def test_unknown_arguments_are_answered_with_what_is_possible(words: str) -> None:
    assert " | " in do(PrinterSimulator(), words)


def test_bystanders_are_told() -> None:
    printer = PrinterSimulator()
    seen: list[str] = []
    printer.on_change = seen.append
    printer.on_bytes("社会保险\n".encode("gbk") + CUT)
    printer.on_bytes(b"\x10\x14\x01\x00\x01")
    do(printer, "paper out")
    assert seen == ["a ticket comes out: 社会保险", "the cash drawer springs open", "paper out"]


async def test_what_was_received_is_printed_though_the_line_is_pulled() -> None:
    printer = PrinterSimulator(model=PrinterModel(rows_per_s=10))
    Controller(printer)
    printer.on_bytes(b"A\nB\n" + CUT)
    assert printer.papers == []
    printer.detach()
    assert lines(printer) == ["A", "B"]

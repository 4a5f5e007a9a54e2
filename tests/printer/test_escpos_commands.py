"""The bytes of every command, as the makers' manuals have them."""

import pytest

from drivers.printer.escpos import commands, qr_codes
from drivers.printer.escpos.conditions import LiveStatuses, obstacle
from drivers.printer.escpos.fence import Fence, ProcessIds, question
from drivers.printer.escpos.settings import Cut, CutCommand

COMMANDS = [
    ("reset", commands.RESET, "1b40"),
    ("automatic status", commands.AUTO_STATUS_ON, "1d610e"),
    ("unit of 1/203 inch", commands.VERTICAL_UNIT, "1d5000cb"),
    ("Chinese on", commands.KANJI_ON, "1c26"),
    ("status now", commands.ask_live(4), "100404"),
    ("status in turn", commands.QUEUED_STATUS, "1d7201"),
    ("model", commands.ask_identity(67), "1d4943"),
    ("process id", commands.ask_process_id(b"ABCD"), "1d284806003030 41424344"),
    ("clear", commands.CLEAR, "1014 0801 0314 0106 0208"),
    ("recover and forget", commands.RECOVER, "100502"),
    ("feed", commands.feed_rows(300), "1b4aff 1b4a2d"),
    ("feed nothing", commands.feed_rows(0), ""),
    ("large letters", commands.magnify(4), "1d2133"),
    ("bold", commands.bold(is_on=True), "1b4501"),
    ("middle", commands.align("center"), "1b6101"),
    ("picture of 16 x 3", commands.raster(2, bytes(6)), "1d763000 0200 0300 000000000000"),
    ("full cut", commands.cut_paper(Cut.FULL, CutCommand.GS_V), "1d564118"),
    ("partial cut", commands.cut_paper(Cut.PARTIAL, CutCommand.GS_V), "1d564218"),
    ("full cut of a clone", commands.cut_paper(Cut.FULL, CutCommand.ESC_I_M), "1b6405 1b69"),
    ("partial cut of a clone", commands.cut_paper(Cut.PARTIAL, CutCommand.ESC_I_M), "1b6405 1b6d"),
    ("no cutter", commands.cut_paper(Cut.NONE, CutCommand.GS_V), "1b6406"),
    ("fence by name", question(Fence.PROCESS_ID, b"ABCD"), "1d284806003030 41424344 1d7201"),
    ("fence by status", question(Fence.STATUS, b"ABCD"), "1d7201"),
    ("no fence", question(Fence.NONE, b"ABCD"), ""),
    (
        "QR code",
        qr_codes.native("A1", 576),
        "1d286b0400314132 00 1d286b0300314307 1d286b0300314531 1d286b0500315030 4131 1d286b0300315130",
    ),
]


@pytest.mark.parametrize(("made", "written"), [(made, written) for _, made, written in COMMANDS])
def test_command_is_as_in_the_manual(made: bytes, written: str) -> None:
    assert made == bytes.fromhex(written)


def test_process_ids_of_neighbouring_attempts_differ_even_for_the_same_job() -> None:
    ids = ProcessIds()
    issued = [ids.issue("same job") for _ in range(500)]
    assert len(set(issued)) == len(issued)
    assert all(len(each) == 4 and all(0x20 <= byte <= 0x7E for byte in each) for each in issued)


@pytest.mark.parametrize(
    ("bits", "codes"),
    [
        ((0x12, 0x12, 0x12, 0x12), set()),
        ((0x16, 0x12, 0x12, 0x12), set()),
        ((0x12, 0x12, 0x12, 0x1E), {"paper_near_end"}),
        ((0x1A, 0x32, 0x12, 0x7E), {"paper_out", "paper_near_end"}),
        ((0x1A, 0x32, 0x12, 0x72), {"paper_out"}),
        ((0x1A, 0x16, 0x12, 0x12), {"cover_open"}),
        ((0x1A, 0x52, 0x1A, 0x12), {"cutter_jam"}),
        ((0x1A, 0x52, 0x32, 0x12), {"printer_error"}),
        ((0x1A, 0x12, 0x12, 0x12), {"printer_offline"}),
        ((0x9A, 0x12, 0x12, 0x12), {"printer_offline"}),
    ],
)
def test_live_status_bits_become_codes(bits: tuple[int, int, int, int], codes: set[str]) -> None:
    assert LiveStatuses(*bits).codes() == codes


def test_open_cover_explains_what_the_paper_sensors_say() -> None:
    found = obstacle(frozenset({"paper_out", "cover_open", "paper_near_end"}))
    assert found is not None
    assert found.code == "cover_open"
    assert obstacle(frozenset({"paper_near_end"})) is None

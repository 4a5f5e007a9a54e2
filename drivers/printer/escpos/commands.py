"""Bytes to an ESC/POS printer: the commands this driver uses, and nothing it does not need."""

from drivers.printer.escpos.settings import Cut, CutCommand

ESC, GS, FS, DLE = b"\x1b", b"\x1d", b"\x1c", b"\x10"

RESET = ESC + b"@"  # modes back to those of power-on; the receive buffer stays
AUTO_STATUS_ON = GS + b"a\x0e"  # ASB for on/offline (02), errors (04), paper sensors (08); not the drawer (01)
VERTICAL_UNIT = GS + b"P\x00\xcb"  # a vertical unit is 1/203 inch, so that a fed row is as high as a printed one
KANJI_ON = FS + b"&"  # Chinese models start with it on, others do not
KANJI_SPACING_NONE = FS + b"S\x00\x00"  # FS S left right: no gaps around a Chinese character
QUEUED_STATUS = GS + b"r\x01"  # answered in its turn: 03 paper near end, 0C paper end
CLEAR = DLE + b"\x14\x08\x01\x03\x14\x01\x06\x02\x08"  # DLE DC4 fn 8: empty the buffers at once; answers 37 25 00
RECOVER = DLE + b"\x05\x02"  # DLE ENQ 2: forget the job and leave a recoverable error (a cutter that is free again)

MOST_FED_ROWS = 255  # ESC J n


def ask_live(n: int) -> bytes:
    """DLE EOT n: 1 printer, 2 cause of offline, 3 error, 4 paper."""
    return DLE + b"\x04" + bytes([n])


def ask_identity(n: int) -> bytes:
    """GS I n: 65 firmware, 66 maker, 67 model, 68 serial number, 69 Chinese font."""
    return GS + b"I" + bytes([n])


def ask_process_id(process_id: bytes) -> bytes:
    """GS ( H fn 48: answered with 37 22 and the four bytes once all before it is on paper."""
    return GS + b"(H\x06\x0000" + process_id


def feed_rows(rows: int) -> bytes:
    """ESC J: move the paper by rows of dots."""
    full, rest = divmod(rows, MOST_FED_ROWS)
    return (ESC + b"J\xff") * full + (ESC + b"J" + bytes([rest]) if rest else b"")


def feed_lines(lines: int) -> bytes:
    """ESC d: print what is in the line and move by lines."""
    return ESC + b"d" + bytes([lines])


def line_pitch(rows: int) -> bytes:
    """ESC 3: distance of lines of text."""
    return ESC + b"3" + bytes([rows])


def align(name: str) -> bytes:
    """ESC a: left, center or right, from the next line on."""
    return ESC + b"a" + bytes([("left", "center", "right").index(name)])


def bold(*, is_on: bool) -> bytes:
    """ESC E."""
    return ESC + b"E" + bytes([is_on])


def magnify(scale: int) -> bytes:
    """GS !: both ways, 1 to 8 times, Chinese characters too."""
    return GS + b"!" + bytes([(scale - 1) << 4 | (scale - 1)])


def raster(width_bytes: int, dots: bytes) -> bytes:
    """GS v 0: rows of dots, most significant bit left; fewer than 256 rows."""
    return GS + b"v0\x00" + bytes([width_bytes, 0, len(dots) // width_bytes, 0]) + dots


def cut_paper(cut: Cut, command: CutCommand) -> bytes:
    """Move the last line beyond the cutter and cut; without a cutter, to where it can be torn."""
    if cut is Cut.NONE:
        return feed_lines(6)
    if command is CutCommand.GS_V:
        return GS + b"V" + (b"A" if cut is Cut.FULL else b"B") + b"\x18"  # 65 / 66: to the cutter and 24 rows on
    return feed_lines(5) + ESC + (b"i" if cut is Cut.FULL else b"m")  # 1B 69 / 1B 6D cut where the paper stands

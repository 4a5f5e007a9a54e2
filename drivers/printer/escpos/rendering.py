"""Slips to bytes for one printer: as text of its own font, or as a picture."""

from drivers.contract import Block, Pair, Qr, Rule, Slip, Text
from drivers.printer.escpos import commands, qr_codes
from drivers.printer.escpos.charset import PrinterFont
from drivers.printer.escpos.picture import SlipPainter
from drivers.printer.escpos.printout import Printout
from drivers.printer.escpos.strips import strips
from drivers.printer.escpos.wrapping import pair_lines, printable, wrap, wrap_evenly

_CELL_ROWS = 24  # height of a letter of normal size
_LINE_GAP = 12
_ROWS_AROUND_QR = 24
_PIECE_BYTES = 2048  # of text with pictures in it, before the printer is asked how it is: small buffers hold 4 KB


class RasterRenderer:
    """Draws the whole slip."""

    def __init__(self, painter: SlipPainter, strip_rows: int) -> None:
        self._painter = painter
        self._strip_rows = strip_rows

    def render(self, slip: Slip) -> Printout:
        """Return the slip as strips of dots."""
        picture = self._painter.paint(slip)
        first, *others = strips(picture, self._strip_rows) or [b""]
        return Printout((commands.VERTICAL_UNIT + first, *others), picture.height)


class TextRenderer:
    """Sets the slip in the printer's own letters; what these cannot show is drawn, where there is a font."""

    def __init__(
        self, font: PrinterFont, columns: int, painter: SlipPainter, strip_rows: int, *, native_qr: bool
    ) -> None:
        self._font = font
        self._columns = columns
        self._painter = painter
        self._strip_rows = strip_rows
        self._has_native_qr = native_qr

    def render(self, slip: Slip) -> Printout:
        """Return the slip as lines of text."""
        start = commands.VERTICAL_UNIT + commands.KANJI_ON + commands.KANJI_SPACING_NONE
        lines = [line for block in slip.blocks for line in self._lines(block)]
        pieces = [start]
        for data, _ in lines:
            if len(pieces[-1]) >= _PIECE_BYTES:
                pieces.append(b"")
            pieces[-1] += data
        return Printout(tuple(pieces), sum(rows for _, rows in lines))

    def _lines(self, block: Block) -> list[tuple[bytes, int]]:
        match block:
            case Text():
                return self._text(block)
            case Pair():
                return self._pair(block)
            case Rule():
                return [self._line("─" * (self._columns // 2))]
            case Qr():
                caption = self._text(Text(block.caption, align="center")) if block.caption else []
                return [*self._qr(block), *caption]

    def _text(self, block: Text) -> list[tuple[bytes, int]]:
        text = printable(block.text)
        if self._must_be_drawn(text):
            return self._picture_of(block)
        wrapped = wrap_evenly if block.align == "center" else wrap
        lines = wrapped(text, self._columns // block.scale, self._font.cells)
        return [self._line(line, block.scale, block.align, is_bold=block.is_bold) for line in lines]

    def _pair(self, block: Pair) -> list[tuple[bytes, int]]:
        label, value = printable(block.label), printable(block.value)
        if self._must_be_drawn(label + value):
            return self._picture_of(block)
        cells = self._font.cells
        return [
            self._line(left + " " * (self._columns - cells(left) - cells(right)) + right)
            for left, right in pair_lines(label, value, self._columns, 1, cells)
        ]

    def _line(self, text: str, scale: int = 1, align: str = "left", *, is_bold: bool = False) -> tuple[bytes, int]:
        pitch = _CELL_ROWS * scale + _LINE_GAP
        style = commands.align(align) + commands.magnify(scale) + commands.bold(is_on=is_bold)
        return style + commands.line_pitch(pitch) + self._font.encode(text) + b"\n", pitch

    def _qr(self, block: Qr) -> list[tuple[bytes, int]]:
        if self._has_native_qr and qr_codes.can_be_native(block.data):
            around = commands.feed_rows(_ROWS_AROUND_QR)  # the printer leaves no white above and below by itself
            code = qr_codes.native(block.data, self._columns * 12)
            return [(commands.align("center") + around + code + around, 300)]
        return self._picture_of(Qr(block.data))

    def _must_be_drawn(self, text: str) -> bool:
        return self._painter.has_letters and not self._font.has_all(text)

    def _picture_of(self, block: Block) -> list[tuple[bytes, int]]:
        picture = self._painter.paint(Slip("", (block,)))
        return [(commands.align("left"), picture.height), *((strip, 0) for strip in strips(picture, self._strip_rows))]

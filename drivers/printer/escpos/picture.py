"""A slip drawn as a picture, line by line, on paper of a given number of dots."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from drivers.contract import Block, Pair, Qr, Rule, Slip, Text
from drivers.printer.escpos import qr_codes
from drivers.printer.escpos.fonts import FontFiles
from drivers.printer.escpos.glyphs import ASCENT, Face, face
from drivers.printer.escpos.wrapping import pair_lines, printable, wrap, wrap_evenly

_LETTER = {384: 26, 576: 28}  # dots: the normal letter on 58 and 80 mm; below 24 Chinese is hard to read
_LINE_GAP = 0.36  # of the letter
_MOST_GAP = 16
_RULE_GAP = 12
_SMALLEST_GAP = 20  # between a label and its value
_TALLEST = 8000  # rows, one metre of paper: what is longer is a mistake


@dataclass(frozen=True, slots=True)
class _Part:
    """Something with a height that can put itself on paper at a given row."""

    height: int
    draw: Callable[[Image.Image, int], None]


class SlipPainter:
    """Draws slips for one width of paper."""

    def __init__(self, fonts: FontFiles | None, dots: int, letter: int | None = None) -> None:
        self._fonts = fonts
        self._dots = dots
        self._letter = letter or _LETTER[dots]
        self._used: set[Face] = set()

    @property
    def has_letters(self) -> bool:
        """False where no font was found: then only QR codes can be drawn."""
        return self._fonts is not None

    def paint(self, slip: Slip) -> Image.Image:
        """Return the slip as a picture of mode "1" on which ink is 1."""
        try:
            return self._compose([part for block in slip.blocks for part in self._parts(block)])
        finally:
            for letters in self._used:
                letters.close()

    def _compose(self, parts: list[_Part]) -> Image.Image:
        paper = Image.new("1", (self._dots, min(_TALLEST, sum(part.height for part in parts))))
        row = 0
        for part in parts:
            part.draw(paper, row)
            row += part.height
        return paper

    def _parts(self, block: Block) -> list[_Part]:
        match block:
            case Text():
                return self._text(block)
            case Pair():
                return self._pair(block)
            case Rule():
                return [_Part(2 * _RULE_GAP + 2, self._draw_rule)]
            case Qr():
                caption = self._text(Text(block.caption, align="center")) if block.caption else []
                return [self._qr(block.data), *caption]

    def _text(self, block: Text) -> list[_Part]:
        letters = self._face(block.scale, is_bold=block.is_bold)
        wrapped = wrap_evenly if block.align == "center" else wrap
        lines = wrapped(printable(block.text), self._dots, letters.measure)
        return [self._line(letters, line, self._left(letters, line, block.align)) for line in lines]

    def _pair(self, block: Pair) -> list[_Part]:
        letters = self._face(1, is_bold=False)
        lines = pair_lines(printable(block.label), printable(block.value), self._dots, _SMALLEST_GAP, letters.measure)
        return [self._line(letters, left, 0, right, self._left(letters, right, "right")) for left, right in lines]

    def _qr(self, data: str) -> _Part:
        code = qr_codes.picture(data, self._dots)
        return _Part(code.height, lambda paper, row: paper.paste(code, ((self._dots - code.width) // 2, row)))

    def _draw_rule(self, paper: Image.Image, row: int) -> None:
        paper.paste(1, (0, row + _RULE_GAP, self._dots, row + _RULE_GAP + 2))

    def _line(self, letters: Face, text: str, left: int, second: str = "", second_left: int = 0) -> _Part:
        gap = min(_MOST_GAP, round(letters.size * _LINE_GAP))

        def draw(paper: Image.Image, row: int) -> None:
            baseline = row + gap // 2 + round(letters.size * ASCENT)
            letters.draw(paper, left, baseline, text)
            letters.draw(paper, second_left, baseline, second)

        return _Part(letters.size + gap, draw)

    def _left(self, letters: Face, text: str, align: str) -> int:
        room = self._dots - letters.measure(text)
        return {"left": 0, "center": room // 2}.get(align, room)

    def _face(self, scale: int, *, is_bold: bool) -> Face:
        if self._fonts is None:
            raise LookupError("no font with Chinese characters on this machine")
        letters = face(self._fonts, self._letter * scale, is_bold=is_bold)
        self._used.add(letters)
        return letters

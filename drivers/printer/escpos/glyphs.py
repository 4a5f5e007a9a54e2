"""Letters as dots: each is drawn once and then only placed, which keeps a ticket under some milliseconds."""

from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from drivers.errors import DeviceRejected
from drivers.printer.escpos.fonts import FontFile, FontFiles

ASCENT = 0.88  # of the size: where the baseline runs in the square of a Chinese character
_MOST_GLYPHS = 3000  # of one face; a hall's tickets use some hundred


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """One letter as a mask of dots, where it lies relative to pen and baseline, and how far the pen moves."""

    mask: Image.Image | None  # None for a space
    left: int
    top: int
    advance: int


class Face:
    """A font at one size; not smoothed, because paper knows only black and white.

    The file is open only while letters are drawn that no ticket has needed before: mapped it takes 11 MB of memory,
    and opening it takes a millisecond.
    """

    def __init__(self, file: FontFile, size: int, *, stroke: int) -> None:
        self.size = size
        self._stroke = stroke  # dots by which a regular face is thickened to stand for bold
        self._file = file
        self._font: ImageFont.FreeTypeFont | None = None
        self._glyphs: dict[str, Glyph] = {}

    def measure(self, text: str) -> int:
        """Width of `text` in dots; DeviceRejected("font_missing") if the file can no longer be read."""
        return sum(self._glyph(letter).advance for letter in text)

    def draw(self, paper: Image.Image, left: int, baseline: int, text: str) -> None:
        """Put `text` on `paper`, a picture of mode "1" on which ink is 1."""
        for letter in text:
            glyph = self._glyph(letter)
            if glyph.mask is not None:
                paper.paste(1, (left + glyph.left, baseline + glyph.top), glyph.mask)
            left += glyph.advance

    def close(self) -> None:
        """Give the file back; the letters drawn so far stay."""
        self._font = None

    def _opened(self) -> ImageFont.FreeTypeFont:
        font = self._font
        if font is None:
            engine = ImageFont.Layout.BASIC  # letters are drawn one by one: there is nothing to shape
            path = self._file.path
            try:
                font = ImageFont.truetype(str(path), self.size, index=self._file.index, layout_engine=engine)
            except OSError as error:  # removed while the daemon runs, or never a font
                raise DeviceRejected("font_missing", f"{path} cannot be used as a font: {error}") from error
            self._font = font
        return font

    def _glyph(self, letter: str) -> Glyph:
        glyph = self._glyphs.get(letter)
        if glyph is None:
            if len(self._glyphs) >= _MOST_GLYPHS:
                self._glyphs.clear()
            glyph = self._glyphs[letter] = self._drawn(letter)
        return glyph

    def _drawn(self, letter: str) -> Glyph:
        font = self._opened()
        left, top, right, bottom = (
            round(edge) for edge in font.getbbox(letter, mode="1", anchor="ls", stroke_width=self._stroke)
        )
        advance = round(font.getlength(letter)) + self._stroke
        if right <= left or bottom <= top:
            return Glyph(None, 0, 0, advance)
        mask = Image.new("1", (right - left, bottom - top))
        pen = ImageDraw.Draw(mask)
        pen.fontmode = "1"
        pen.text((-left, -top), letter, font=font, fill=1, anchor="ls", stroke_width=self._stroke)
        return Glyph(mask, left, top, advance)


@cache
def face(files: FontFiles, size: int, *, is_bold: bool) -> Face:
    """Return the face that all printers of this process share."""
    if is_bold and files.bold is not None:
        return Face(files.bold, size, stroke=0)
    return Face(files.regular, size, stroke=1 if is_bold else 0)

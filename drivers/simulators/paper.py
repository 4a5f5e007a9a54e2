"""Thermal paper under a simulated print head: rows of dots, pieces when it is cut or torn, pictures to look at."""

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CELL = 12  # dots across of a half-width letter; 24 of a Chinese one
CELL_ROWS = 24
HEAD_TO_CUTTER = 96  # rows, 12 mm: what was printed last is still inside when a printer cuts without feeding
MARGIN = 32  # dots of white left and right of what can be printed on
_FONT_FILES = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the printer's own font, with how often it is magnified each way."""

    character: str
    wide: int = 1
    high: int = 1
    is_bold: bool = False

    @property
    def dots(self) -> int:
        """Width on paper."""
        return CELL * self.wide * (1 if self.character < "\x80" else 2)


@dataclass(frozen=True, slots=True, eq=False)
class Paper:
    """A piece of paper in somebody's hand."""

    image: Image.Image  # mode "L", as a person sees it
    text: str  # what was printed as letters, line by line; a picture's letters are only in the image
    is_torn: bool = False  # torn off with the old roll rather than cut

    def save(self, path: Path | str) -> None:
        """Write it as a PNG file."""
        self.image.save(path, format="PNG")


@dataclass(slots=True)
class Roll:
    """Paper that has come out from under the head and hangs there, uncut."""

    dots: int
    _rows: int = HEAD_TO_CUTTER
    _marks: list[tuple[int, int, Image.Image]] = field(default_factory=list)  # row, left, dots of mode "1", ink 1
    _lines: list[tuple[int, str]] = field(default_factory=list)

    def feed(self, rows: int) -> None:
        """Move on without printing."""
        self._rows += rows

    def print_dots(self, image: Image.Image, left: int = 0) -> None:
        """Print a picture and move past it."""
        self._marks.append((self._rows, left, image))
        self._rows += image.height

    def print_line(self, letters: list[Letter], align: str, rows: int) -> None:
        """Print a line of letters and move by `rows`."""
        width = sum(letter.dots for letter in letters)
        left = {"left": 0, "center": (self.dots - width) // 2}.get(align, self.dots - width)
        tallest = max((letter.high for letter in letters), default=1) * CELL_ROWS
        self._lines.append((self._rows, "".join(letter.character for letter in letters).rstrip()))
        for letter in letters:
            image = _drawn(letter)
            self._marks.append((self._rows + tallest - image.height, left, image))
            left += letter.dots
        self._rows += rows

    def cut(self) -> Paper | None:
        """Cut off what has passed the cutter; None if nothing was on it."""
        return self._take(self._rows - HEAD_TO_CUTTER, is_torn=False)

    def tear(self) -> Paper | None:
        """Take all of it, as one does when a new roll goes in; None if nothing was on it."""
        piece = self._take(self._rows, is_torn=True)
        self._rows = HEAD_TO_CUTTER
        return piece

    def _take(self, rows: int, *, is_torn: bool) -> Paper | None:
        taken = [mark for mark in self._marks if mark[0] < rows]
        text = "\n".join(line for row, line in self._lines if row < rows)
        image = Image.new("L", (self.dots + 2 * MARGIN, max(1, rows)), 255)
        has_ink = False
        for row, left, dots in taken:
            image.paste(0, (MARGIN + left, row), dots)
            has_ink = has_ink or dots.getbbox() is not None
        self._marks = [
            (max(0, row - rows), left, _below(dots, rows - row))
            for row, left, dots in self._marks
            if row + dots.height > rows
        ]
        self._lines = [(row - rows, line) for row, line in self._lines if row >= rows]
        self._rows -= rows
        return Paper(image, text.strip("\n"), is_torn) if has_ink else None


def _below(dots: Image.Image, rows: int) -> Image.Image:
    return dots.crop((0, rows, dots.width, dots.height)) if rows > 0 else dots


@cache
def _font() -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name, index in _FONT_FILES:
        if Path(name).is_file():
            return ImageFont.truetype(name, CELL_ROWS, index=index)
    return ImageFont.load_default()


@cache
def _drawn(letter: Letter) -> Image.Image:
    """Draw one letter in its cell as a printer's font has it, then magnify it dot by dot."""
    width = letter.dots // letter.wide
    image = Image.new("1", (width, CELL_ROWS))
    pen = ImageDraw.Draw(image)
    pen.fontmode = "1"
    font = _font()
    if isinstance(font, ImageFont.FreeTypeFont):
        if width == CELL:  # a half-width letter of this font is a little too wide for its cell
            font = font.font_variant(size=21)
        for shift in range(1 + letter.is_bold):  # bold is the same letter struck twice, one dot apart
            pen.text((width / 2 + shift, 21), letter.character, font=font, fill=1, anchor="ms")
    elif letter.character < "\x80":
        pen.text((2, 6), letter.character, font=font, fill=1)
    elif not letter.character.isspace():  # no font to draw it with: an empty frame, as wide as the character
        pen.rectangle((2, 2, width - 3, CELL_ROWS - 3), outline=1)
    return image.resize((width * letter.wide, CELL_ROWS * letter.high), Image.Resampling.NEAREST)

"""A picture of an LED strip as it hangs over a window: red dots on black."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
FONT_NAMES = ("wqy-zenhei.ttc", "wqy-microhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc")

DOT_PX = 5  # one LED and the gap to its neighbour
LED_PX = 4
LIT = (255, 48, 32)
DARK = (34, 8, 8)
HALF_COVERED = 110  # of 255: a dot of the outline font that is lit on the strip


@cache
def find_font() -> Path | None:
    """Return a font with Chinese characters, None where none is installed."""
    for name in FONT_NAMES:
        for folder in FONT_FOLDERS:
            found = next(folder.rglob(name), None)
            if found is not None:
                return found
    return None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Rows that lie together: across 0 left, 1 right, 2 centre; down 0 top, 1 bottom, 2 middle."""

    rows: Sequence[str]
    across: int = 0
    down: int = 0


def draw_dots(paragraphs: Sequence[Paragraph], width: int, height: int, font_px: int, font: Path) -> Image.Image:
    """Return the strip's dots, one pixel each, lit ones white; what does not fit is cut off."""
    dots = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(dots)
    face = ImageFont.truetype(str(font), font_px)
    for paragraph in paragraphs:
        y = _begin(paragraph.down, height - len(paragraph.rows) * font_px)
        for row in paragraph.rows:
            cells = [font_px // 2 if char.isascii() else font_px for char in row]
            x = _begin(paragraph.across, width - sum(cells))
            for char, cell in zip(row, cells, strict=True):
                pen.text((x + cell / 2, y + font_px / 2), char, fill=255, font=face, anchor="mm")
                x += cell
            y += font_px
    return dots.point(lambda covered: 255 if covered >= HALF_COVERED else 0)


def _begin(where: int, room: int) -> int:
    """Return the first dot of what leaves so much room; what does not fit begins at the edge."""
    return max(0, {1: room, 2: room // 2}.get(where, 0))


def save_picture(dots: Image.Image, path: Path) -> None:
    """Write the dots as a PNG, each as a round LED."""
    picture = Image.new("RGB", (dots.width * DOT_PX, dots.height * DOT_PX), (0, 0, 0))
    pen = ImageDraw.Draw(picture)
    lit = dots.tobytes()
    for number, value in enumerate(lit):
        y, x = divmod(number, dots.width)
        corner = (x * DOT_PX, y * DOT_PX)
        pen.ellipse((*corner, corner[0] + LED_PX - 1, corner[1] + LED_PX - 1), fill=LIT if value else DARK)
    picture.save(path, "PNG")

"""A comparison as a picture: for each class a bar per policy, from the mean over nineteen in twenty to the longest."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from PIL import Image, ImageDraw

from edge.hall.order import class_policy
from edge.hall.terms import TicketClass
from edge.rehearsal.comparison import CLASS_TITLES, Comparison
from edge.rehearsal.lettering import Lettering, find_lettering
from edge.rehearsal.policies import Title
from edge.rehearsal.result import Spread

# All lengths are pixels.
WIDTH = 1_600
MARGIN = 48
NAMES_END = 500
BARS_END = 1_180  # numbers stand behind it
ROW = 54
BAR = 26
TITLE = 92
CLASS_HEAD = 66
LEGEND = 96
BODY, SMALL, LARGE = 26, 20, 36  # sizes of letters

INK, GREY, FAINT, PAPER = "#1c2733", "#5b6b7a", "#d9e0e6", "#ffffff"
CEILING = "#b3261e"
BARS = {
    TicketClass.ORDINARY: ("#1f5fa8", "#a9c7e8"),
    TicketClass.APPOINTMENT: ("#6b4fa0", "#cfc2e6"),
    TicketClass.PRIORITY: ("#1d7a4d", "#a9d8bf"),
}
LEGEND_WORDS = (
    Title("平均", "mean"),
    Title("95% 的人不超过", "19 in 20 wait less"),
    Title("最长", "longest"),
    Title("等候上限", "ceiling"),
)


@dataclass(frozen=True, slots=True)
class _Scale:
    most_min: float

    def x(self, seconds: float) -> float:
        return NAMES_END + min(seconds / 60 / self.most_min, 1.0) * (BARS_END - NAMES_END)


def draw(comparison: Comparison, title: Title, path: Path, lettering: Lettering | None = None) -> None:
    """Write the picture as PNG; OSError if that is not possible. Chinese words where there is a font for them."""
    rows = len(comparison.played)
    height = MARGIN + TITLE + len(comparison.classes()) * (CLASS_HEAD + rows * ROW) + LEGEND + MARGIN
    image = Image.new("RGB", (WIDTH, height), PAPER)
    _Sheet(image, lettering or find_lettering(), comparison).draw(title)
    image.save(path, "PNG", optimize=True)


class _Sheet:
    def __init__(self, image: Image.Image, lettering: Lettering, comparison: Comparison) -> None:
        self._pen = ImageDraw.Draw(image)
        self._letters = lettering
        self._comparison = comparison
        self._scale = _Scale(_most_min(comparison))

    def draw(self, title: Title) -> None:
        self._pair(MARGIN, MARGIN, title, LARGE)
        y = MARGIN + TITLE
        for kind in self._comparison.classes():
            y = self._class(kind, y)
        self._legend(y)

    def _class(self, kind: TicketClass, y: int) -> int:
        rows = self._comparison.lines(("", kind))
        bottom = y + CLASS_HEAD + len(rows) * ROW
        counted = max((spread.n for _, spread in rows if spread), default=0)
        name = CLASS_TITLES[kind]
        self._pair(
            MARGIN, y + 14, Title(f"{name.chinese} {counted:.0f} 人次", f"{name.english}, {counted:.0f} waits"), BODY
        )
        self._axis(y + CLASS_HEAD, bottom)
        for index, (title, spread) in enumerate(rows):
            self._row(kind, title, spread, y + CLASS_HEAD + index * ROW)
        ceiling_s = class_policy(self._comparison.ceilings, kind).ceiling_s
        if ceiling_s / 60 <= self._scale.most_min:
            self._dashes(self._scale.x(ceiling_s), y + CLASS_HEAD, bottom)
        return bottom

    def _axis(self, top: int, bottom: int) -> None:
        for minutes in _ticks(self._scale.most_min):
            x = self._scale.x(minutes * 60)
            self._pen.line((x, top, x, bottom - 10), FAINT, 2)
            unit = self._word(Title("分钟", "min"))
            self._text((x, top - 28), f"{minutes} {unit}" if minutes else "0", SMALL, GREY, "ma")

    def _row(self, kind: TicketClass, title: Title, spread: Spread | None, top: int) -> None:
        middle = top + ROW // 2 - 6
        self._pair(MARGIN, middle - 24, title, SMALL + 2, is_stacked=True)
        if spread is None:
            return
        solid, light = BARS[kind]
        left, x = NAMES_END, self._scale.x
        self._pen.rectangle((left, middle - BAR // 2, x(spread.p95_s), middle + BAR // 2), light)
        self._pen.rectangle((left, middle - BAR // 2, x(spread.mean_s), middle + BAR // 2), solid)
        self._pen.line((x(spread.p95_s), middle, x(spread.max_s), middle), solid, 3)
        self._pen.line((x(spread.max_s), middle - 9, x(spread.max_s), middle + 9), solid, 3)
        minutes = [f"{seconds / 60:.1f}" for seconds in (spread.mean_s, spread.p95_s, spread.max_s)]
        over = self._word(Title(f"超上限 {spread.over:.0f} 人次", f"{spread.over:.0f} over"))
        self._text((BARS_END + 24, middle), " · ".join(minutes), SMALL, INK, "lm")
        self._text((WIDTH - MARGIN, middle), over, SMALL, CEILING if round(spread.over) else GREY, "rm")

    def _dashes(self, x: float, top: int, bottom: int) -> None:
        for y in range(top, bottom - 10, 12):
            self._pen.line((x, y, x, min(y + 7, bottom - 10)), CEILING, 3)

    def _legend(self, y: int) -> None:
        solid, light = BARS[TicketClass.ORDINARY]
        middle, x = y + 44, float(MARGIN)
        for index, title in enumerate(LEGEND_WORDS):
            match index:
                case 0 | 1:
                    self._pen.rectangle((x, middle - 12, x + 44, middle + 12), (solid, light)[index])
                case 2:
                    self._pen.line((x, middle, x + 44, middle), solid, 3)
                    self._pen.line((x + 44, middle - 9, x + 44, middle + 9), solid, 3)
                case _:
                    self._dashes(x + 22, middle - 18, middle + 30)
            words = f"{title.chinese}  {title.english}" if self._letters.is_chinese else title.english
            self._text((x + 58, middle), words, SMALL, GREY, "lm")
            x += 58 + self._pen.textlength(words, self._letters.font(SMALL)) + 56

    def _pair(self, x: int, y: int, title: Title, size: int, *, is_stacked: bool = False) -> None:
        """Write the Chinese words and, smaller beside or below them, the English ones; without a font those alone."""
        if not self._letters.is_chinese:
            self._text((x, y + size // 2 * is_stacked), title.english, size, INK, "la")
            return
        self._text((x, y), title.chinese, size, INK, "la")
        beside = 0 if is_stacked else self._pen.textlength(title.chinese, self._letters.font(size)) + size * 0.6
        if title.english == title.chinese:
            return
        below = size + 3 if is_stacked else size * 0.28
        self._text((x + beside, y + below), title.english, max(int(size * 0.72), 16), GREY, "la")

    def _word(self, title: Title) -> str:
        return title.chinese if self._letters.is_chinese else title.english

    def _text(self, at: tuple[float, float], words: str, size: int, colour: str, anchor: str) -> None:
        self._pen.text(at, words, colour, self._letters.font(size), anchor)


def _most_min(comparison: Comparison) -> float:
    """Return where the scale ends, minutes: at the next ten after the longest wait of all."""
    longest_s = [
        spread.max_s
        for kind in comparison.classes()
        for _, spread in comparison.lines(("", kind))
        if spread is not None
    ]
    return max(10.0, ceil(max(longest_s, default=0.0) / 600) * 10)


def _ticks(most_min: float) -> Iterator[int]:
    step = next((step for step in (5, 10, 15, 30, 60) if most_min / step <= 8), 120)  # noqa: PLR2004 - few enough to read
    yield from range(0, int(most_min) + 1, step)

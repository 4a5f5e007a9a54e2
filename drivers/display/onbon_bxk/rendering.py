"""The hall's lines as one area of a strip: encoded, tagged, shortened to what the card's buffer takes."""

from itertools import accumulate

from drivers.contract import Emphasis, Lines
from drivers.display.onbon_bxk.gbk import encode_characters
from drivers.display.onbon_bxk.requests import Area, Effect, Request, delete_area, show_area
from drivers.display.onbon_bxk.settings import BxkSettings, Colour
from drivers.protocols.onbon import END, PREAMBLE, escape

BUFFER = 1024  # bytes of a whole frame, escapes included, that a card can receive

_NEW_LINE = b"\\n"  # a backslash and the letter n, as the card wants it
_ELLIPSIS = "…".encode("gbk")
_COLOURS: dict[Colour, bytes] = {"red": b"\\C1", "green": b"\\C2", "yellow": b"\\C3"}
_ALIGN = {"left": 0, "right": 1, "center": 2}
_VERTICAL = {"top": 0, "bottom": 4, "middle": 8}
_AROUND_TEXT = 14 + 16 + 5 + 4 + 27 + 2  # header, barcode, command, counts, area, CRC: before escaping
_ROOM = BUFFER - len(PREAMBLE) - len([END]) - 2 * _AROUND_TEXT  # for the text, were every byte around it escaped


def render(lines: Lines, settings: BxkSettings) -> Request:
    """Return the request that makes the strip show `lines`, or dark when there is nothing to read."""
    rows = _rows(lines, settings)
    if not any(rows):
        return delete_area(settings.area)
    units = [_tags(lines.emphasis, settings)]
    for number, row in enumerate(rows):
        units += [_NEW_LINE, *row] if number else row
    is_single = settings.lines == 1
    is_long = any(_half_columns(row) > settings.width * 2 // settings.font_px for row in rows)
    effect = settings.long_effect if is_single and is_long else settings.effect
    return show_area(
        Area(
            number=settings.area,
            x=0,
            y=0,
            width=settings.width // settings.x_unit,
            height=settings.height,
            text=_shortened(units),
            is_single_line=is_single,
            wraps=not is_single,
            effect=Effect[effect.upper()],
            speed=settings.speed,
            stay_half_s=round(settings.stay_s * 2),
            align=_ALIGN[settings.align] + _VERTICAL[settings.vertical],
        )
    )


def _rows(lines: Lines, settings: BxkSettings) -> list[list[bytes]]:
    """Return the characters of each line; lines that the strip has no room for follow in its last one."""
    last = min(settings.lines, len(lines.lines)) - 1
    texts = [*lines.lines[:last], " ".join(filter(None, lines.lines[last:]))]
    return [list(encode_characters(text, settings.charset)) for text in texts]


def _half_columns(row: list[bytes]) -> int:
    return sum(map(len, row))  # a letter is half as wide as a Chinese character, and half as many bytes


def _tags(emphasis: Emphasis, settings: BxkSettings) -> bytes:
    tags = b""
    if settings.chinese_font is not None:
        tags += b"\\FO%03d" % settings.chinese_font
    if settings.latin_font is not None:
        tags += b"\\FE%03d" % settings.latin_font
    colour = settings.call_colour if emphasis is Emphasis.CALL else settings.state_colour
    return tags + _COLOURS[colour] if colour else tags


def _shortened(units: list[bytes]) -> bytes:
    """Return the text whole if it fits the card's buffer, else as much as fits, ended by an ellipsis."""
    sizes = list(accumulate(len(escape(unit)) for unit in units))
    if sizes[-1] <= _ROOM:
        return b"".join(units)
    room = _ROOM - len(_ELLIPSIS)  # A1 AD needs no escape
    return b"".join(unit for unit, size in zip(units, sizes, strict=True) if size <= room) + _ELLIPSIS

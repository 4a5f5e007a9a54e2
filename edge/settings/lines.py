"""Which line a device hangs on, as far as two devices on one line must agree about it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs, urlsplit

from drivers.contract import Where

USUAL_BAUD: Final = 9600


@dataclass(frozen=True, slots=True)
class Line:
    """Two devices with the same `place` share one line; `baud` is None where there is no speed to disagree about."""

    where: Where
    place: str
    baud: int | None = None


def line_of(link: str, default_baud: int | None) -> Line:
    """Read `serial:///dev/…?baud=9600` or `tcp://host:port`; ValueError says what is wrong with it."""
    parts = urlsplit(link)
    if parts.scheme == "serial":
        if parts.netloc or not parts.path.startswith("/"):
            raise ValueError(f'"{link}" names no serial line; write serial:///dev/ttyUSB0 with three strokes')
        return Line(Where.SERIAL, parts.path, _baud(parts.query, default_baud))
    if parts.scheme == "tcp":
        if not parts.hostname or not parts.port:
            raise ValueError(f'"{link}" names no host and port; write tcp://192.168.1.20:9100')
        return Line(Where.TCP, f"{parts.hostname}:{parts.port}")
    raise ValueError(f'"{link}" is no link; write serial:///dev/… or tcp://host:port')


def _baud(query: str, default: int | None) -> int:
    raw = parse_qs(query).get("baud", [str(default or USUAL_BAUD)])[-1]
    if not (raw.isascii() and raw.isdecimal() and int(raw) > 0):
        raise ValueError(f'"baud={raw}" is no speed; 9600, 19200 and 115200 are usual')
    return int(raw)

"""What a BX-K card can be asked, as the data bytes of a packet."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

MUST_ANSWER = 0x01
NO_ANSWER = 0x02

PING = b"\xa2\x00"
SET_CLOCK = b"\xa2\x03"
SET_BRIGHTNESS = b"\xa3\x02"
DYNAMIC_AREAS = b"\xa3\x06"

_FIXED_BRIGHTNESS = 0x01  # one value for the whole day, 0 to 15
_NO_DELETION = 0x00


class Effect(IntEnum):
    """How a text comes onto the strip."""

    STATIC = 1
    INSTANT = 2
    LEFT = 3
    RIGHT = 4
    UP = 5
    DOWN = 6


@dataclass(frozen=True, slots=True)
class Request:
    """A command of two bytes, group and number, and its payload."""

    command: bytes
    payload: bytes = b""

    def data(self, *, is_answered: bool = True, names_length: bool = False) -> bytes:
        """Return the data of a packet; `names_length` puts the payload's length where newer cards expect two zeros."""
        answer = MUST_ANSWER if is_answered else NO_ANSWER
        spare = len(self.payload).to_bytes(2, "little") if names_length else bytes(2)
        return self.command + bytes([answer]) + spare + self.payload


@dataclass(frozen=True, slots=True)
class Area:
    """One real-time area and its text; it lives in the card's RAM. Positions as the card counts them."""

    number: int
    x: int
    y: int
    width: int
    height: int
    text: bytes
    is_single_line: bool = True
    wraps: bool = False
    effect: Effect = Effect.STATIC
    speed: int = 1  # 0 fastest to 18
    stay_half_s: int = 10
    align: int = 0  # bits 0-1: left, right, centre; +0 top, +4 bottom, +8 middle


def ping() -> Request:
    """Ask for a sign of life."""
    return Request(PING)


def set_clock(at: datetime) -> Request:
    """Set date, time and day of the week (Monday 1 to Sunday 7), binary coded decimals, the year's low byte first."""
    two_digits = (at.year % 100, at.year // 100, at.month, at.day, at.hour, at.minute, at.second, at.isoweekday())
    return Request(SET_CLOCK, bytes((number // 10) << 4 | number % 10 for number in two_digits))


def set_brightness(level: int) -> Request:
    """Set one brightness, 0 to 15, for the whole day."""
    return Request(SET_BRIGHTNESS, bytes([_FIXED_BRIGHTNESS, level]))


def show_area(area: Area) -> Request:
    """Put one area in place of the one with the same number; others stay."""
    raw = _area(area)
    return Request(DYNAMIC_AREAS, bytes([_NO_DELETION, 1]) + len(raw).to_bytes(2, "little") + raw)


def delete_area(number: int) -> Request:
    """Take one area away, which leaves its part of the strip dark."""
    return Request(DYNAMIC_AREAS, bytes([1, number, 0]))


def _area(area: Area) -> bytes:
    place = b"".join(value.to_bytes(2, "little") for value in (area.x, area.y, area.width, area.height))
    behaviour = bytes([area.number, 0, 0]) + (5).to_bytes(2, "little")  # line spacing 0; for ever; 5 s, used by no mode
    voice_and_extension = bytes(2)  # no sound, nothing more; zeros are also right for cards that reserve these bytes
    look = bytes([
        area.align,
        0x01 if area.is_single_line else 0x02,
        0x02 if area.wraps else 0x01,
        area.effect,
        0x00,  # no effect on leaving
        area.speed,
        area.stay_half_s,
    ])  # fmt: skip
    text = len(area.text).to_bytes(4, "little") + area.text
    return b"\x00" + place + behaviour + voice_and_extension + look + text

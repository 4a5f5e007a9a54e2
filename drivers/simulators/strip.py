"""One text card with its strip of LEDs: what it keeps, and how it obeys."""

import re
from dataclasses import dataclass

_TAG = re.compile(r"\\C[123]|\\F[OE]\d{3}")
_NEW_LINE = "\\n"

_OK = 0
_UNKNOWN_GROUP = 1
_UNKNOWN_COMMAND = 2
_NO_MEMORY = 4
_BAD_TIME = 14
_GROUPS = {0xA1, 0xA2, 0xA3, 0xA4}
_EVERY_AREA = 0xFF


@dataclass(frozen=True, slots=True)
class ShownArea:
    """One real-time area: where it begins, how its text lies in it, and the text with the card's tags."""

    x: int
    y: int
    text: str
    across: int = 0  # 0 left, 1 right, 2 centre
    down: int = 0  # 0 top, 1 bottom, 2 middle

    @property
    def rows(self) -> list[str]:
        """The lines as they light up."""
        return _TAG.sub("", self.text).split(_NEW_LINE)


class Strip:
    """The card at one address."""

    def __init__(self, address: int) -> None:
        self.address = address
        self.has_power = True
        self.refusal = 0  # the error that every request gets; 0 obeys
        self.brightness = 15
        self.is_switched_on = True
        self.areas: dict[int, ShownArea] = {}
        self.clock: str = ""  # as it was set, "2026-09-30 10:20:30"; empty when it was never set or was lost

    @property
    def is_lit(self) -> bool:
        """Whether its LEDs can be seen at all."""
        return self.has_power and self.is_switched_on

    @property
    def rows(self) -> list[str]:
        """The lines from top to bottom."""
        ordered = sorted(self.areas.values(), key=lambda area: (area.y, area.x))
        return [row for area in ordered for row in area.rows]

    @property
    def seen(self) -> str:
        """The text as a passer-by reads it."""
        return "\n".join(self.rows) if self.is_lit and any(self.rows) else "(dark)"

    def describe(self) -> str:
        """Return everything about it in one line."""
        power = "powered" if self.has_power else "no power"
        clock = self.clock or "not set"
        refusal = f", refuses with error {self.refusal}" if self.refusal else ""
        return f"screen {self.address}: {self.seen} [{power}, brightness {self.brightness}, clock {clock}{refusal}]"

    def lose_power(self) -> None:
        """Forget what lives in RAM."""
        self.areas.clear()
        self.clock = ""

    def obey(self, data: bytes) -> int:
        """Do what the request says and return the error number, 0 when all is well."""
        if self.refusal:
            return self.refusal
        obey = {
            b"\xa2\x00": self._do_nothing,  # ping
            b"\xa1\x02": self._do_nothing,  # status
            b"\xa2\x04": self._do_nothing,  # firmware
            b"\xa2\x03": self._set_clock,
            b"\xa3\x00": self._switch,
            b"\xa3\x02": self._set_brightness,
            b"\xa3\x06": self._set_areas,
            b"\xa3\x10": self._clear,
        }.get(data[:2])
        if obey is not None:
            return obey(data[5:])
        return _UNKNOWN_COMMAND if data[:1] and data[0] in _GROUPS else _UNKNOWN_GROUP

    def _do_nothing(self, _payload: bytes) -> int:
        return _OK

    def _switch(self, payload: bytes) -> int:
        self.is_switched_on = payload[:1] == b"\x01"
        return _OK

    def _set_brightness(self, payload: bytes) -> int:
        self.brightness = payload[1] if len(payload) > 1 else self.brightness
        return _OK

    def _clear(self, _payload: bytes) -> int:
        self.areas.clear()
        return _OK

    def _set_clock(self, payload: bytes) -> int:
        digits = payload.hex()
        if len(payload) != 8 or not digits.isdecimal() or not 1 <= payload[7] <= 7:  # noqa: PLR2004 - seven days
            return _BAD_TIME
        low, high, month, day, hour, minute, second = (digits[at : at + 2] for at in range(0, 14, 2))
        self.clock = f"{high}{low}-{month}-{day} {hour}:{minute}:{second}"
        return _OK

    def _set_areas(self, payload: bytes) -> int:
        try:
            doomed, new = _read_areas(payload)
        except IndexError:
            return _NO_MEMORY
        self.areas = {
            number: area for number, area in self.areas.items() if doomed is not None and number not in doomed
        }
        self.areas |= new
        return _OK


def _read_areas(payload: bytes) -> tuple[set[int] | None, dict[int, ShownArea]]:
    """Return the areas to delete, None for all, and the new ones; IndexError if the payload breaks off."""
    count = payload[0]
    at = 1
    doomed: set[int] | None = None
    if count != _EVERY_AREA:
        doomed = set(payload[1 : 1 + count])
        at += count
    new: dict[int, ShownArea] = {}
    areas_left = payload[at]
    at += 1
    for _ in range(areas_left):
        size = int.from_bytes(payload[at : at + 2], "little")
        area = payload[at + 2 : at + 2 + size]
        if len(area) < size:
            raise IndexError
        new[area[9]] = _read_area(area)
        at += 2 + size
    return doomed, new


def _read_area(area: bytes) -> ShownArea:
    at = 15
    if area[14]:  # speaks as well: voice and repeats, volume, speed
        at += 3
        if area[14] == 2:  # noqa: PLR2004 - sound mode 2 brings its own text
            at += 4 + int.from_bytes(area[at : at + 4], "little")
    at += 1 + area[at]  # what a later firmware may add
    across, down = area[at] & 3, area[at] >> 2 & 3
    at += 7  # align, single line, wrap, effect, exit, speed, stay
    size = int.from_bytes(area[at : at + 4], "little")
    text = area[at + 4 : at + 4 + size]
    if len(text) < size:
        raise IndexError
    x, y = int.from_bytes(area[1:3], "little"), int.from_bytes(area[3:5], "little")
    return ShownArea(x, y, text.decode("gbk", errors="replace"), across, down)

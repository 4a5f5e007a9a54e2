"""LED strips with text cards (Onbon BX-K) on one line: what they show, and what a person can do to them."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from drivers.simulators.device import Simulator, Verb
from drivers.simulators.strip import Strip
from drivers.simulators.strip_picture import Paragraph, draw_dots, find_font, save_picture

_FRAME = re.compile(rb"\xa5+([^\xa5\x5a]+)\x5a")
_ESCAPE = re.compile(rb"[\xa6\x5b][\x01\x02]")
_MEANT = {b"\xa6\x02": b"\xa5", b"\xa6\x01": b"\xa6", b"\x5b\x02": b"\x5a", b"\x5b\x01": b"\x5b"}
_LONGEST = 1024  # bytes that a card can receive in one frame

_EVERYBODY_SILENT = 0xFFFF
_EVERYBODY = 0xFFFE


class SimulatedDisplay(Simulator):
    """`strips` cards with the addresses from `address` on, each with its own text."""

    kind = "display"

    def __init__(
        self, *, address: int = 1, strips: int = 1, width: int = 256, height: int = 32, font_px: int = 16
    ) -> None:
        super().__init__()
        self._width = width
        self._height = height
        self._font_px = font_px
        self._received = b""
        self.strips = {number: Strip(number) for number in range(address, address + strips)}

    def on_bytes(self, data: bytes) -> None:
        """Take what the controller sent; the card that is meant acts and answers."""
        self._received += data
        end = 0
        for frame in _FRAME.finditer(self._received):
            end = frame.end()
            if len(frame.group()) <= _LONGEST:
                self._on_packet(_ESCAPE.sub(lambda found: _MEANT[found.group()], frame.group(1)))
        self._received = self._received[end:][-2 * _LONGEST :]

    def verbs(self) -> Mapping[str, Verb]:
        """Return what can be done; where there are several strips, `@2` at the end means the one with address 2."""
        actions = {
            "show": self._show,
            "power": self._power,
            "busy": self._busy,
            "nack": self._nack,
            "picture": self._picture,
        }
        return {name: partial(self._do, action) for name, action in actions.items()}

    def describe(self) -> str:
        """Return the text as a passer-by reads it, with the address before it where there are several strips."""
        if len(self.strips) == 1:
            return next(iter(self.strips.values())).seen
        return "\n".join(f"screen {strip.address}: {strip.seen}" for strip in self.strips.values())

    # -----------------------------------------------------------------------------------------------------------------

    def _on_packet(self, packet: bytes) -> None:
        body, check = packet[:-2], packet[-2:]
        if len(body) < 14 or _crc(body) != int.from_bytes(check, "little"):  # noqa: PLR2004 - the header's length
            return  # a damaged address may be anybody's
        destination, source = int.from_bytes(body[0:2], "little"), body[2:4]
        start = 14 + 16 * (body[7] & 1)
        data = body[start : start + int.from_bytes(body[12:14], "little")]
        for strip in self.strips.values():
            if destination not in (strip.address, _EVERYBODY, _EVERYBODY_SILENT) or not strip.has_power:
                continue
            before = strip.seen
            error = strip.obey(data)
            if data[2:3] != b"\x02" and destination != _EVERYBODY_SILENT:
                self._answer(strip.address, source, error)
            if strip.seen != before:
                self.on_change(f"screen {strip.address} shows: {strip.seen}")

    def _answer(self, address: int, to: bytes, error: int) -> None:
        said = bytes([0xA0, 0x01 if error else 0x00, error, 0, 0])
        header = to + address.to_bytes(2, "little") + bytes(5) + b"\x00\xfe\x02" + len(said).to_bytes(2, "little")
        packet = header + said
        packet += _crc(packet).to_bytes(2, "little")
        escaped = b"".join({plain: mark for mark, plain in _MEANT.items()}.get(bytes([b]), bytes([b])) for b in packet)
        self.send(b"\xa5" * 8 + escaped + b"\x5a")

    def _do(self, action: Callable[[str, list[Strip]], str], argument: str) -> str:
        what, at, address = (part.strip() for part in argument.partition("@"))
        named = [strip for strip in self.strips.values() if not at or address == str(strip.address)]
        return action(what, named) if named else f"the screens here are {', '.join(map(str, self.strips))}"

    def _show(self, _what: str, strips: list[Strip]) -> str:
        return "\n".join(strip.describe() for strip in strips)

    def _power(self, what: str, strips: list[Strip]) -> str:
        if what not in ("", "cycle", "off", "on"):
            return "power cycle, power off or power on"
        for strip in strips:
            strip.lose_power()
            strip.has_power = what != "off"
        return "dark and without power" if what == "off" else "text and clock are lost"

    def _busy(self, what: str, strips: list[Strip]) -> str:
        if what not in ("on", "off"):
            return "busy on or busy off"
        for strip in strips:
            strip.refusal = 3 if what == "on" else 0
        return "answers that it is busy" if what == "on" else "takes texts again"

    def _nack(self, what: str, strips: list[Strip]) -> str:
        if what == "off":
            what = "0"
        if not what.isdecimal() or int(what) > 255:  # noqa: PLR2004 - a byte
            return "nack 1 to 16 refuses everything with that error, nack off obeys again"
        for strip in strips:
            strip.refusal = int(what)
        return f"refuses everything with error {what}" if int(what) else "obeys again"

    def _picture(self, file: str, strips: list[Strip]) -> str:
        if not file:
            return "picture FILE.png, and behind it @ADDRESS where there are several strips"
        font = find_font()
        if font is None:
            return "no Chinese font is installed here (fonts-noto-cjk or fonts-wqy-zenhei), so nothing was drawn"
        areas = strips[0].areas.values() if strips[0].is_lit else []
        shown = [Paragraph(area.rows, area.across, area.down) for area in areas]
        save_picture(draw_dots(shown, self._width, self._height, self._font_px, font), Path(file))
        return f"screen {strips[0].address} is drawn in {file}"


def _crc(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0xA001 if crc & 1 else 0)
    return crc

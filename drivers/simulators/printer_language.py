"""What a simulated ESC/POS printer makes of the bytes in its buffer, one command after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PIL import Image

from drivers.simulators.paper import CELL_ROWS, HEAD_TO_CUTTER, Letter

_ESC, _GS, _FS, _DLE, _LF = 0x1B, 0x1D, 0x1C, 0x10, 0x0A
_PICTURE_ROWS_A_STEP = 24
_NORMAL_PITCH = 30
# Commands that only need to be skipped: length with their parameters.
_SKIPPED = {b"\x1bt": 3, b"\x1bR": 3, b"\x1bM": 3, b"\x1b-": 3, b"\x1b ": 3, b"\x1bc": 4, b"\x1b$": 4}
_SKIPPED |= {b"\x1cS": 4, b"\x1cW": 3, b"\x1c!": 3, b"\x1dP": 4, b"\x1dB": 3, b"\x1dL": 4, b"\x1dW": 4}


class Machine(Protocol):
    """What the language can make the printer do; all return at once."""

    def answer_queued(self, command: bytes) -> None: ...
    def set_auto_status(self, mask: int) -> None: ...
    def print_line(self, letters: list[Letter], align: str, rows: int) -> None: ...
    def print_dots(self, image: Image.Image, align: str) -> None: ...
    def feed(self, rows: int) -> None: ...
    def cut(self) -> None: ...


@dataclass(slots=True)
class _Style:
    align: str = "left"
    wide: int = 1
    high: int = 1
    is_bold: bool = False
    pitch: int = _NORMAL_PITCH


@dataclass(slots=True)
class _Symbol:
    """A QR code being set up with GS ( k."""

    size: int = 3
    correction: int = 0x30
    data: bytes = b""


@dataclass(slots=True)
class Language:
    """Takes whole commands off the front of a buffer; half a command waits for its rest."""

    machine: Machine
    columns: int
    has_process_id: bool
    has_chinese_on: bool = True
    waiting: bytearray = field(default_factory=bytearray)
    _style: _Style = field(default_factory=_Style)
    _line: list[Letter] = field(default_factory=list)
    _symbol: _Symbol = field(default_factory=_Symbol)
    _picture: tuple[int, int] = (0, 0)  # bytes across, rows still to come: until then every byte is dots

    def forget(self, *, picture_too: bool) -> None:
        """Lose what was received and not printed."""
        self.waiting.clear()
        self._line.clear()
        if picture_too:
            self._picture = (0, 0)

    def is_in_picture(self) -> bool:
        """Say whether dots are still to come, as far as the commands before have been carried out."""
        across, rows = self._picture
        return across * rows > len(self.waiting)

    def step(self) -> int | None:
        """Carry out one command, at most a few rows of a picture; rows moved, or None if more bytes are needed."""
        if self._picture[1]:
            return self._print_picture()
        if not self.waiting:
            return None
        first = self.waiting[0]
        if first in (_ESC, _GS, _FS, _DLE):
            return self._command()
        if first == _LF:
            del self.waiting[0]
            return self._print_line()
        return self._letter(first)

    def _letter(self, first: int) -> int | None:
        size = 2 if first > 0x80 and self.has_chinese_on else 1  # noqa: PLR2004 - lead bytes of GBK are 81 … FE
        if len(self.waiting) < size:
            return None
        raw = bytes(self.waiting[:size])
        del self.waiting[:size]
        if first < 0x20:  # noqa: PLR2004 - control characters without a meaning here
            return 0
        character = raw.decode("gbk", errors="replace")[0] if size == 2 or first < 0x80 else "?"  # noqa: PLR2004
        letter = Letter(character, self._style.wide, self._style.high, self._style.is_bold)
        moved = 0
        if sum(each.dots for each in [*self._line, letter]) > self.columns * 12:
            moved = self._print_line()
        self._line.append(letter)
        return moved

    def _print_line(self) -> int:
        tallest = max((letter.high for letter in self._line), default=1) * CELL_ROWS
        rows = max(self._style.pitch, tallest)
        self.machine.print_line(self._line, self._style.align, rows)
        self._line = []
        return rows

    def _print_picture(self) -> int | None:
        across, rows = self._picture
        ready = min(rows, len(self.waiting) // across, _PICTURE_ROWS_A_STEP)
        if not ready:
            return None
        dots = bytes(self.waiting[: ready * across])
        del self.waiting[: ready * across]
        self.machine.print_dots(Image.frombytes("1", (across * 8, ready), dots), self._style.align)
        self._picture = (across, rows - ready)
        return ready

    def _command(self) -> int | None:
        length = self._length()
        if length is None or len(self.waiting) < length:
            return None
        command = bytes(self.waiting[:length])
        del self.waiting[:length]
        action = self._actions().get(command[:2])
        return (action(command) or 0) if action else 0

    def _length(self) -> int | None:  # noqa: PLR0911 - a table in all but name
        """Return how long the command in front is, None while that cannot be told."""
        head = bytes(self.waiting[:2])
        if len(head) < 2:  # noqa: PLR2004
            return None
        if head in _SKIPPED:
            return _SKIPPED[head]
        if head[0] == _DLE:  # obeyed on arrival already
            return 3 if head[1] in (0x04, 0x05) else 2
        if head == b"\x1d(":
            if bytes(self.waiting[2:3]) == b"H" and not self.has_process_id:
                return 2  # unknown: what follows is taken for letters
            return 5 + self.waiting[3] + 256 * self.waiting[4] if len(self.waiting) >= 5 else None  # noqa: PLR2004
        if head == b"\x1dV":
            return (4 if self.waiting[2] in (65, 66) else 3) if len(self.waiting) > 2 else None  # noqa: PLR2004
        if head == b"\x1dv":
            return 8
        return 2 if head in (b"\x1b@", b"\x1b2", b"\x1bi", b"\x1bm", b"\x1c&", b"\x1c.") else 3

    def _actions(self) -> dict[bytes, Callable[[bytes], int | None]]:
        return {
            b"\x1b@": self._reset,
            b"\x1ba": lambda c: self._set(align=("left", "center", "right")[c[2] % 3]),
            b"\x1bE": lambda c: self._set(is_bold=bool(c[2] & 1)),
            b"\x1b2": lambda _: self._set(pitch=_NORMAL_PITCH),
            b"\x1b3": lambda c: self._set(pitch=c[2]),
            b"\x1bJ": lambda c: self._feed(c[2]),
            b"\x1bd": lambda c: self._feed(c[2] * self._style.pitch),
            b"\x1bi": lambda _: self._cut(0),
            b"\x1bm": lambda _: self._cut(0),
            b"\x1c&": lambda _: self._set_chinese(is_on=True),
            b"\x1c.": lambda _: self._set_chinese(is_on=False),
            b"\x1d!": lambda c: self._set(wide=(c[2] >> 4 & 7) + 1, high=(c[2] & 7) + 1),
            b"\x1dV": lambda c: self._cut(HEAD_TO_CUTTER + c[3] if len(c) > 3 else 0),  # noqa: PLR2004
            b"\x1dv": self._begin_picture,
            b"\x1da": lambda c: self.machine.set_auto_status(c[2]),
            b"\x1dr": self.machine.answer_queued,
            b"\x1dI": self.machine.answer_queued,
            b"\x1d(": self._extended,
        }

    def _set(self, **changes: object) -> None:
        for name, value in changes.items():
            setattr(self._style, name, value)

    def _set_chinese(self, *, is_on: bool) -> None:
        self.has_chinese_on = is_on

    def _reset(self, _: bytes) -> None:
        self._style, self._symbol = _Style(), _Symbol()
        self._line.clear()
        self.machine.set_auto_status(0)

    def _feed(self, rows: int) -> int:
        moved = self._print_line() if self._line else 0
        self.machine.feed(rows)
        return moved + rows

    def _cut(self, rows: int) -> int:
        moved = self._feed(rows)
        self.machine.cut()
        return moved

    def _begin_picture(self, command: bytes) -> None:
        self._picture = (command[4] + 256 * command[5] or 1, command[6] + 256 * command[7])

    def _extended(self, command: bytes) -> int | None:
        if command[2:3] == b"H":
            self.machine.answer_queued(command)
        if command[2:3] != b"k" or command[5:6] != b"1":
            return 0
        function, rest = command[6], command[7:]
        if function == 0x43:  # noqa: PLR2004 - C: size of a module
            self._symbol.size = rest[0]
        elif function == 0x45:  # noqa: PLR2004 - E: error correction
            self._symbol.correction = rest[0]
        elif function == 0x50:  # noqa: PLR2004 - P: store
            self._symbol.data = rest[1:]
        elif function == 0x51 and self._symbol.data:  # noqa: PLR2004 - Q: print
            image = _drawn_symbol(self._symbol)
            self.machine.print_dots(image, self._style.align)
            return image.height
        return 0


def _drawn_symbol(symbol: _Symbol) -> Image.Image:
    import qrcode  # noqa: PLC0415 - slow to import, and a printer without a QR code never needs it

    level = {0x30: "L", 0x31: "M", 0x32: "Q", 0x33: "H"}[symbol.correction]
    code = qrcode.QRCode(border=0, error_correction=getattr(qrcode.constants, f"ERROR_CORRECT_{level}"))
    code.add_data(symbol.data)
    code.make()
    matrix = code.get_matrix()
    small = Image.new("1", (len(matrix), len(matrix)))
    small.putdata([int(is_dark) for row in matrix for is_dark in row])
    return small.resize((len(matrix) * symbol.size,) * 2, Image.Resampling.NEAREST)

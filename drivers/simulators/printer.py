"""A ticket printer as it stands on a counter: it has paper, a cover and a cutter, and obeys ESC/POS."""

import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image

from drivers.simulators.device import Far, Simulator, Verb
from drivers.simulators.paper import Letter, Paper, Roll
from drivers.simulators.printer_language import Language
from drivers.simulators.printer_state import FULL_ROLL, PrinterModel, PrinterState

_CLEAR = bytes.fromhex("10140801031401060208")  # DLE DC4 fn 8
_DRAWER = b"\x10\x14\x01"  # DLE DC4 fn 1, with two more bytes: a pulse for the cash drawer
_DLE_EOT, _DLE_ENQ = 0x04, 0x05
_FORGET = 0x02  # of DLE ENQ
_KEPT_PAPERS = 200


class PrinterSimulator(Simulator):
    """Obeys real-time commands wherever they stand, prints the rest in its own time."""

    kind = "printer"

    def __init__(self, *, width_mm: int = 80, model: PrinterModel | None = None) -> None:
        super().__init__()
        self.papers: list[Paper] = []
        self.received = 0  # bytes
        self.obeyed: list[bytes] = []  # real-time commands, in order, wherever they stood
        self._dots = 576 if width_mm == 80 else 384  # noqa: PLR2004
        self._model = model or PrinterModel()
        self._state = PrinterState()
        self._is_on = True
        self._start()
        self._roll = Roll(self._dots)

    def _start(self) -> None:
        """Begin as after power-on: nothing received, nothing pending."""
        self._language = Language(self, self._dots // 12, self._model.has_process_id)
        self._auto_mask = 0
        self._last_auto = b""
        self._tail = b""
        self._movement = 0  # counts, so that an old timer does not end a new movement
        self._is_moving = False

    # Line

    def attach(self, far: Far) -> None:
        """Plug the line in."""
        super().attach(far)
        self._go_on()

    def detach(self) -> None:
        """Pull the line; what has been received is still printed."""
        super().detach()
        self._is_moving = False
        self._go_on()

    def on_bytes(self, data: bytes) -> None:
        """Take bytes: real-time commands at once, all of them into the buffer."""
        if not self._is_on:
            return
        self.received += len(data)
        taken = 0
        for end, command in _live_commands(self._tail, data):
            self._receive(data[taken:end])
            taken = end
            if not (self._model.is_deaf_in_picture and self._language.is_in_picture()):
                self._obey(command)
        self._receive(data[taken:])
        self._tail = (self._tail + data)[1 - len(_CLEAR) :]
        self._go_on()

    def _receive(self, data: bytes) -> None:
        """Put bytes into the buffer; what finds no room is lost."""
        self._language.waiting += data[: self._model.buffer_bytes - len(self._language.waiting)]

    def _obey(self, command: bytes) -> None:
        if command == _CLEAR and not self._model.has_clear:
            return
        self.obeyed.append(command)
        if command[1] == _DLE_EOT:
            self.send(self._state.live_status(command[2]))
        elif command[1] == _DLE_ENQ:
            self._recover(forgets=command[2] == _FORGET)
        elif command == _CLEAR:
            self._language.forget(picture_too=self._model.clear_ends_picture)
            self.send(b"\x37\x25\x00")
        else:
            self.on_change("the cash drawer springs open")

    # Printing

    def _go_on(self) -> None:
        """Carry out what waits until the paper moves, something is wrong, or nothing is left."""
        while self._is_on and not self._is_moving and not self._state.is_offline:
            rows = self._language.step()
            if rows is None:
                return
            self._state.rows_left -= rows
            if not self._state.has_paper:
                self._report("paper ran out")
            if rows and self._far is not None:
                self._move(rows)

    def _move(self, rows: int) -> None:
        self._is_moving = True
        self._movement += 1
        movement = self._movement

        def arrive() -> None:
            if movement == self._movement:
                self._is_moving = False
                self._go_on()

        self.later(rows / self._model.rows_per_s, arrive)

    def print_line(self, letters: list[Letter], align: str, rows: int) -> None:
        """Put a line of letters on paper."""
        self._roll.print_line(letters, align, rows)

    def print_dots(self, image: Image.Image, align: str) -> None:
        """Put dots on paper."""
        left = (self._dots - image.width) // 2 if align == "center" else 0
        self._roll.print_dots(image, max(0, left))

    def feed(self, rows: int) -> None:
        """Move the paper."""
        self._roll.feed(rows)

    def cut(self) -> None:
        """Cut, unless the cutter is blocked."""
        if self._state.is_cutter_blocked:
            self._state.has_cutter_error = True
            self._report("the cutter is stuck")
            return
        self._keep(self._roll.cut())

    def set_auto_status(self, mask: int) -> None:
        """Switch automatic status on or off; on, it is sent at once."""
        self._auto_mask, self._last_auto = mask, b""
        self._send_auto_status()

    def answer_queued(self, command: bytes) -> None:
        """Answer GS r, GS I and GS ( H, which wait their turn."""
        kind = command[1:2]
        if kind == b"r" and self._model.has_queued_status:
            self.send(bytes([0x03 * self._state.is_near_end]))
        elif kind == b"I" and self._model.has_identity and command[2] in _IDENTITY:
            self.send(b"\x5f" + _IDENTITY[command[2]] + b"\0")
        elif command[1:3] == b"(H" and command[5:7] == b"00":
            self.send(b"\x37\x22" + command[7:11] + b"\0")

    def _send_auto_status(self) -> None:
        if not self._auto_mask or not self._model.has_auto_status:
            return
        status = self._state.auto_status()
        if status != self._last_auto:
            self._last_auto = status
            self.send(status)

    def _report(self, words: str) -> None:
        self.on_change(words)
        self._send_auto_status()

    def _keep(self, piece: Paper | None) -> None:
        if piece is None:
            return
        self.papers = [*self.papers, piece][-_KEPT_PAPERS:]
        what = "a torn piece" if piece.is_torn else "a ticket"
        self.on_change(f"{what} comes out: {' / '.join(piece.text.split()) or 'a picture'}")

    def _recover(self, *, forgets: bool) -> None:
        if not self._state.has_cutter_error or self._state.is_cutter_blocked:
            return
        self._state.has_cutter_error = False
        if forgets:
            self._language.forget(picture_too=True)
        else:
            self._keep(self._roll.cut())
        self._report("the cutter works again")

    # A person's hands

    def verbs(self) -> Mapping[str, Verb]:
        """Return what a person can do to it."""
        return {
            "paper": self._do_paper,
            "cover": self._do_cover,
            "jam": lambda _: self._block_cutter(is_blocked=True),
            "clear": lambda _: self._block_cutter(is_blocked=False),
            "power": self._do_power,
        }

    def _do_paper(self, raw: str) -> str:
        verb, _, rest = raw.strip().partition(" ")
        if verb == "show":
            return self._show()
        if verb == "save" and rest:
            return self._save(rest)
        if verb == "left" and rest.isdecimal():
            self._state.rows_left = int(rest)
        elif verb in ("in", "ok"):
            self._keep(self._roll.tear() if not self._state.has_paper else None)
            self._state.rows_left, self._state.is_near_end = FULL_ROLL, False
        elif verb == "out":
            self._state.rows_left = 0
        elif verb == "low":
            self._state.is_near_end = True
        else:
            return "paper out | in | low | ok | left ROWS | show | save FILE"
        self._report(f"paper {raw.strip()}")
        self._go_on()
        return self.describe()

    def _show(self) -> str:
        if not self.papers:
            return "nothing has been printed yet"
        last = self.papers[-1]
        size = f"{last.image.width} x {last.image.height} dots"
        return last.text or f"a picture of {size}; 'paper save FILE' writes it as PNG"

    def _save(self, raw_path: str) -> str:
        if not self.papers:
            return "nothing has been printed yet"
        path = Path((shlex.split(raw_path) or ["ticket.png"])[0])
        try:
            self.papers[-1].save(path)
        except OSError as error:
            return f"cannot write {path}: {error.strerror or error}"
        return f"written to {path}"

    def _do_cover(self, raw: str) -> str:
        if raw.strip() not in ("open", "close"):
            return "cover open | close"
        self._state.is_cover_open = raw.strip() == "open"
        self._report(f"cover {raw.strip()}")
        self._go_on()
        return self.describe()

    def _block_cutter(self, *, is_blocked: bool) -> str:
        self._state.is_cutter_blocked = is_blocked
        return "the next cut will get stuck" if is_blocked else "the cutter is free; the printer goes on when told to"

    def _do_power(self, raw: str) -> str:
        if raw.strip() not in ("", "cycle", "off", "on"):
            return "power cycle | off | on"
        self._is_on = raw.strip() != "off"
        self._state.has_cutter_error = False
        self._start()
        self.on_change(f"power {raw.strip() or 'cycle'}")
        return self.describe()

    def describe(self) -> str:
        """Return what one sees: lamps, paper, cover, and how many tickets came out."""
        if not self._is_on:
            return "switched off"
        return f"{self._state.words()}; {len(self.papers)} pieces of paper so far"


def _live_commands(before: bytes, data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the real-time commands that `data` completes, with where they end in it; nothing marks them as such."""
    stream = before + data
    start = stream.find(b"\x10")
    while start >= 0:
        end = start + _live_length(stream[start : start + 3])
        if start < end <= len(stream) and end > len(before):
            command = stream[start:end]
            if command[1] in (_DLE_EOT, _DLE_ENQ) or command == _CLEAR or command.startswith(_DRAWER):
                yield end - len(before), command
        start = stream.find(b"\x10", start + 1)


def _live_length(head: bytes) -> int:
    if head[1:2] == b"\x04":
        return 3
    if head[1:2] == b"\x05":
        return 3 if head[2:] in (b"\x01", b"\x02") else 0
    return {b"\x10\x14\x01": 5, b"\x10\x14\x08": len(_CLEAR)}.get(head, 0)


_IDENTITY = {
    65: b"1.04 ESC/POS",
    66: b"SIMULATED",
    67: b"TM-80",
    68: b"SIM0001",
    69: b"CHINA GB18030",
}

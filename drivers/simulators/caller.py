"""A clerk's keypad on the FF68 bus: keys that repeat until somebody has heard them, and six digits to read."""

from collections import deque
from collections.abc import Mapping

from drivers.simulators.device import Simulator, Verb
from drivers.simulators.ff68_wire import FF68Wire, write

_KEYS = {
    "next": b"\x0c",
    "recall": b"\x0d",
    "rate": b"\x0b",
    "miss": b"\x06\x0f",
    "park": b"\x00\x0f",
    "resume": b"\x03\x0f",
    "pause": b"\x12",
    "cancel": b"\x0e",
    "transfer": b"\x13",
    "confirm": b"\x0f",
    **{str(digit): bytes([digit]) for digit in range(10)},
}
_LINE_CROSSED = b"\x11"  # somebody stepped over the one-metre line
_SEGMENTS = {digit: str(digit) for digit in range(10)} | {0x0A: " "}
_NOTHING_SHOWN = bytes([0x0A]) * 6

_SHOW = 0x02
_BEEP = 0x03


class SimulatedCaller(Simulator):
    """One keypad; `press_command` is the byte that the public sheets leave open."""

    kind = "caller"

    def __init__(
        self,
        *,
        address: int = 1,
        press_command: int = 1,
        repeat_after_s: float = 0.5,
        tries: int = 4,
        finger_s: float = 0.3,
    ) -> None:
        super().__init__()
        self._address = address
        self._press_command = press_command
        self._repeat_after_s = repeat_after_s
        self._tries = tries
        self._finger_s = finger_s
        self._wire = FF68Wire()
        self._to_press: deque[str] = deque()
        self._waiting_for: bytes = b""  # the frame that nobody has acknowledged yet
        self._press_number = 0
        self.is_deaf = False
        self.shown = _NOTHING_SHOWN
        self.beeps = 0
        self.last_key = "no key was pressed yet"

    def on_bytes(self, data: bytes) -> None:
        """Take digits, beeps, and its own frames coming back."""
        for address, command, payload in self._wire.take(data):
            if address != self._address or self.is_deaf:
                continue
            if self._waiting_for and write(address, command, payload) == self._waiting_for:
                self._on_acknowledged()
            elif command == _SHOW and len(payload) == len(_NOTHING_SHOWN):
                self.shown = payload
                self.on_change(f"keypad {self._address} shows {self.digits}")
            elif command == _BEEP:
                self.beeps += 1
                self.on_change(f"keypad {self._address} beeps")

    def verbs(self) -> Mapping[str, Verb]:
        """Return the keys, the one-metre line, and deafness to acknowledgements."""
        return {"press": self._press, "cross": self._cross, "deaf": self._deaf}

    def describe(self) -> str:
        """Return its six digits, waiting then ticket, and what became of the last key."""
        return f"keypad {self._address}: {self.digits} | {self.last_key}"

    @property
    def digits(self) -> str:
        """What the digits read, as `waiting 007, ticket 012`; blanks stay blank."""
        read = "".join(_SEGMENTS.get(digit, "?") for digit in self.shown)
        return f"waiting {read[:3]}, ticket {read[3:]}"

    # -----------------------------------------------------------------------------------------------------------------

    def _press(self, argument: str) -> str:
        keys = argument.split()
        if not keys or not all(key in _KEYS for key in keys):
            return f"press one or more of: {' '.join(_KEYS)}"
        self._to_press += keys
        if not self._waiting_for:
            self._press_next()
        return f"pressed {argument}"

    def _cross(self, _argument: str) -> str:
        self.send(write(self._address, self._press_command, _LINE_CROSSED))
        return "somebody stepped over the one-metre line"

    def _deaf(self, argument: str) -> str:
        if argument not in ("on", "off"):
            return "deaf on or deaf off"
        self.is_deaf = argument == "on"
        return "hears nothing" if self.is_deaf else "hears again"

    def _press_next(self) -> None:
        if not self._to_press or self._waiting_for:
            return
        self.last_key = f"{self._to_press[0]}: not acknowledged yet"
        self._waiting_for = write(self._address, self._press_command, _KEYS[self._to_press[0]])
        self._press_number += 1
        self._send_again(self._press_number, 1)

    def _send_again(self, press_number: int, attempt: int) -> None:
        if press_number != self._press_number or not self._waiting_for:
            return
        if self._far is None:  # nobody can hear, and nobody will
            self._to_press = deque([self._to_press[0]])
        if attempt > self._tries or self._far is None:
            self._finish("nobody answered")
            return
        self.later(self._repeat_after_s, lambda: self._send_again(press_number, attempt + 1))
        self.send(self._waiting_for)

    def _on_acknowledged(self) -> None:
        self._finish("acknowledged")

    def _finish(self, outcome: str) -> None:
        self._waiting_for = b""
        self.last_key = f"{self._to_press.popleft()}: {outcome}"
        self.on_change(f"keypad {self._address}, key {self.last_key}")
        self.later(self._finger_s, self._press_next)

"""A rating box on the FF68 bus: four keys at a window, lit while a rating is asked for."""

from collections.abc import Mapping

from drivers.simulators.device import Simulator, Verb
from drivers.simulators.ff68_wire import FF68Wire, write

_FROM_HOST = 0x01
_STARS = 0x02
_RESULT = 0x11
_INVITE = b"\x0b"


class SimulatedEvaluator(Simulator):
    """One box with keys 0 to `keys` - 1; dark again by itself after `lit_s`."""

    kind = "evaluator"

    def __init__(
        self, *, address: int = 1, keys: int = 4, lit_s: float = 60, repeat_after_s: float = 0.5, tries: int = 4
    ) -> None:
        super().__init__()
        self._address = address
        self._keys = keys
        self._lit_s = lit_s
        self._repeat_after_s = repeat_after_s
        self._tries = tries
        self._wire = FF68Wire()
        self._invitations = 0
        self._pressed: int | None = None  # the key that nobody has acknowledged yet
        self._press_number = 0
        self.is_deaf = False
        self.is_lit = False
        self.stars: int | None = None
        self.last_key = "no key was pressed yet"

    def on_bytes(self, data: bytes) -> None:
        """Take invitations, stars and acknowledgements."""
        for address, command, payload in self._wire.take(data):
            if address != self._address or self.is_deaf:
                continue
            if command == _FROM_HOST and self._pressed is not None and payload == bytes([self._pressed]):
                self._finish("acknowledged, it says thank you")
            elif command == _FROM_HOST and payload == _INVITE:
                self._light_up()
            elif command == _STARS and len(payload) == 1:
                self.stars = payload[0]
                self._go_dark()

    def verbs(self) -> Mapping[str, Verb]:
        """Return the keys, and deafness to what the controller says."""
        return {"press": self._press, "deaf": self._deaf}

    def describe(self) -> str:
        """Return whether it is lit, its stars, and what became of the last key."""
        light = "lit, asks for a rating" if self.is_lit else "dark"
        stars = "" if self.stars is None else f", {self.stars} stars"
        return f"rating box {self._address}: {light}{stars} | {self.last_key}"

    # -----------------------------------------------------------------------------------------------------------------

    def _light_up(self) -> None:
        self.is_lit = True
        self._invitations += 1
        invitation = self._invitations
        self.later(self._lit_s, lambda: self._go_dark() if invitation == self._invitations else None)
        self.on_change(f"rating box {self._address} lights up: 请您评价")

    def _go_dark(self) -> None:
        if self.is_lit:
            self.is_lit = False
            self.on_change(f"rating box {self._address} goes dark")

    def _press(self, argument: str) -> str:
        if not argument.isdecimal() or int(argument) >= self._keys:
            return f"press 0 to {self._keys - 1}"
        self._pressed = int(argument)
        self._press_number += 1
        self.last_key = f"key {argument}: not acknowledged yet"
        self._send_again(self._press_number, 1)
        return f"pressed {argument}"

    def _deaf(self, argument: str) -> str:
        if argument not in ("on", "off"):
            return "deaf on or deaf off"
        self.is_deaf = argument == "on"
        return "hears nothing" if self.is_deaf else "hears again"

    def _send_again(self, press_number: int, attempt: int) -> None:
        if press_number != self._press_number or self._pressed is None:
            return
        if attempt > self._tries or self._far is None:
            self._finish("nobody answered")
            return
        self.later(self._repeat_after_s, lambda: self._send_again(press_number, attempt + 1))
        self.send(write(self._address, _RESULT, bytes([self._pressed])))

    def _finish(self, outcome: str) -> None:
        self.last_key = f"key {self._pressed}: {outcome}"
        self._pressed = None
        self._go_dark()
        self.on_change(f"rating box {self._address}, {self.last_key}")

"""Where one simulated device hangs on its line, and the faults that a person can put there."""

import random
from collections.abc import Callable
from typing import Final

from drivers.simulators.device import Simulator, Verb

FAULTS: Final = ("garbage", "silence", "slow", "half")
_PACE_S: Final = 0.02  # a slow line delivers a few bytes at a time, this often
_GARBAGE_MOST: Final = 65536


class Tap:
    """Where one device hangs on the line, and what is wrong there."""

    def __init__(
        self,
        name: str,
        device: Simulator,
        transmit: Callable[[bytes], None],
        later: Callable[[float, Callable[[], None]], None],
        chance: random.Random,
    ) -> None:
        self.name = name
        self.device = device
        self._transmit = transmit
        self._later = later
        self._chance = chance
        self._is_plugged = False
        self._is_silent = False
        self._is_half = False
        self._bytes_per_s = 0.0  # 0: as fast as the line takes them
        self._slow = bytearray()
        self._faults: dict[str, Verb] = {
            "garbage": self._garbage,
            "silence": self._silence,
            "slow": self._slow_down,
            "half": self._half,
            "unplug": lambda _argument: self.pull(),
            "plug": lambda _argument: self.plug(),
        }
        self.plug()

    def receive(self, data: bytes) -> None:
        """Let the device hear, if it can."""
        if self._is_plugged and not self._is_silent:
            self.device.on_bytes(data)

    def send(self, data: bytes) -> None:
        """Carry what the device says, as far as the faults let it."""
        if self._is_silent:
            return
        if self._is_half:
            self._is_half = False
            data = data[: len(data) // 2]
        if not self._bytes_per_s:
            self._transmit(data)
            return
        if not self._slow:
            self.later(_PACE_S, self._drip)
        self._slow += data

    def later(self, delay_s: float, action: Callable[[], None]) -> None:
        """Wait for the device: its paper moves on with the plug pulled, too."""
        self._later(delay_s, action)

    def plug(self) -> str:
        """Put the device on the line."""
        if not self._is_plugged:
            self._is_plugged = True
            self.device.attach(self)
        return f"{self.name} is plugged in"

    def pull(self) -> str:
        """Take the device off the line; what it had half said is lost."""
        self._slow.clear()
        if self._is_plugged:
            self._is_plugged = False
            self.device.detach()
        return f"{self.name} is unplugged"

    def command(self, text: str) -> str:
        """Do a verb of the device or a fault of its tap."""
        verb, _, argument = text.partition(" ")
        if verb in self._faults:
            return self._faults[verb](argument.strip())
        if verb in {"", "look"}:
            return f"{self.name}: {self.device.describe()}"
        verbs = self.device.verbs()
        if verb in verbs:
            return verbs[verb](argument.strip())
        known = f"{self.name} knows: {', '.join(verbs)}; its line: {', '.join(self._faults)}; look"
        return known if verb == "help" else f"{verb!r}? {known}"

    def _drip(self) -> None:
        take = max(1, int(self._bytes_per_s * _PACE_S)) if self._bytes_per_s else len(self._slow)
        data = bytes(self._slow[:take])
        del self._slow[:take]
        self._transmit(data)
        if self._slow:
            self.later(max(_PACE_S, take / self._bytes_per_s), self._drip)

    def _garbage(self, argument: str) -> str:
        if not argument.isascii() or not argument.isdigit() or not 0 < int(argument) <= _GARBAGE_MOST:
            return f"how much? garbage 1 to garbage {_GARBAGE_MOST}"
        self._transmit(self._chance.randbytes(int(argument)))
        return f"{argument} bytes of garbage from {self.name}"

    def _silence(self, argument: str) -> str:
        if argument not in {"on", "off"}:
            return "silence on, or silence off"
        self._is_silent = argument == "on"
        return f"{self.name} {'neither hears nor speaks' if self._is_silent else 'hears and speaks again'}"

    def _slow_down(self, argument: str) -> str:
        if not argument.isascii() or not argument.isdigit():
            return "how many bytes a second? slow 20; slow 0 is full speed"
        self._bytes_per_s = float(argument)
        return f"{self.name} speaks {f'{argument} bytes a second' if self._bytes_per_s else 'at full speed'}"

    def _half(self, _argument: str) -> str:
        self._is_half = True
        return f"the next thing that {self.name} says breaks off in the middle"

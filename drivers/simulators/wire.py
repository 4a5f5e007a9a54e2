"""The line between simulated devices and the controller, and everything that can go wrong on it."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence

from drivers.simulators.device import Simulator, Verb
from drivers.simulators.tap import FAULTS, Tap

Simulators = Mapping[str, Simulator] | Sequence[Simulator]


class Line:
    """One line with devices on it; whoever serves it carries the bytes and is told when the plug is pulled."""

    def __init__(self, simulators: Simulators, *, chance: random.Random | None = None) -> None:
        self.chance = chance or random.Random(0)  # seeded: the same garbage every time
        self.on_change: Callable[[str], None] = lambda _line: None
        self.on_plug: Callable[[bool], None] = lambda _is_plugged: None
        self._transmit: Callable[[bytes], None] | None = None
        self._timers: set[asyncio.TimerHandle] = set()
        self.taps = {
            name: Tap(name, device, self.transmit, self.later, self.chance)
            for name, device in _named(simulators).items()
        }
        for name, tap in self.taps.items():
            tap.device.on_change = self._noticer(name, tap.device.on_change)
        self._faults: dict[str, Verb] = {name: self._spoil(name) for name in FAULTS} | {
            "unplug": self._unplug,
            "plug": self._plug,
        }

    def connect(self, transmit: Callable[[bytes], None]) -> None:
        """Carry what devices say to the controller from now on."""
        self._transmit = transmit

    def disconnect(self) -> None:
        """Nobody listens any more: what devices say is lost."""
        self._transmit = None

    def receive(self, data: bytes) -> None:
        """Bring what the controller sent to every device."""
        for tap in self.taps.values():
            tap.receive(data)

    def transmit(self, data: bytes) -> None:
        """Bring what a device sent to the controller."""
        if data and self._transmit is not None:
            self._transmit(data)

    def later(self, delay_s: float, action: Callable[[], None]) -> None:
        """Do `action` after `delay_s`, unless the line is closed before."""

        def act() -> None:
            self._timers.discard(timer)
            action()

        timer = asyncio.get_running_loop().call_later(delay_s, act)
        self._timers.add(timer)

    def close(self) -> None:
        """End everything that is still to come."""
        self._transmit = None
        for tap in self.taps.values():
            tap.pull()
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def command(self, text: str) -> str:
        """Do what a person says, as in `paper out` or `led-3: silence on`, and tell them what came of it."""
        name, colon, rest = text.partition(":")
        if colon and name.strip() in self.taps:
            if len(self.taps) > 1:
                return self.taps[name.strip()].command(rest.strip())
            text = rest  # who is alone on a line and is unplugged takes the line along
        verb, _, argument = text.strip().partition(" ")
        if verb in self._faults:
            return self._faults[verb](argument.strip())
        if verb in {"", "help", "look"}:
            return "\n".join(tap.command(text.strip()) for tap in self.taps.values())
        able = [tap for tap in self.taps.values() if verb in tap.device.verbs()]
        if len(able) > 1:
            return f"which one? {' '.join(f'{tap.name}:' for tap in able)}"
        chosen = able[0] if able else next(iter(self.taps.values()))
        return chosen.command(text.strip())

    def _noticer(self, name: str, before: Callable[[str], None]) -> Callable[[str], None]:
        def notice(seen: str) -> None:
            before(seen)
            self.on_change(f"{name}: {seen}")

        return notice

    def _spoil(self, fault: str) -> Verb:
        return lambda argument: "\n".join(tap.command(f"{fault} {argument}") for tap in self.taps.values())

    def _unplug(self, _argument: str) -> str:
        for tap in self.taps.values():
            tap.pull()
        self.on_plug(False)  # noqa: FBT003 - the claim is the argument
        return "the line is unplugged"

    def _plug(self, _argument: str) -> str:
        for tap in self.taps.values():
            tap.plug()
        self.on_plug(True)  # noqa: FBT003 - the claim is the argument
        return "the line is plugged in"


def _named(simulators: Simulators) -> dict[str, Simulator]:
    if isinstance(simulators, Mapping):
        return dict(simulators)
    named: dict[str, Simulator] = {}
    for device in simulators:
        twins = sum(name.partition("-")[0] == device.kind for name in named)
        named[f"{device.kind}-{twins + 1}" if twins else device.kind] = device
    return named

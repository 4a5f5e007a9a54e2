"""Devices as a person meets them, written from the protocol sheets alone; here they are listed."""

from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import signature
from typing import Final

from drivers.simulators.device import Simulator

_CLASSES: Final = {
    "printer": ("drivers.simulators.printer", "PrinterSimulator"),
    "display": ("drivers.simulators.display", "SimulatedDisplay"),
    "card_reader": ("drivers.simulators.card_reader", "SimulatedCardReader"),
    "caller": ("drivers.simulators.caller", "SimulatedCaller"),
    "evaluator": ("drivers.simulators.evaluator", "SimulatedEvaluator"),
    "voice": ("drivers.simulators.voice", "SimulatedVoice"),
}


class UnknownSimulatorError(ValueError):
    """There is no such simulated device; the message is a sentence for the person who typed it."""


def kinds() -> tuple[str, ...]:
    """Return the kinds that can be simulated, as on the command line."""
    return tuple(_CLASSES)


def simulator(kind: str) -> Callable[..., Simulator]:
    """Return the class that simulates this kind, imported at its first use."""
    if kind not in _CLASSES:
        raise UnknownSimulatorError(f"no device {kind!r} can be simulated; {', '.join(_CLASSES)} can")
    module, name = _CLASSES[kind]
    found: Callable[..., Simulator] = getattr(import_module(module), name)
    return found


def make_simulators(texts: Sequence[str]) -> dict[str, Simulator]:
    """Make the devices of one line by name, as in `caller@3 evaluator@3 display`; `@` gives a bus address."""
    made: dict[str, Simulator] = {}
    for text in texts:
        if text in made:
            raise UnknownSimulatorError(f"{text!r} is there already; two on one line need different addresses")
        kind, _, raw_address = text.partition("@")
        made[text] = _addressed(kind, raw_address) if raw_address else simulator(kind)()
    return made


def _addressed(kind: str, raw_address: str) -> Simulator:
    chosen = simulator(kind)
    if "address" not in signature(chosen).parameters:
        raise UnknownSimulatorError(f"a simulated {kind} has no address")
    if not raw_address.isascii() or not raw_address.isdigit():
        raise UnknownSimulatorError(f"{raw_address!r} is no address; give a number as in {kind}@3")
    return chosen(address=int(raw_address))

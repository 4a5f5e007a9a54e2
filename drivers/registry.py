"""Every kind of device that can be configured, by name."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module

from drivers.contract import AnySpec

# Each module holds one `SPEC`. Listed by hand: what a hall may be told to open is a decision, not a discovery.
_MODULES = {
    "printer.escpos": "drivers.printer.escpos",
    "display.onbon_bxk": "drivers.display.onbon_bxk",
    "card_reader.sam": "drivers.card_reader.sam",
    "caller.ff68": "drivers.caller.ff68",
    "evaluator.ff68": "drivers.evaluator.ff68",
    "announcer.syn6288": "drivers.announcer.syn6288",
    "announcer.sound": "drivers.announcer.sound",
}


def kinds() -> tuple[str, ...]:
    """Return the names that a configuration may use."""
    return tuple(_MODULES)


@cache
def spec(kind: str) -> AnySpec:
    """Return the spec of one kind, imported at its first use; KeyError if there is none."""
    found: AnySpec = import_module(_MODULES[kind]).SPEC
    return found


def specs() -> Mapping[str, AnySpec]:
    """Return every spec by kind."""
    return {kind: spec(kind) for kind in _MODULES}

"""Window callers on the FF68 bus: a clerk's keypad with digits, function keys and six digits to read."""

from drivers.caller.ff68.conversation import open_caller
from drivers.caller.ff68.settings import CallerSettings
from drivers.contract import Capability, DriverSpec, Where

SPEC = DriverSpec(
    kind="caller.ff68",
    title="Window caller (keypad) on the FF68 bus, RS-485 9600 baud",
    settings=CallerSettings,
    capabilities=frozenset({Capability.CALLS}),
    where=frozenset({Where.SERIAL, Where.TCP}),
    open=open_caller,
    baud=9600,
    shares_bus=True,
    repairs={
        "silent": "Check the RS-485 adapter and its wires; press a key and watch whether its receive light blinks.",
    },
)

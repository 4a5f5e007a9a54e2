"""Rating boxes on the FF68 bus: a few keys at a window, lit when a rating is asked for."""

from drivers.contract import Capability, DriverSpec, Where
from drivers.evaluator.ff68.conversation import open_evaluator
from drivers.evaluator.ff68.settings import EvaluatorSettings

SPEC = DriverSpec(
    kind="evaluator.ff68",
    title="Rating box with four or five keys on the FF68 bus, RS-485 9600 baud",
    settings=EvaluatorSettings,
    capabilities=frozenset({Capability.COLLECTS_RATINGS}),
    where=frozenset({Where.SERIAL, Where.TCP}),
    open=open_evaluator,
    baud=9600,
    shares_bus=True,
    repairs={
        "silent": "Check the RS-485 adapter and its wires; press a key and watch whether its receive light blinks.",
    },
)

"""Voice boards with a SYN6288 speech chip, on a serial line."""

from drivers.announcer.syn6288.conversation import open_announcer
from drivers.announcer.syn6288.settings import SynSettings
from drivers.contract import Capability, DriverSpec, Where

SPEC = DriverSpec(
    kind="announcer.syn6288",
    title="Voice board with SYN6288 chip, serial",
    settings=SynSettings,
    capabilities=frozenset({Capability.SPEAKS}),
    where=frozenset({Where.SERIAL, Where.TCP}),
    open=open_announcer,
    baud=9600,
    repairs={
        "silent": "Check the board's power and whether TX and RX are crossed.",
        "garbled": "Set the speed of this port to the board's own, 9600 if never changed; then check the cable.",
        "busy": "The board does not stop speaking. Switch its power off and on.",
    },
)

"""ID-card readers with a SAM_V module, on a serial line or behind a serial server."""

from drivers.card_reader.sam.conversation import open_reader
from drivers.card_reader.sam.settings import SamSettings
from drivers.contract import Capability, DriverSpec, Where

SPEC = DriverSpec(
    kind="card_reader.sam",
    title="ID-card reader with SAM_V module (desktop readers of most makers), serial",
    settings=SamSettings,
    capabilities=frozenset({Capability.READS_CARDS}),
    where=frozenset({Where.SERIAL, Where.TCP}),
    open=open_reader,
    baud=115200,
    repairs={
        "silent": "Check power, cable and the speed of this port. A reader set to USB is deaf on its serial port.",
        "garbled": "Set the speed of this port to the reader's own: 115200 unless it was changed.",
        "wrong_device": "Something else answers here. Check which device is plugged into this port.",
        "sam_failed": "The security module is defective or not authorised. Power the reader off and on; "
        "if it stays so, send it to its maker: nobody else may mend it.",
        "card_unreadable": "Lay the card flat for two seconds. If no card can be read, replace the reader.",
        "card_unverified": "Card and module did not accept each other. Try again, then check the card by other means.",
        "card_wrong_type": "Not an identity card of a type this reader knows; its firmware may be older than the card.",
    },
)

"""What a file means where it says nothing: zones follow from the windows, a lone printer is the dispenser."""

from typing import Final

from drivers.contract import Capability
from edge.settings.devices import Device
from edge.settings.draft import Draft
from edge.settings.tables import DispenserTable, ZoneTable

ONLY_DISPENSER: Final = "main"


def implied_zones(draft: Draft) -> tuple[ZoneTable, ...]:
    """Return the zones; those that the windows name where there is no [[zone]]."""
    if draft.zones:
        return tuple(draft.zones)
    return tuple(ZoneTable(name=name) for name in dict.fromkeys(window.zone for window in draft.windows))


def implied_dispensers(draft: Draft) -> tuple[DispenserTable, ...]:
    """Return the dispensers; one at the only printer, with the only card reader, where there is no [[dispenser]]."""
    if draft.dispensers:
        return tuple(draft.dispensers)
    printers, readers = _that_can(draft, Capability.PRINTS_TICKETS), _that_can(draft, Capability.READS_CARDS)
    if len(printers) != 1:
        return ()
    reader = readers[0].name if len(readers) == 1 else None
    return (DispenserTable(name=ONLY_DISPENSER, printer=printers[0].name, card_reader=reader),)


def _that_can(draft: Draft, capability: Capability) -> list[Device]:
    return [device for device in draft.devices if device.can(capability)]

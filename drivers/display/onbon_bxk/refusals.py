"""Why a card refused, sorted by what happens next."""

from drivers.errors import DeviceBusy, DeviceError, DeviceRejected, LinkLost

BUSY = 3
CRC_ERROR = 5
TRY_AGAIN = frozenset({BUSY, CRC_ERROR})

_REASONS = {
    1: ("wrong_device", "knows no such group of commands"),
    2: ("wrong_device", "knows no such command"),
    BUSY: ("busy", "is busy"),
    4: ("card_memory", "has no memory left for it"),
    CRC_ERROR: ("garbled", "received a damaged frame"),
    7: ("card_fault", "cannot use its flash memory"),
    12: ("font_missing", "has no font for the text"),
    13: ("wrong_device", "has firmware of another type"),
    14: ("clock_refused", "does not take this date and time"),
}


def error_for(number: int, address: int) -> DeviceError:
    """Return what the refusal `number` means: busy passes by itself, damage is the line's, the rest needs a person."""
    code, reason = _REASONS.get(number, ("card_refused", "refuses"))
    detail = f"screen {address} {reason} (error {number})"
    if number == BUSY:
        return DeviceBusy(code, detail)
    return LinkLost(code, detail) if number == CRC_ERROR else DeviceRejected(code, detail)

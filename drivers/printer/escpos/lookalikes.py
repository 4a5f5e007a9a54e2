"""Dots that a printer would take for a real-time command, changed by one dot."""

# DLE EOT, DLE ENQ and DLE DC4 are obeyed wherever they stand, inside a picture too: stray status bytes, a pulse for
# the cash drawer, at worst an emptied buffer. About one ticket picture in twelve holds such a pair.
_PAIRS = (b"\x10\x04", b"\x10\x05", b"\x10\x14")


def without_lookalikes(dots: bytes) -> bytes:
    """Blacken the dot right of a lone 0x10 that stands before 04, 05 or 14; no new pair can arise from 0x11."""
    for pair in _PAIRS:
        dots = dots.replace(pair, b"\x11" + pair[1:])
    return dots


def has_lookalike(data: bytes) -> bool:
    """Say whether a printer would obey something in `data`."""
    return any(pair in data for pair in _PAIRS)

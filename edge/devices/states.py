"""The states of a slot as a table: what may happen in each, and what becomes of it.

Waiting for a port or for a better time (OFF, ABSENT, AMBIGUOUS, CONFLICT, BACKOFF, REJECTED), a slot looks where its
device is, and the finding decides. OPENING and READY end by what the device, or its line, did.
"""

from enum import Enum
from typing import Final


class SlotState(Enum):
    """Where one configured device stands."""

    OFF = "off"  # not started, or its configuration is wrong
    ABSENT = "absent"  # its port is not there
    AMBIGUOUS = "ambiguous"  # several ports fit: the configuration must say more
    CONFLICT = "conflict"  # another slot claims the same port
    OPENING = "opening"  # the line is being opened, the device greeted
    READY = "ready"
    BACKOFF = "backoff"  # lost or busy: it will be tried again by itself
    REJECTED = "rejected"  # not what was configured: waits for a person or a replug


class Happening(Enum):
    """What moves a slot from one state to another."""

    FOUND = "found"  # one port fits, or the link names it
    MISSING = "missing"  # no port fits, or the named one does not exist
    SEVERAL = "several"  # more than one fits
    CLAIMED = "claimed"  # the one that fits is claimed by another slot, too
    GREETED = "greeted"  # the handshake succeeded
    LOST = "lost"  # LinkLost
    BUSY = "busy"  # DeviceBusy at opening
    REJECTED = "rejected"  # DeviceRejected
    BROKEN = "broken"  # a bug in the driver
    STOPPED = "stopped"


_LOOKING: Final = {
    Happening.FOUND: SlotState.OPENING,
    Happening.MISSING: SlotState.ABSENT,
    Happening.SEVERAL: SlotState.AMBIGUOUS,
    Happening.CLAIMED: SlotState.CONFLICT,
    Happening.STOPPED: SlotState.OFF,
}
_ENDING: Final = {
    Happening.LOST: SlotState.BACKOFF,
    Happening.BUSY: SlotState.BACKOFF,
    Happening.REJECTED: SlotState.REJECTED,
    Happening.BROKEN: SlotState.BACKOFF,
    Happening.STOPPED: SlotState.OFF,
}
TABLE: Final = {
    SlotState.OFF: _LOOKING,
    SlotState.ABSENT: _LOOKING,
    SlotState.AMBIGUOUS: _LOOKING,
    SlotState.CONFLICT: _LOOKING,
    SlotState.BACKOFF: _LOOKING,
    SlotState.REJECTED: _LOOKING,
    SlotState.OPENING: _ENDING | {Happening.GREETED: SlotState.READY, Happening.MISSING: SlotState.ABSENT},
    SlotState.READY: _ENDING,
}


def after(state: SlotState, happening: Happening) -> SlotState:
    """Return the next state; KeyError, a bug, if that cannot happen there."""
    return TABLE[state][happening]

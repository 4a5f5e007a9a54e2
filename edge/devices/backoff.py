"""How long a slot waits before it tries again, by what went wrong."""

from collections.abc import Callable
from typing import Final

from drivers.errors import DeviceBusy, DeviceError, DeviceRejected

FIRST_S: Final = 0.5  # after a loss; doubles with each further one
LONGEST_S: Final = 30.0
BUSY_S: Final = (10.0, 30.0)  # after the first and after each further refusal
BUG_S: Final = 30.0
STEADY_S: Final = 30.0  # a device that was ready for so long is lost for the first time again
_JITTER: Final = 0.2  # either way, so that fifty devices behind one switch do not knock together


class Backoff:
    """The patience of one slot; `chance` gives numbers from 0 to 1."""

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self._losses = 0
        self._refusals = 0

    def forget(self) -> None:
        """Begin anew: the device was steady, or a person or a plug asks for it."""
        self._losses = 0
        self._refusals = 0

    def delay_after(self, error: DeviceError | None) -> float | None:
        """Return the seconds to wait; None until a person, new settings or a replug. No error means a bug."""
        if error is None:
            return BUG_S
        if isinstance(error, DeviceRejected):
            return None
        if isinstance(error, DeviceBusy):
            self._refusals += 1
            return BUSY_S[min(self._refusals, len(BUSY_S)) - 1]
        delay_s: float = min(FIRST_S * 2.0**self._losses, LONGEST_S)
        self._losses = min(self._losses + 1, 16)
        return delay_s * (1 + _JITTER * (2 * self._chance() - 1))

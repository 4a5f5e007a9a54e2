"""How long to wait before the next attempt to reach the broker."""

from collections.abc import Callable

FIRST_S = 1.0
LONGEST_S = 60.0


class Backoff:
    """Doubles from one second to a minute, each wait drawn from nought up (full jitter): halls do not come in step."""

    def __init__(self, chance: Callable[[], float], first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> None:
        self._chance = chance  # gives [0, 1)
        self._first_s = first_s
        self._longest_s = longest_s
        self._ceiling_s = first_s

    def next_s(self) -> float:
        """Return the next wait in seconds, and double the ceiling of the one after it."""
        ceiling_s, self._ceiling_s = self._ceiling_s, min(self._ceiling_s * 2, self._longest_s)
        return self._chance() * ceiling_s

    def reset(self) -> None:
        """Begin again: the last connection proved good."""
        self._ceiling_s = self._first_s

"""When to send again because central's acknowledgement stands still."""

FIRST_S = 30.0
LONGEST_S = 15 * 60.0


class Standstill:
    """Says when the acknowledgement has stood behind the cursor too long: 30 s, then 60 s, doubling to 15 minutes."""

    def __init__(self, first_s: float = FIRST_S, longest_s: float = LONGEST_S) -> None:
        self._first_s = first_s
        self._longest_s = longest_s
        self._patience_s = first_s
        self._acked = -1
        self._since_s: float | None = None  # None: nothing is outstanding

    def is_over(self, now_s: float, acked: int, cursor: int) -> bool:
        """Whether it is time to send again what follows `acked`; asked about once a second."""
        if acked != self._acked:
            self._acked, self._patience_s, self._since_s = acked, self._first_s, None
        if acked >= cursor:
            self._since_s = None
            return False
        if self._since_s is None:
            self._since_s = now_s
        if now_s - self._since_s < self._patience_s:
            return False
        self._since_s = now_s
        self._patience_s = min(self._patience_s * 2, self._longest_s)
        return True

"""What a clerk's keypad means: digits are collected until a function key tells what they are for."""

from drivers.caller.ff68.settings import CallerSettings
from drivers.contract import Key, KeyPressed

LAST_DIGIT = 0x09
MAX_DIGITS = 6  # the longest number a ticket or window has; whoever types more starts again


class Keypad:
    """The digits typed so far, and the table of keys."""

    def __init__(self, settings: CallerSettings) -> None:
        self._settings = settings
        self._digits = b""
        self._typed_at = 0.0

    def press(self, data: bytes, now_s: float) -> KeyPressed | None:
        """Return what a key frame's data mean; None for a digit, and for a key that is in no table."""
        if now_s - self._typed_at > self._settings.digits_expire_s:
            self._digits = b""
        self._typed_at = now_s
        is_key_of_its_own = len(data) > 1 and self._key(data) is not None
        typed = data if is_key_of_its_own else self._digits + data
        if typed[-1] <= LAST_DIGIT:
            self._digits = typed if len(typed) <= MAX_DIGITS else data[-MAX_DIGITS:]
            return None
        self._digits = b""
        return self._meaning(typed)

    def _meaning(self, typed: bytes) -> KeyPressed | None:
        whole = self._key(typed)
        if whole is not None:
            return None if whole is Key.CALL_NUMBER else KeyPressed(whole)
        key = self._key(typed[-1:])
        is_typed = all(byte <= LAST_DIGIT for byte in typed[:-1])
        if key is None or not is_typed:
            return None
        return KeyPressed(key, "".join(str(digit) for digit in typed[:-1]))

    def _key(self, code: bytes) -> Key | None:
        return self._settings.keys.get(code.hex().upper())


def is_digit(data: bytes) -> bool:
    """Whether a key frame's data are nothing but digits."""
    return all(byte <= LAST_DIGIT for byte in data)

"""What a keypad can show: three digits of waiting tickets and three of the ticket at the window."""

from drivers.contract import CallerNotice

BLANK = 0x0A
PLACES = 3
MOST = 999


def digits_of(notice: CallerNotice) -> bytes:
    """Return the six digits; letters of the ticket fall away, and only its last three digits fit."""
    waiting = None if notice.waiting is None else str(min(max(notice.waiting, 0), MOST))
    ticket = "".join(char for char in notice.ticket or "" if char in "0123456789")
    return _three(waiting or "") + _three(ticket)


def _three(digits: str) -> bytes:
    if not digits:
        return bytes([BLANK]) * PLACES
    return bytes(int(digit) for digit in digits[-PLACES:].rjust(PLACES, "0"))

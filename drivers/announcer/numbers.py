"""How numbers are said in a hall: a ticket's digits one by one, a window's as a number."""

import re

# A letter with digits, a leading zero, or at least three digits: 012 is said 零一二, window 12 is said 十二.
TICKET = re.compile(r"[A-Za-z]{1,3}[0-9]+|0[0-9]+|[0-9]{3,}")
SMALL_NUMBER = re.compile(r"[0-9]{1,2}")
DIGITS = "零一二三四五六七八九"
TEN = "十"


def digit_by_digit(number: str) -> str:
    """Return A012 as A零一二; letters stay."""
    return "".join(DIGITS[int(sign)] if sign in "0123456789" else sign.upper() for sign in number)


def as_number(number: str) -> str:
    """Return a number below a hundred in words: 12 is 十二, 20 is 二十."""
    tens, ones = divmod(int(number), 10)
    if tens == 0:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + TEN + (DIGITS[ones] if ones else "")

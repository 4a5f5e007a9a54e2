"""Numbers that say who somebody is, taken out of what people write before anybody keeps it.

Identity numbers of 18 and 15 digits, mobile numbers and bank cards, also with blanks or hyphens between the digits and
in full-width digits. A name or an address cannot be found like this: the page asks not to write any.
"""

import re

HIDDEN = "*"

_DIGIT = "[0-9０-９]"
_GAP = "[ \\-－　]?"
_BEFORE, _AFTER = f"(?<!{_DIGIT})", f"(?!{_DIGIT})"


def _run(least: int, most: int) -> str:
    return f"{_DIGIT}(?:{_GAP}{_DIGIT}){{{least - 1},{most - 1}}}"


_PATTERNS = (
    re.compile(f"{_BEFORE}{_run(17, 17)}{_GAP}[0-9０-９XxＸｘ]{_AFTER}"),  # identity number
    re.compile(f"{_BEFORE}(?:[+＋]?86{_GAP})?[1１][3-9３-９]{_GAP}{_run(9, 9)}{_AFTER}"),  # mobile number
    re.compile(f"{_BEFORE}{_run(15, 19)}{_AFTER}"),  # the identity number of before 1999, bank cards
)


def mask_numbers(text: str) -> str:
    """Return the text with every letter of such numbers replaced by a star."""
    for pattern in _PATTERNS:
        text = pattern.sub(lambda found: HIDDEN * len(found.group()), text)
    return text

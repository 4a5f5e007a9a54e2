"""Text for a font card: GBK bytes one character at a time, and a sensible stand-in for what the card cannot draw."""

import unicodedata
from collections.abc import Iterator

GETA = "〓"  # what Chinese typesetting puts where a character is missing; in GB2312, so every font card has it

_BLANKS = "\t\n\r\v\f"


def encode_characters(text: str, charset: str) -> Iterator[bytes]:
    """Yield the bytes of each character that can be shown; `charset` gb2312 keeps to the basic 6,763 characters."""
    for char in _settled(text):
        yield from _encode(char, charset)


def _settled(text: str) -> str:
    """Drop what steers instead of being seen: control characters, and the backslash that begins a card's tag."""
    spaced = "".join(" " if char in _BLANKS else char for char in unicodedata.normalize("NFC", text))
    return "".join(char for char in spaced if char != "\\" and unicodedata.category(char) not in {"Cc", "Cf", "Cs"})


def _encode(char: str, charset: str) -> Iterator[bytes]:
    raw = _drawn(char, charset)
    if raw is not None:
        yield raw
    elif not _is_mark(char):
        yield from _similar(char, charset) or [GETA.encode("gbk")]


def _similar(char: str, charset: str) -> list[bytes]:
    """Return plainer characters that mean the same (ⅳ as iv, ﹢ as +, á as a), or nothing."""
    parts = [part for part in unicodedata.normalize("NFKD", char) if part != "\\" and not _is_mark(part)]
    drawn = [raw for part in parts if (raw := _drawn(part, charset)) is not None]
    return drawn if len(drawn) == len(parts) else []


def _is_mark(char: str) -> bool:
    """Whether this only changes the character before it: an accent, a variation selector."""
    return unicodedata.category(char).startswith("M")


def _drawn(char: str, charset: str) -> bytes | None:
    """Return the bytes of what the card's font holds, None for what it lacks."""
    try:
        raw = char.encode("gbk")
        if charset == "gb2312":
            raw.decode("gb2312")
    except UnicodeError:
        return None
    return raw

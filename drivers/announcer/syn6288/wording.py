"""What a sentence becomes for the board: tags before it, digits one by one, GBK, pieces of at most 200 bytes."""

import re
from collections.abc import Iterator

from drivers.announcer.numbers import TICKET, digit_by_digit
from drivers.announcer.syn6288.codec import MOST_TEXT
from drivers.announcer.syn6288.settings import Digits, SynSettings

SENTENCE_ENDS = "。！？；!?;"
PAUSES = "，、：,: "
_ATOM = re.compile(r"\[n1\].*?\[n0\]|[A-Za-z0-9]+|.", re.DOTALL)  # what must not be cut in two


def pieces(text: str, settings: SynSettings) -> list[bytes]:
    """Return the texts of the frames that say `text` once, the board's own tone first if one is set."""
    opening = f"[v{settings.volume}][m{settings.music_volume}][t{settings.speed}]".encode("ascii")
    room = MOST_TEXT - len(opening)
    spoken = [opening + piece for piece in _cut(_atoms(text, settings.digits), room)]
    tone = [opening + settings.tone.encode("ascii")] if settings.tone else []
    return tone + spoken


def _atoms(text: str, digits: Digits) -> list[bytes]:
    harmless = text.replace("[", "［").replace("]", "］")  # or the board would take it for a tag
    marked = TICKET.sub(lambda found: _mark(found[0], digits), harmless)
    return [_gbk(atom) for atom in _ATOM.findall(marked)]


def _mark(number: str, digits: Digits) -> str:
    return digit_by_digit(number) if digits is Digits.CHARACTERS else f"[n1]{number}[n0]"


def _gbk(atom: str) -> bytes:
    """Return the atom's bytes; what GBK does not know becomes a pause, not a spoken question mark."""
    return "".join(sign if _is_in_gbk(sign) else " " for sign in atom).encode("gbk")


def _is_in_gbk(sign: str) -> bool:
    try:
        sign.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _cut(atoms: list[bytes], room: int) -> Iterator[bytes]:
    """Yield pieces that fit: cut after a sentence if one ends in the piece, else at a pause, else where it is full."""
    while atoms:
        fitting = _fitting(atoms, room)
        if fitting < len(atoms):
            fitting = _last(atoms[:fitting], SENTENCE_ENDS) or _last(atoms[:fitting], PAUSES) or fitting
        piece, atoms = b"".join(atoms[:fitting]), atoms[fitting:]
        if piece.strip():
            yield piece


def _fitting(atoms: list[bytes], room: int) -> int:
    """Return how many of the first atoms fit; at least one, of which the frame takes what it can."""
    size = 0
    for count, atom in enumerate(atoms):
        size += len(atom)
        if size > room:
            return max(count, 1)
    return len(atoms)


def _last(atoms: list[bytes], marks: str) -> int:
    """Return how many atoms there are up to the last of `marks`, 0 if there is none."""
    wanted = {mark.encode("gbk") for mark in marks}
    return next((count for count in range(len(atoms), 0, -1) if atoms[count - 1] in wanted), 0)

"""Breaking Chinese and mixed text into lines, for cells and for dots alike."""

import re
from collections.abc import Callable, Iterator

# Never at the start of a line; the character before goes down with it.
_NOT_FIRST = frozenset("，。、；：！？）》〉」』】〕”’…—～％·,.;:!?)]}%")
_NOT_LAST = frozenset("（《〈「『【〔“‘([{￥¥")
_LEAST_ROOM = 0.4  # of the line, for a value beside its label; with less it goes below
_STEPS = 12  # tries between the narrowest thinkable line and the whole width
_WORD = re.compile(r"[!-~–]+|.", re.DOTALL)  # a run of half-width letters, or of numbers from–to, stays together
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def printable(text: str) -> str:
    """Return `text` with line ends as its only control characters: nothing in it can be a command."""
    return _UNPRINTABLE.sub(" ", _INVISIBLE.sub("", text.replace("\r\n", "\n")))


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break `text` into lines no wider than `width`; `measure` gives the width of a string."""
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph(paragraph, width, measure)]


def wrap_evenly(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break `text` into as many lines as needed and about equally long ones: for what stands in the middle."""
    return [line for paragraph in text.split("\n") for line in _wrap_paragraph_evenly(paragraph, width, measure)]


def pair_lines(
    label: str, value: str, width: float, gap: float, measure: Callable[[str], float]
) -> list[tuple[str, str]]:
    """Return (left, right) for each line of a label and its value, both wrapped where they are too long."""
    label, value = label.replace("\n", " "), value.replace("\n", " ")
    room = width - measure(label) - gap
    if measure(value) <= room:
        return [(label, value)]
    if room >= width * _LEAST_ROOM:
        first, *others = wrap(value, room, measure)
        return [(label, first), *(("", line) for line in others)]
    return [
        *((line, "") for line in wrap(label, width, measure)),
        *(("", line) for line in wrap(value, width, measure)),
    ]


def _wrap_paragraph(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line = ""
    for word in _words(text, width, measure):
        if not line or measure((line + word).rstrip()) <= width:
            line += word
            continue
        kept, carried = _carry(line, word)
        lines.append(kept.rstrip())
        line = (carried + word).lstrip()
    return [*lines, line.rstrip()]


def _wrap_paragraph_evenly(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines = _wrap_paragraph(text, width, measure)
    narrowest = measure(text) / len(lines)
    for step in range(_STEPS):
        narrower = _wrap_paragraph(text, narrowest + (width - narrowest) * step / _STEPS, measure)
        if len(narrower) == len(lines):
            return narrower
    return lines


def _words(text: str, width: float, measure: Callable[[str], float]) -> Iterator[str]:
    for word in _WORD.findall(text):
        if measure(word) <= width:
            yield word
        else:
            yield from word


def _carry(line: str, following: str) -> tuple[str, str]:
    """Split `line` so that neither side of the break is a character that may not stand there."""
    cut = len(line)
    first = following[0]
    while cut > 1 and (first in _NOT_FIRST or line[cut - 1] in _NOT_LAST):
        cut -= 1
        first = line[cut]
    return (line[:cut], line[cut:]) if cut > 1 else (line, "")

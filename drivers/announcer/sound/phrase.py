"""A sentence as a list of clips to play: numbers and letters one by one, known words whole, the rest as it stands."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from drivers.announcer.numbers import DIGITS, SMALL_NUMBER, TEN, TICKET, as_number, digit_by_digit

YAO = "yao"
TEN_CLIP = "10"

# The pack: how the built-in voice is told to say each clip. A recording has the clip's name, such as 0.wav or 请.wav.
PACK = {
    "0": "ling2",
    "1": "yi1",
    "2": "er4",
    "3": "san1",
    "4": "si4",
    "5": "wu3",
    "6": "liu4",
    "7": "qi1",
    "8": "ba1",
    "9": "jiu3",
    TEN_CLIP: "shi2",
    YAO: "yao1",
    **{letter: letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    "请": "qing3",
    "号": "hao4",
    "到": "dao4",
    "窗口": "chuang1 kou3",
    "办理": "ban4 li3",
}
_CLIP_OF = {**dict(zip(DIGITS, "0123456789", strict=True)), TEN: TEN_CLIP}

_PART = re.compile(
    rf"(?P<ticket>{TICKET.pattern})|(?P<number>{SMALL_NUMBER.pattern})|(?P<latin>[A-Za-z]+)|(?P<run>[^\W0-9A-Za-z_]+)"
)


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Words:
    """Chinese text for which there are no clips; said as a whole."""

    text: str


@dataclass(frozen=True, slots=True)
class Pause:
    """A sign between words."""


Piece = Clip | Words | Pause


def pieces(text: str, known: Collection[str], *, is_one_yao: bool = False) -> list[Piece]:
    """Return what to play for `text`, of which the words in `known` have clips."""
    out: list[Piece] = []
    end = 0
    for part in _PART.finditer(_parted(text)):
        if out and part.start() > end and not isinstance(out[-1], Pause):
            out.append(Pause())
        out.extend(_say(part, known, is_one_yao=is_one_yao))
        end = part.end()
    return out


def _parted(text: str) -> str:
    """Write full-width digits and letters as plain ones."""
    return "".join(chr(ord(sign) - 0xFEE0) if "０" <= sign <= "ｚ" else sign for sign in text)


def _say(part: "re.Match[str]", known: Collection[str], *, is_one_yao: bool) -> Iterator[Piece]:
    if part["ticket"] or part["latin"]:
        for sign in digit_by_digit(part[0]):
            clip = _CLIP_OF.get(sign, sign)
            yield Clip(YAO if clip == "1" and is_one_yao else clip)
    elif part["number"]:
        yield from (Clip(_CLIP_OF[sign]) for sign in as_number(part[0]))
    else:
        yield from _run(part["run"], known)


def _run(run: str, known: Collection[str]) -> list[Piece]:
    """Say a run of characters in clips if none is left over, else as one: a voice changing in mid-word is worse."""
    names = _divide(run, known)
    return [Clip(name) for name in names] if names is not None else [Words(run)]


def _divide(run: str, known: Collection[str]) -> list[str] | None:
    """Return names of clips that make up `run`, the longest first; None if there is no such list."""
    best: list[list[str] | None] = [[]]  # how to say the first n characters
    for end in range(1, len(run) + 1):
        ways = (
            [*before, _CLIP_OF.get(word, word)]
            for start in range(end)
            if (before := best[start]) is not None and _CLIP_OF.get(word := run[start:end], word) in known
        )
        best.append(min(ways, key=len, default=None))
    return best[-1]

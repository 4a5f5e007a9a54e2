"""What the hall gives to devices: slips to print, lines to show, sentences to say."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of a slip; `scale` 1 to 4 times the normal letter, both ways; long text wraps."""

    text: str
    scale: int = 1
    align: str = "left"  # left, center, right
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A label at the left edge and its value at the right edge of one line."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A thin line across the slip."""


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, centred, with an optional caption under it."""

    data: str
    caption: str = ""


Block = Text | Pair | Rule | Qr


@dataclass(frozen=True, slots=True)
class Slip:
    """What goes on paper, without a word about how; `job` is unique for every attempt to print it."""

    job: str
    blocks: tuple[Block, ...]


class Printed(Enum):
    """How sure a printer is that the paper came out whole and cut."""

    PROVEN = "proven"  # the printer named this very job after the cut
    CONFIRMED = "confirmed"  # the printer answered a queued status after the cut
    PRESUMED = "presumed"  # it cannot say; its status stayed clean for the time that printing takes


class Emphasis(Enum):
    """What a text on a display is for; a driver may choose effect or colour by it."""

    CALL = "call"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Lines:
    """What a window's display shows, top line first."""

    lines: tuple[str, ...]
    emphasis: Emphasis = Emphasis.STATE


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an announcer says: `text` in Chinese characters with ticket numbers as written (A012)."""

    text: str
    repeats: int = 1


@dataclass(frozen=True, slots=True)
class CallerNotice:
    """What a clerk's keypad may show: tickets waiting for this window, and the ticket that is there now."""

    waiting: int | None = None
    ticket: str | None = None

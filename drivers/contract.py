"""What the hall and a device driver agree on: values, capabilities and the spec.

A driver is three small things: a codec that does no I/O and cannot raise on any bytes, a conversation that owns its
time-outs, and a spec that is plain data. The hall asks a driver what it can do by capability, never what it is.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from drivers.link import Link


class Clock(Protocol):
    """The only source of time; tests give one that jumps."""

    def now(self) -> datetime:
        """Return the wall clock, aware, in the hall's time zone."""

    def monotonic(self) -> float:
        """Return seconds that never go back."""

    async def sleep(self, delay_s: float) -> None: ...

    def timeout(self, delay_s: float | None) -> AbstractAsyncContextManager[object]:
        """Raise TimeoutError in the body once `delay_s` has passed; None waits for ever."""


# ---------------------------------------------------------------------------------------------------------------------
# Decoding


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that belong to no frame; kept so that every byte received is accounted for."""

    data: bytes


# A decoder is any object with `feed(data: bytes) -> list[Frame | Noise]` and `flush() -> list[Frame | Noise]`, the
# second called after the line has been silent. It never raises, bounds its buffer and resynchronises after garbage.
# Codecs do not import this module; each protocol defines its own Noise-like value in drivers.protocols.


# ---------------------------------------------------------------------------------------------------------------------
# What devices say


@dataclass(frozen=True, slots=True)
class DeviceInfo:
    """What the device said of itself, for the technician; empty where it cannot say."""

    maker: str = ""
    model: str = ""
    firmware: str = ""
    serial: str = ""


class Key(Enum):
    """A key of a clerk's caller, named by what the clerk wants."""

    NEXT = "next"
    RECALL = "recall"
    START = "start"
    MISS = "miss"
    FINISH = "finish"
    RATE = "rate"
    CANCEL = "cancel"
    PAUSE = "pause"
    TRANSFER = "transfer"
    PARK = "park"
    RESUME = "resume"
    CALL_NUMBER = "call_number"


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A clerk pressed a key; `digits` is what was typed before it, if the caller has digits."""

    key: Key
    digits: str = ""


@dataclass(frozen=True, slots=True)
class RatingPressed:
    """A citizen pressed a rating key; `level` is 5 (very satisfied) to 1 by the driver's key map."""

    level: int


class CardType(Enum):
    """The four cards that a SAM_V reader reads."""

    CITIZEN = "citizen"
    FOREIGNER_2017 = "foreigner_2017"
    FOREIGNER_2023 = "foreigner_2023"
    HK_MACAO_TAIWAN = "hk_macao_taiwan"


@dataclass(frozen=True, slots=True)
class CardRead:
    """What a card says, in clear: only `edge.identity` may look inside, and repr() shows nothing of it."""

    card_type: CardType
    name: str = field(repr=False)
    number: str = field(repr=False)
    birth: str = field(repr=False)  # YYYYMMDD
    details: Mapping[str, str] = field(repr=False, default_factory=dict)  # sex, nation, address, valid_to …


@dataclass(frozen=True, slots=True)
class CardUnreadable:
    """A card lies on the reader but could not be read; `code` as in the driver's catalogue of problems."""

    code: str


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The card that was read has left the reader."""


@dataclass(frozen=True, slots=True)
class ConditionsChanged:
    """Everything that is wrong or worth knowing now (`paper_near_end`, `cover_open`); empty when all is well."""

    codes: frozenset[str]


DeviceEvent = KeyPressed | RatingPressed | CardRead | CardUnreadable | CardRemoved | ConditionsChanged


# ---------------------------------------------------------------------------------------------------------------------
# What the hall gives to devices


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


# ---------------------------------------------------------------------------------------------------------------------
# The driver and its capabilities


class Driver(Protocol):
    """One opened device."""

    @property
    def info(self) -> DeviceInfo: ...

    def events(self) -> AsyncIterator[DeviceEvent]:
        """Yield what the device says; ends only by raising DeviceError."""

    async def probe(self) -> None:
        """Ask cheaply whether the device is there; DeviceError if not, nothing if it cannot be asked."""


@runtime_checkable
class PrintsTickets(Protocol):
    """Puts slips on paper."""

    async def print(self, slip: Slip) -> Printed:
        """Return once the paper is out, as sure as this printer can be.

        DeviceBusy if it cannot print now, or stopped in the middle; LinkLost if it fell silent. After either no part
        of the slip may come out later: the driver clears what it sent before it prints anything else.
        """


@runtime_checkable
class ShowsCalls(Protocol):
    """A strip over a window."""

    async def show(self, lines: Lines) -> None:
        """Replace what the display shows; return when the display has acknowledged it."""


@runtime_checkable
class Speaks(Protocol):
    """A voice in a zone."""

    async def speak(self, utterance: Utterance) -> None:
        """Return when it has been spoken to the end."""


@runtime_checkable
class CollectsRatings(Protocol):
    """Asks citizens to rate."""

    async def invite(self) -> None:
        """Light up, or ask aloud, for a rating."""

    async def dismiss(self) -> None:
        """End the invitation."""


@runtime_checkable
class NotifiesClerk(Protocol):
    """A keypad with a few digits of display."""

    async def notify(self, notice: CallerNotice) -> None:
        """Show counts on the clerk's keypad."""


class Capability(Enum):
    """What a kind of device can do for the hall; checked against its use before it is opened."""

    PRINTS_TICKETS = "prints tickets"
    SHOWS_CALLS = "shows calls"
    SPEAKS = "speaks"
    READS_CARDS = "reads cards"
    COLLECTS_RATINGS = "collects ratings"
    CALLS = "has a clerk's keys"


class Where(Enum):
    """How a kind of device can be reached."""

    SERIAL = "serial"
    TCP = "tcp"
    LOCAL = "local"  # no link of its own: the sound card


SettingsT = TypeVar("SettingsT")


@dataclass(frozen=True, slots=True)
class DriverSpec(Generic[SettingsT]):
    """One kind of device, as plain data; `drivers.registry` lists them all."""

    kind: str  # "display.onbon_bxk"
    title: str  # for the technician, in English: maker, model family, wire
    settings: type[SettingsT]  # a pydantic model: extra="forbid", frozen
    capabilities: frozenset[Capability]
    where: frozenset[Where]
    open: Callable[[SettingsT, Link, Clock], AbstractAsyncContextManager[Driver]]
    baud: int | None = None  # the speed of a serial line where the link's address names none
    shares_bus: bool = False  # several addresses may live on one link
    repairs: Mapping[str, str] = field(default_factory=dict)  # error code → what a technician does, in English


AnySpec = DriverSpec[Any]
Specs = Sequence[AnySpec]

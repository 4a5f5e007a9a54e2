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
from drivers.sayings import (
    CardRead,
    CardRemoved,
    CardType,
    CardUnreadable,
    ConditionsChanged,
    DeviceEvent,
    DeviceInfo,
    Key,
    KeyPressed,
    RatingPressed,
)
from drivers.tasks import Block, CallerNotice, Emphasis, Lines, Pair, Printed, Qr, Rule, Slip, Text, Utterance


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

__all__ = [
    "AnySpec",
    "Block",
    "CallerNotice",
    "Capability",
    "CardRead",
    "CardRemoved",
    "CardType",
    "CardUnreadable",
    "Clock",
    "CollectsRatings",
    "ConditionsChanged",
    "DeviceEvent",
    "DeviceInfo",
    "Driver",
    "DriverSpec",
    "Emphasis",
    "Key",
    "KeyPressed",
    "Lines",
    "Noise",
    "NotifiesClerk",
    "Pair",
    "Printed",
    "PrintsTickets",
    "Qr",
    "RatingPressed",
    "Rule",
    "SettingsT",
    "ShowsCalls",
    "Slip",
    "Speaks",
    "Specs",
    "Text",
    "Utterance",
    "Where",
]

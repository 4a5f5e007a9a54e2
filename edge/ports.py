"""What the engine and the rooms need of each other, and nothing about how it is done."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from drivers.contract import DeviceInfo
from edge.hall.commands import Command, Person
from edge.hall.events import Event
from edge.hall.hall import Hall
from edge.hall.state import HallState

Seq = int
"""Counts events from 1, without gaps; 0 is before the first."""

Answer = Mapping[str, Any]
"""What an accepted command is answered with: JSON values only, no personal data in clear."""


# ---------------------------------------------------------------------------------------------------------------------
# Journal


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision: everything that happened because of one command."""

    seq: Seq  # of its first event
    at: datetime  # aware, never before the entry's predecessor
    command_id: str
    chance: bytes  # 16 bytes that ids and tokens were made of
    events: tuple[Event, ...]  # at least one
    answer: Answer = field(default_factory=dict)

    @property
    def last(self) -> Seq:
        """The sequence number of its last event."""
        return self.seq + len(self.events) - 1


class Conflict(Exception):
    """Another writer appended first; `tail` is where the journal really ends."""

    def __init__(self, tail: Seq) -> None:
        super().__init__(f"the journal ends at {tail}")
        self.tail = tail


class JournalBroken(Exception):
    """The journal cannot take entries now (disk full, read-only, damaged); nothing of the group was kept."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What opening a journal found and did, for a person to look at."""

    cut: int  # damaged entries cut off the end
    is_new_epoch: bool  # cut, rolled back or lost: numbers may have been handed out that nobody remembers
    detail: str


class Journal(Protocol):
    """The only truth. One writer, any number of readers."""

    @property
    def epoch(self) -> str:
        """Random, new whenever the journal is created, restored or found rolled back."""

    @property
    def tail(self) -> Seq:
        """Sequence number of the last durable event, 0 if none."""

    @property
    def recovery(self) -> Recovery | None:
        """What had to be mended at opening, None if nothing."""

    async def append(self, entries: Sequence[Entry], after: Seq) -> None:
        """Keep all of `entries` in one flush, durable on return; Conflict or JournalBroken, and none is kept."""

    def read(self, after: Seq) -> AsyncIterator[Entry]:
        """Yield every entry with `last` > `after` in order: the whole history, then live, for ever."""

    async def cursor(self, name: str) -> Seq:
        """Return where a named reader stands, 0 if it never moved."""

    async def move_cursor(self, name: str, seq: Seq) -> None:
        """Remember how far a named reader has come; may lag behind by a second in a crash."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a snapshot keeps: the hall, and what its engine must know beside it."""

    state: HallState
    answers: Mapping[str, tuple[datetime, Answer]]  # by command id, oldest first
    tokens: Mapping[str, str]  # of open ratings, by rating id


class Snapshots(Protocol):
    """Where the engine leaves the hall as it is, so that a start need not replay everything."""

    def pack(self, remembered: Remembered) -> bytes:
        """Return it as it is now, whatever becomes of it later."""

    async def save(self, seq: Seq, packed: bytes) -> None:
        """Keep the hall as it was after `seq`; JournalBroken if the disk refuses."""

    async def newest(self) -> tuple[Seq, Remembered] | None:
        """Return the newest and what it was made after; None if there is none that belongs to this very journal."""


# ---------------------------------------------------------------------------------------------------------------------
# Engine


class Commands(Protocol):
    """The engine as everybody else sees it."""

    @property
    def hall(self) -> Hall:
        """The hall as it is now; read it, never change it."""

    async def submit(self, command: Command, command_id: str) -> Answer:
        """Return when it has happened and is durable; Refused if the rules say no.

        The same id again gives the recorded answer and happens once. JournalBroken if it could not be kept.
        """

    def watch(self, callback: Callable[[Sequence[Entry]], None]) -> Callable[[], None]:
        """Call back with every durable group, in order, after it was applied; returns how to stop.

        The callback must neither block nor raise.
        """


# ---------------------------------------------------------------------------------------------------------------------
# Devices


@dataclass(frozen=True, slots=True)
class SlotStatus:
    """One configured device as everybody may know it; ages are computed by who shows it."""

    name: str
    kind: str  # "printer.escpos"
    state: str  # off, absent, ambiguous, conflict, opening, ready, backoff, rejected
    since: datetime
    last_heard: datetime | None = None  # when the device itself last said or confirmed anything
    problem: str = ""  # stable code, "" if none
    detail: str = ""  # for the technician, no personal data
    conditions: frozenset[str] = frozenset()  # paper_near_end …
    info: DeviceInfo = field(default_factory=DeviceInfo)
    link: str = ""
    capabilities: frozenset[str] = frozenset()  # words of drivers.contract.Capability
    repair: str = ""  # what to do about the problem, in English


class DeviceRoom(Protocol):
    """What screens and central may know of devices and ask of them."""

    def statuses(self) -> Mapping[str, SlotStatus]: ...

    def watch(self, callback: Callable[[SlotStatus], None]) -> Callable[[], None]:
        """Call back with every changed status; returns how to stop."""

    async def act(self, name: str, action: str) -> Answer:
        """Do `test` (print, show, speak, ask something harmless) or `restart`; Refused if unknown or impossible."""


# ---------------------------------------------------------------------------------------------------------------------
# Screens


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who stands at a dispenser, as far as the card tells; of this only the person may be kept."""

    person: Person
    is_senior: bool = False
    holder: str = field(default="", repr=False)  # finds the person's appointments; "" where the hall has no key


class CardDesk(Protocol):
    """Who stands at a dispenser with a card, held in memory only and forgotten after a minute."""

    def visitor_at(self, dispenser: str) -> Visitor | None: ...

    def person_at(self, dispenser: str) -> Person | None: ...

    def agent_at(self, dispenser: str) -> Person | None:
        """Return who takes tickets for others here (代办), None if everybody takes their own."""

    def begin_errand(self, dispenser: str) -> bool:
        """Let whoever's card is here take tickets for others from now on; False if there is no card."""

    def problem_at(self, dispenser: str) -> str:
        """Return why the card on the reader could not be read (`card_unreadable` …), "" if nothing is wrong."""

    def forget(self, dispenser: str, *, keeps_agent: bool = False) -> None: ...

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with the dispenser's name when its card comes, goes or lapses."""


# ---------------------------------------------------------------------------------------------------------------------
# Central


@dataclass(frozen=True, slots=True)
class BridgeStatus:
    """How the bridge to central stands, for screens and health."""

    is_configured: bool
    is_connected: bool
    since: datetime
    waiting: int = 0  # events that central has not got yet
    detail: str = ""


class Bridge(Protocol):
    """The bridge to central, as screens see it."""

    def status(self) -> BridgeStatus: ...

    def watch(self, callback: Callable[[BridgeStatus], None]) -> Callable[[], None]: ...


@dataclass(frozen=True, slots=True)
class Document:
    """One versioned document of central's catalogue, as it stands under `catalogue/{name}`."""

    name: str  # appointments, calendar, tags, services, guides/{code}
    version: str
    received_at: datetime
    valid_until: datetime | None  # after it nothing of the document may be shown or done as current
    body: Mapping[str, Any]

    def is_current(self, now: datetime) -> bool:
        """Whether it may still be relied on."""
        return self.valid_until is None or now < self.valid_until


class Catalogues(Protocol):
    """What central has published for this hall, kept on disk so that it is there without a network."""

    def newest(self, name: str) -> Document | None:
        """Return the newest document of that name, also one that is no longer valid; None if none ever came."""

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with the name of every document that came, was withdrawn or expired; returns how to stop."""


class NoCatalogues:
    """The catalogue of a hall that stands alone."""

    def newest(self, name: str) -> Document | None:  # noqa: ARG002 - there is none of any name
        """Return nothing."""
        return None

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:  # noqa: ARG002
        """Never call back."""
        return lambda: None

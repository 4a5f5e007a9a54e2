"""A day of a hall as data: who comes, how long they need, and what is done at the windows; not who is called when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from edge.hall.commands import ChangeWindow, CloseWindow, OpenWindow, PauseWindow, Slot
from edge.hall.plan import Plan
from edge.hall.sessions import Rest, Session
from edge.hall.terms import TicketClass


class Ending(Enum):
    """How a ticket leaves a window that has called it."""

    FINISHED = "finished"  # this leg is done
    MISSED = "missed"  # nobody came
    TRANSFERRED = "transferred"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Stay:
    """What one call comes to: a ticket has one for each time that it is called, in order."""

    walking_s: float  # called to started; for one that is missed: called to given up
    serving_s: float = 0.0
    ending: Ending = Ending.FINISHED
    away_s: float | None = None  # missed or parked: so much later they are back, None: never
    service: str = ""  # transferred to it …
    window: int | None = None  # … or to this very window


@dataclass(frozen=True, slots=True)
class Arrival:
    """One citizen: what they touch, and what will happen to them at windows, whichever those are."""

    at: datetime
    services: tuple[str, ...]
    ticket_class: TicketClass = TicketClass.ORDINARY
    reason: str = ""
    appointment: str = ""  # the booking that is checked in …
    slot: Slot | None = None  # … and its time
    printing_s: float = 0.0
    stays: tuple[Stay, ...] = ()
    patience_s: float | None = None  # leaves the queue if not called by then


@dataclass(frozen=True, slots=True)
class DeskStep:
    """Somebody opens, pauses, closes or changes a window."""

    at: datetime
    command: OpenWindow | PauseWindow | CloseWindow | ChangeWindow


@dataclass(frozen=True, slots=True)
class Day:
    """Everything about a day that does not follow from the order of calls."""

    plan: Plan  # with the policy that it was recorded or is meant to run under
    opens_at: datetime
    closes_at: datetime  # the day is closed then, whoever still waits; not before the last arrival
    arrivals: tuple[Arrival, ...]  # in order of time
    steps: tuple[DeskStep, ...]  # in order of time
    sessions: tuple[Session, ...] = ()  # none: tickets are given to whoever arrives
    rests: tuple[Rest, ...] = ()  # that the roster has announced when the day opens
    usual: Mapping[str, Stay] = field(default_factory=dict)  # by service, for calls that no stay was foreseen for
    reactions_s: Mapping[int, tuple[float, ...]] = field(default_factory=dict)
    """By window and call: how long it stood free although somebody waited for it; left out: it never did."""
    is_served_out: bool = True  # who waits at closing time is still served; False: the day ends sharp

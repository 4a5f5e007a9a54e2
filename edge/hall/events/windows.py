"""What happened at the windows."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from edge.hall.terms import Role


@dataclass(frozen=True, slots=True)
class WindowOpened:
    kind: ClassVar[str] = "window.opened"
    window: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WindowPaused:
    kind: ClassVar[str] = "window.paused"
    window: int
    reason: str = ""
    until: datetime | None = None  # rests by roster


@dataclass(frozen=True, slots=True)
class WindowClosed:
    kind: ClassVar[str] = "window.closed"
    window: int
    reason: str = ""
    until: datetime | None = None  # rests by roster


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What a window does: its primary and secondary services, and its roles, the main one first."""

    serves: tuple[str, ...]
    spills: tuple[str, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class WindowChanged:
    """Who changed a window from what to what; `was` is None only in entries of earlier versions."""

    kind: ClassVar[str] = "window.changed"
    window: int
    serves: tuple[str, ...]
    spills: tuple[str, ...]
    role: Role
    also: tuple[Role, ...] = ()  # further roles
    by: str = ""
    was: Arrangement | None = None
    is_undo: bool = False
    is_as_configured: bool = False  # the window follows the configuration again


@dataclass(frozen=True, slots=True)
class ClerkSignedIn:
    kind: ClassVar[str] = "clerk.signed_in"
    window: int
    clerk: str


@dataclass(frozen=True, slots=True)
class ClerkSignedOut:
    kind: ClassVar[str] = "clerk.signed_out"
    window: int
    clerk: str
    reason: str = ""  # replaced, elsewhere, day_closed; "" by the clerk's own wish

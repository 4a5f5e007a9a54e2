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
class WindowChanged:
    kind: ClassVar[str] = "window.changed"
    window: int
    serves: tuple[str, ...]
    spills: tuple[str, ...]
    role: Role


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

"""What is asked at a window: calls, service, and the window itself.

`seen` is the ticket that whoever asks saw at the window, by id or number, "" if they saw none: two devices and an
impatient finger never do to the next ticket what was meant for the one before. None is from those who cannot say.
"""

from dataclasses import dataclass
from datetime import datetime

from edge.hall.terms import Outcome, Role


@dataclass(frozen=True, slots=True)
class Call:
    """Call whoever is next at this window, which must be free."""

    window: int


@dataclass(frozen=True, slots=True)
class Next:
    """Finish what is at the window, then call; `is_missed` counts an unstarted ticket as missed."""

    window: int
    is_missed: bool = False
    seen: str | None = None
    is_blind: bool = False  # from a keypad, which cannot say what was seen: not so soon after the call before


@dataclass(frozen=True, slots=True)
class CallNumber:
    window: int
    ticket: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recall:
    window: int
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Start:
    window: int
    ticket: str = ""  # set by the auto-start timer: only this ticket is meant
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Miss:
    window: int
    reason: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Finish:
    window: int
    outcome: Outcome | None = None
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    ticket: str
    reason: str
    service: str = ""
    window: int | None = None


@dataclass(frozen=True, slots=True)
class Park:
    window: int
    reason: str = ""
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Resume:
    ticket: str


@dataclass(frozen=True, slots=True)
class OpenWindow:
    window: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PauseWindow:
    window: int
    reason: str = ""
    until: datetime | None = None  # rests by roster, and is opened again then


@dataclass(frozen=True, slots=True)
class CloseWindow:
    window: int
    reason: str = ""
    until: datetime | None = None  # rests by roster, and is opened again then


@dataclass(frozen=True, slots=True)
class ChangeWindow:
    """Give a window other services or roles; what is None stays, or follows from the new role."""

    window: int
    serves: tuple[str, ...] | None = None
    spills: tuple[str, ...] | None = None
    role: Role | None = None
    also: tuple[Role, ...] | None = None  # further roles; None with a new role: none
    by: str = ""  # who asked for it: a screen, a clerk's code, central


@dataclass(frozen=True, slots=True)
class UndoChange:
    """Let a window be again what it was before its last change; undone once more, the change is back."""

    window: int
    by: str = ""


@dataclass(frozen=True, slots=True)
class SignIn:
    window: int
    clerk: str


@dataclass(frozen=True, slots=True)
class SignOut:
    window: int
    clerk: str = ""  # only if it is this one who sits there

"""The policies that every hall argues about, as data; strict priority is a head start longer than any day."""

from collections.abc import Mapping
from dataclasses import dataclass

from edge.hall.policy import DEFAULT_CLASSES, MINUTE_S, ClassPolicy, Policy
from edge.hall.terms import TicketClass

WHOLE_DAY_S = 24 * 60 * MINUTE_S  # nobody waits longer: as a ceiling none, as a head start before everybody else


@dataclass(frozen=True, slots=True)
class Title:
    """What a column or a bar is called."""

    chinese: str
    english: str


@dataclass(frozen=True, slots=True)
class NamedPolicy:
    """A policy, and what to call it."""

    title: Title
    policy: Policy


def _with(classes: Mapping[TicketClass, ClassPolicy], *, has_ceiling: bool) -> Policy:
    """Return the default policy with other classes, and its ceilings or none."""
    ceilings_s = {kind: one.ceiling_s if has_ceiling else WHOLE_DAY_S for kind, one in DEFAULT_CLASSES.items()}
    return Policy(
        classes={kind: ClassPolicy(one.head_start_s, one.slope, ceilings_s[kind]) for kind, one in classes.items()}
    )


_EQUAL = {kind: ClassPolicy() for kind in TicketClass}
_STRICT = {kind: ClassPolicy() for kind in TicketClass} | {
    TicketClass.APPOINTMENT: ClassPolicy(head_start_s=WHOLE_DAY_S),
    TicketClass.PRIORITY: ClassPolicy(head_start_s=2 * WHOLE_DAY_S),
}

ARGUED = (
    NamedPolicy(Title("先来先办", "first come, first served"), _with(_EQUAL, has_ceiling=False)),
    NamedPolicy(Title("先来先办，设等候上限", "first come, with ceilings"), _with(_EQUAL, has_ceiling=True)),
    NamedPolicy(Title("绝对优先", "strict priority"), _with(_STRICT, has_ceiling=False)),
    NamedPolicy(Title("绝对优先，设等候上限", "strict priority, with ceilings"), _with(_STRICT, has_ceiling=True)),
    NamedPolicy(Title("累积优先", "accumulated priority"), _with(DEFAULT_CLASSES, has_ceiling=False)),
    NamedPolicy(Title("累积优先，设等候上限（默认）", "accumulated, with ceilings (default)"), Policy()),
)

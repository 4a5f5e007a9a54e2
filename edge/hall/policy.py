"""The numbers of the order rule and of the hall's patience; data, so that a change can be rehearsed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from edge.hall.terms import PriorityReason, TicketClass

MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class ClassPolicy:
    """How one class of tickets competes."""

    head_start_s: float = 0.0
    slope: float = 1.0  # priority gained per second waited
    ceiling_s: float = 30 * MINUTE_S


DEFAULT_CLASSES: Mapping[TicketClass, ClassPolicy] = MappingProxyType(
    {
        TicketClass.ORDINARY: ClassPolicy(),
        TicketClass.APPOINTMENT: ClassPolicy(slope=1.5, ceiling_s=15 * MINUTE_S),
        TicketClass.PRIORITY: ClassPolicy(head_start_s=5 * MINUTE_S, slope=3.0, ceiling_s=15 * MINUTE_S),
    }
)


@dataclass(frozen=True, slots=True)
class Policy:
    """Every number that a hall may choose; durations in seconds."""

    classes: Mapping[TicketClass, ClassPolicy] = field(default_factory=lambda: dict(DEFAULT_CLASSES))
    recalls: int = 3
    next_guard_s: float = 2.0  # so soon after a call a keypad's "next" is taken for the same press; 0 never
    spill_after_s: float = 15 * MINUTE_S
    is_balanced: bool = True  # False: always the first zone that serves it, as a sign at the door would say
    elsewhere_after_s: float = 120.0  # so long a free window of their own zone may take to call them
    return_after_calls: int = 3
    return_window_s: float = 60 * MINUTE_S
    auto_start_s: float = 20.0  # for windows without a start key
    rating_open_s: float = 60.0
    late_press_s: float = 120.0  # a rating key counts for the last finished leg this long
    offer_s: float = 60.0
    appointment_early_s: float = 30 * MINUTE_S  # before its slot begins
    appointment_late_s: float = 15 * MINUTE_S  # after its slot has ended
    reprints: int = 3  # of one ticket, by its holder
    senior_age: int = 60  # 老年人权益保障法: from this age on a card opens the green channel by itself
    priority_reasons: tuple[PriorityReason, ...] = tuple(PriorityReason)  # that a citizen may declare
    command_memory_s: float = 24 * 60 * MINUTE_S
    recovery_step: int = 50  # numbers left out after a journal was cut or lost
    keeps_tickets_overnight: bool = False
    number_digits: int = 3

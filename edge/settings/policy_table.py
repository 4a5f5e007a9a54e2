"""The table [policy]: every number of the order rule that a hall may choose, and what it is when the file is silent."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from edge.hall.policy import DEFAULT_CLASSES, ClassPolicy, Policy
from edge.hall.terms import PriorityReason, TicketClass
from edge.settings.tables import Table

DEFAULT = Policy()

Seconds = Annotated[float, Field(ge=0)]
Count = Annotated[int, Field(ge=0)]


class ClassTable(Table):
    """How one class of tickets competes; what is left out stays at that class's default."""

    head_start_s: Seconds | None = None
    slope: Annotated[float, Field(gt=0)] | None = None
    ceiling_s: Annotated[float, Field(gt=0)] | None = None

    def over(self, default: ClassPolicy) -> ClassPolicy:
        """Return the default with what this table says instead."""
        return ClassPolicy(
            head_start_s=default.head_start_s if self.head_start_s is None else self.head_start_s,
            slope=default.slope if self.slope is None else self.slope,
            ceiling_s=default.ceiling_s if self.ceiling_s is None else self.ceiling_s,
        )


class PolicyTable(Table):
    """The names are those of the rules' own policy."""

    classes: Mapping[TicketClass, ClassTable] = Field(default_factory=dict)
    recalls: Count = DEFAULT.recalls
    next_guard_s: Seconds = DEFAULT.next_guard_s
    spill_after_s: Seconds = DEFAULT.spill_after_s
    is_balanced: bool = DEFAULT.is_balanced
    elsewhere_after_s: Seconds = DEFAULT.elsewhere_after_s
    return_after_calls: Count = DEFAULT.return_after_calls
    return_window_s: Seconds = DEFAULT.return_window_s
    auto_start_s: Seconds = DEFAULT.auto_start_s
    rating_open_s: Annotated[float, Field(gt=0)] = DEFAULT.rating_open_s
    late_press_s: Seconds = DEFAULT.late_press_s
    offer_s: Annotated[float, Field(gt=0)] = DEFAULT.offer_s
    appointment_early_s: Seconds = DEFAULT.appointment_early_s
    appointment_late_s: Seconds = DEFAULT.appointment_late_s
    reprints: Count = DEFAULT.reprints
    senior_age: Annotated[int, Field(ge=50, le=100)] = DEFAULT.senior_age
    priority_reasons: Annotated[tuple[PriorityReason, ...], Field(min_length=1)] = DEFAULT.priority_reasons
    command_memory_s: Annotated[float, Field(ge=3600)] = DEFAULT.command_memory_s
    recovery_step: Annotated[int, Field(ge=1)] = DEFAULT.recovery_step
    keeps_tickets_overnight: bool = DEFAULT.keeps_tickets_overnight
    number_digits: Annotated[int, Field(ge=2, le=4)] = DEFAULT.number_digits

    def policy(self) -> Policy:
        """Return the rules' own value of it."""
        numbers = {name: getattr(self, name) for name in type(self).model_fields if name != "classes"}
        silent = ClassTable()
        classes = {name: self.classes.get(name, silent).over(default) for name, default in DEFAULT_CLASSES.items()}
        return Policy(classes=classes, **numbers)

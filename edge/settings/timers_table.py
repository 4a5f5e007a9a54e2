"""The table [timers]: after how long the hall reminds somebody."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from edge.hall.timers import Limits, Timers
from edge.settings.draft import Draft
from edge.settings.problems import no_such
from edge.settings.tables import Table

MINUTE_S = 60.0

Minutes = Annotated[float, Field(ge=0)]  # 0 reminds nobody


class LimitsTable(Table):
    """Limits of one service; what is left out is as usual, 0 switches it off."""

    wait_min: Minutes | None = None
    walk_min: Minutes | None = None
    serve_min: Minutes | None = None
    park_min: Minutes | None = None


class TimersTable(Table):
    """Limits in minutes; 0 switches one off."""

    wait_min: Minutes = 30
    walk_min: Minutes = 5  # called, and nobody has come
    serve_min: Minutes = 45
    park_min: Minutes = 60
    idle_min: Minutes = 5  # a window is free while somebody waits for it
    case_near_min: Minutes = 24 * 60  # before a case's deadline at central
    unresolved_min: Minutes = 480  # of the hall's working time, for 办不成事
    unresolved_near_min: Minutes = 120  # before that
    services: Mapping[str, LimitsTable] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _warns_before_it_is_over(self) -> Self:
        if self.unresolved_min and self.unresolved_near_min >= self.unresolved_min:
            raise ValueError('"unresolved_near_min" must be less than "unresolved_min": it warns before')
        return self

    def timers(self) -> Timers:
        """Return the rules' own value of it."""
        return Timers(
            Limits(*map(_seconds, (self.wait_min, self.walk_min, self.serve_min, self.park_min))),
            {code: _own(self, limits) for code, limits in self.services.items()},
            idle_s=_seconds(self.idle_min),
            case_near_s=_seconds(self.case_near_min),
            unresolved_s=_seconds(self.unresolved_min),
            unresolved_near_s=self.unresolved_near_min * MINUTE_S,
        )


def read_timers(draft: Draft) -> TimersTable:
    """Read [timers]; what is left out is as usual."""
    table = draft.one("timers", TimersTable) or TimersTable()
    known = draft.written("service", "code")
    for code in table.services:
        if code not in known:
            draft.complain("[timers]", f'limits of "{code}", but {no_such("service", code, known)}')
    return table


def _own(usual: TimersTable, own: LimitsTable) -> Limits:
    """Return a service's limits whole: an explicit 0 is not the same as nothing said."""
    names = ("wait_min", "walk_min", "serve_min", "park_min")
    minutes = (getattr(usual, name) if getattr(own, name) is None else getattr(own, name) for name in names)
    return Limits(*map(_seconds, minutes))


def _seconds(minutes: float) -> float | None:
    return minutes * MINUTE_S if minutes else None

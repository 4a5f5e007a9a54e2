"""The table [tides]: which windows open under load only, and when; the times of day are the hall's."""

from datetime import time
from typing import Annotated, Final

from pydantic import Field, model_validator

from edge.hall.terms import Role
from edge.hall.tides import MINUTE_S, Tides, TideTime
from edge.settings.draft import Draft
from edge.settings.problems import no_such
from edge.settings.tables import Table

DEFAULT: Final = Tides()
PLACE: Final = "[tides]"

Minutes = Annotated[float, Field(gt=0, le=600)]


class TideTimeTable(Table):
    """A time of day at which tidal windows are wanted anyhow."""

    begins: time
    ends: time
    windows: tuple[int, ...] = ()  # empty: all tidal ones

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> "TideTimeTable":
        if self.ends <= self.begins:
            raise ValueError('"ends" must be later than "begins"')
        return self


class TideTable(Table):
    """Thresholds in minutes; between the two of the expected wait nothing new is advised."""

    windows: tuple[int, ...] | None = None  # None: those whose role is tidal
    open_over_min: Minutes = DEFAULT.open_over_s / MINUTE_S
    oldest_over_min: Minutes = DEFAULT.oldest_over_s / MINUTE_S
    close_under_min: Minutes = DEFAULT.close_under_s / MINUTE_S
    open_least_min: Minutes = DEFAULT.open_least_s / MINUTE_S
    quiet_min: Minutes = DEFAULT.quiet_s / MINUTE_S
    automatic: bool = DEFAULT.is_automatic
    times: tuple[TideTimeTable, ...] = ()

    @model_validator(mode="after")
    def _thresholds_leave_room(self) -> "TideTable":
        if self.close_under_min >= self.open_over_min:
            raise ValueError('"close_under_min" must be less than "open_over_min", or windows open and close by turns')
        return self

    def tides(self, tidal: tuple[int, ...]) -> Tides:
        """Return the rules' own value of it; `tidal` are the windows of that role."""
        return Tides(
            windows=tidal if self.windows is None else self.windows,
            open_over_s=self.open_over_min * MINUTE_S,
            oldest_over_s=self.oldest_over_min * MINUTE_S,
            close_under_s=self.close_under_min * MINUTE_S,
            open_least_s=self.open_least_min * MINUTE_S,
            quiet_s=self.quiet_min * MINUTE_S,
            is_automatic=self.automatic,
            times=tuple(TideTime(one.begins, one.ends, one.windows) for one in self.times),
        )


def read_tides(draft: Draft) -> TideTable:
    """Return [tides]; complain about windows that are not there, or that no tide may open."""
    table = draft.one("tides", TideTable) or TideTable()
    known = draft.written("window", "number")
    tidal = [window.number for window in draft.windows if Role.TIDAL in (window.role, *window.also)]
    for number in table.windows or ():
        if number not in known:
            draft.complain(PLACE, f"names window {number}, but {no_such('window', number, known)}")
    allowed = tidal if table.windows is None else list(table.windows)
    for number in dict.fromkeys(number for one in table.times for number in one.windows):
        if number not in allowed and len(draft.windows) == len(known):
            draft.complain(PLACE, f'a time names window {number}, which is no tidal window: its role must be "tidal"')
    return table

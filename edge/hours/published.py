"""What central publishes of dates (`catalogue/calendar`), read at the door; and a warning before years run out.

    {"through": "2027-12-31",
     "days": {"2027-02-06": {"is": "holiday", "reason": "春节", "reason_en": "Spring Festival"},
              "2027-03-05": {"open": "08:30", "close": "12:00", "reason": "系统升级"}}}

A date is written as in the hall's own [hours.overrides]. A document that cannot be read is never taken.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final

from pydantic import Field

from drivers.contract import Clock
from edge.hall.commands import ClearProblem, Command, RaiseProblem
from edge.hall.refusal import Refused
from edge.hours.days import Special
from edge.hours.hall_calendar import Calendar
from edge.hours.tables import specials
from edge.ports import Catalogues, Commands, Document, JournalBroken
from edge.settings.hours_table import SpecialTable
from edge.settings.tables import Table

NAME: Final = "calendar"
ENDS: Final = "calendar_ends"
AHEAD: Final = timedelta(days=45)  # next year's holidays are announced in the first half of November
LOOK_S: Final = 600.0


class CalendarBody(Table):
    """The document's body."""

    through: date | None = None  # all public holidays up to here are among `days`
    days: Mapping[date, SpecialTable] = Field(default_factory=dict)


def read_calendar(raw_body: Mapping[str, Any]) -> CalendarBody:
    """Return the document's body; ValidationError, which is a ValueError, if it does not fit."""
    return CalendarBody.model_validate(dict(raw_body))


class CentralDays:
    """Central's newest document about dates, for as long as it is current."""

    def __init__(self, catalogues: Catalogues, clock: Clock) -> None:
        self._catalogues = catalogues
        self._clock = clock
        self._read: Document | None = None
        self._through: date | None = None
        self._days: Mapping[date, Special] = {}

    def special(self, day: date) -> Special | None:
        """Return what central has ruled for a date, None if nothing."""
        return self._days.get(day) if self._is_current() else None

    def through(self) -> date | None:
        """Return the last date for which central names every holiday, None if it does not say."""
        return self._through if self._is_current() else None

    def _is_current(self) -> bool:
        newest = self._catalogues.newest(NAME)
        if newest is not self._read:
            self._read, self._through, self._days = newest, None, {}
            if newest is not None:
                body = read_calendar(newest.body)
                self._through, self._days = body.through, specials(body.days)
        return newest is not None and newest.is_current(self._clock.now())


class CalendarWatch:
    """Says early that the known holidays run out."""

    def __init__(self, commands: Commands, calendar: Calendar, clock: Clock) -> None:
        self._commands = commands
        self._calendar = calendar
        self._clock = clock

    async def run(self) -> None:
        """Watch until cancelled."""
        while True:
            command = self._needed()
            if command is not None:
                with suppress(Refused, JournalBroken):
                    await self._commands.submit(command, f"calendar/{self._clock.now().isoformat()}")
            await self._clock.sleep(LOOK_S)

    def _needed(self) -> Command | None:
        ends = self._calendar.known_through()
        known = self._commands.hall.state.problems.get((ENDS, NAME))
        if ends is not None and ends - self._clock.now().date() < AHEAD:
            is_news = known is None or known.detail != str(ends)
            return RaiseProblem("calendar_ends", NAME, str(ends)) if is_news else None
        return ClearProblem("calendar_ends", NAME) if known is not None else None

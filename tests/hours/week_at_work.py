"""Calendars to try: a county's hall with mornings, afternoons, a Saturday for appointments, and lunch rosters."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall import commands as c
from edge.hall.plan import Plan
from edge.hall.sessions import Admits
from edge.hours.days import Hours, Roster, Special, Timetable, Weekly
from edge.hours.hall_calendar import Calendar, Published
from edge.hours.keeper import DayKeeper
from tests.engine.engine_house import ScriptedJournal, Wall, engine_on

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORKDAYS = frozenset(range(5))
MORNING = Weekly(WORKDAYS, Hours(time(8, 30), time(12)))
AFTERNOON = Weekly(WORKDAYS, Hours(time(13, 30), time(17)))
SATURDAY = Weekly(frozenset({5}), Hours(time(9), time(12), Admits.APPOINTMENTS))
LUNCH = (
    Roster((1,), WORKDAYS, time(11, 30), time(12, 30), "午间轮休"),
    Roster((2,), WORKDAYS, time(12, 30), time(13, 30), "午间轮休"),
)


def calendar(
    *sessions: Weekly,
    specials: Mapping[date, Special] | None = None,
    rosters: tuple[Roster, ...] = (),
    published: Published | None = None,
    serves_out_min: int = 60,
    is_national: bool = True,
) -> Calendar:
    """A hall's calendar; working days in two sessions if none are named."""
    timetable = Timetable(
        sessions or (MORNING, AFTERNOON),
        rosters,
        specials or {},
        serves_out=timedelta(minutes=serves_out_min),
        is_national=is_national,
    )
    return Calendar(timetable, SHANGHAI, published)


def at(day: str, hour: int = 12, minute: int = 0) -> datetime:
    """A moment of the hall's own clock: "2026-10-01"."""
    return datetime.combine(date.fromisoformat(day), time(hour, minute), SHANGHAI)


@dataclass
class Week:
    """A hall, its day keeper, and a wall clock that a test moves."""

    engine: Engine
    journal: ScriptedJournal
    wall: Wall

    async def until(self, moment: datetime) -> str:
        """Let the time pass; return the day that is open then, "" if none is."""
        await asyncio.sleep((moment - self.wall()).total_seconds() + 35)  # the keeper looks every half minute
        return self.engine.hall.state.day if self.engine.hall.state.is_day_open else ""

    async def do(self, command: c.Command) -> Mapping[str, object]:
        return await self.engine.submit(command, f"hand-{self.journal.tail}")

    def happened(self, *kinds: str) -> list[str]:
        """What there was of these kinds, with the hour."""
        return [
            f"{event.kind} {getattr(event, 'window', '')}".strip() + f" {entry.at.astimezone(SHANGHAI):%d %H:%M}"
            for entry in self.journal.entries
            for event in entry.events
            if event.kind in kinds
        ]


@asynccontextmanager
async def week(
    begins: datetime,
    hours: Calendar | None = None,
    journal: ScriptedJournal | None = None,
    *,
    the_plan: Plan | None = None,
) -> AsyncIterator[Week]:
    """Keep days from `begins` on; a journal given again is a restart."""
    wall = Wall()
    wall.skew = begins - wall()
    journal = journal or ScriptedJournal()
    async with engine_on(journal, wall, the_plan, is_open=False) as engine:
        keeper = asyncio.create_task(DayKeeper(engine, hours or calendar(), SystemClock(wall=wall)).run())
        await asyncio.sleep(0.1)
        try:
            yield Week(engine, journal, wall)
        finally:
            keeper.cancel()
            await asyncio.wait({keeper})
            if not keeper.cancelled():
                keeper.result()

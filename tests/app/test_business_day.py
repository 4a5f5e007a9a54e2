"""The day opens and closes by the calendar, by hand, and never at midnight by surprise."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall import commands as c
from edge.hours.days import Hours, Timetable, Weekly
from edge.hours.hall_calendar import Calendar
from edge.hours.keeper import DayKeeper
from tests.engine.engine_house import BROKEN, ScriptedJournal, Wall, engine_on

SHANGHAI = ZoneInfo("Asia/Shanghai")
WORKDAYS = Calendar(Timetable((Weekly(frozenset(range(5)), Hours(time(8, 30), time(17))),)), SHANGHAI)
MON, TUE, FRI, SAT = (datetime(2026, 11, day, tzinfo=SHANGHAI) for day in (23, 24, 27, 28))


@dataclass
class Days:
    """A hall, its day keeper, and a wall clock that a test moves."""

    engine: Engine
    journal: ScriptedJournal
    wall: Wall

    async def until(self, day: datetime, hour: int, minute: int = 0) -> str:
        """Let the time pass; return the day that is open then, "" if none is."""
        await asyncio.sleep((day.replace(hour=hour, minute=minute) - self.wall()).total_seconds())
        return self.engine.hall.state.day if self.engine.hall.state.is_day_open else ""

    async def do(self, command: c.Command) -> None:
        await self.engine.submit(command, f"hand-{self.journal.tail}")

    def happened(self) -> list[str]:
        """Openings and closings, with the day's number and the hour."""
        return [
            f"{event.kind[4:]} {getattr(event, 'day', '')[8:]} at {entry.at.astimezone(SHANGHAI):%d %H:%M}"
            for entry in self.journal.entries
            for event in entry.events
            if event.kind in {"day.opened", "day.closed"}
        ]


@asynccontextmanager
async def days(
    at: datetime, hours: Calendar | None = WORKDAYS, journal: ScriptedJournal | None = None
) -> AsyncIterator[Days]:
    wall = Wall()
    wall.skew = at - wall()
    journal = journal or ScriptedJournal()
    async with engine_on(journal, wall, is_open=False) as engine:
        keeper = asyncio.create_task(DayKeeper(engine, hours, SystemClock(wall=wall)).run())
        await asyncio.sleep(0.1)
        try:
            yield Days(engine, journal, wall)
        finally:
            keeper.cancel()
            await asyncio.wait({keeper})


async def test_a_week_by_the_calendar() -> None:
    async with days(MON.replace(hour=7)) as here:
        assert await here.until(MON, 8, 29) == ""
        assert await here.until(MON, 8, 31) == "2026-11-23"
        assert await here.until(MON, 16, 59) == "2026-11-23"
        assert await here.until(MON, 17, 1) == ""
        assert await here.until(FRI, 12) == "2026-11-27"
        assert await here.until(SAT, 12) == ""
        assert await here.until(SAT + timedelta(days=2), 9) == "2026-11-30"
    assert here.happened()[:4] == [
        "opened 23 at 23 08:30",
        "closed 23 at 23 17:00",
        "opened 24 at 24 08:30",
        "closed 24 at 24 17:00",
    ]


async def test_without_hours_the_day_opens_at_start_and_closes_by_command() -> None:
    async with days(SAT.replace(hour=23), hours=None) as here:
        assert await here.until(SAT + timedelta(days=3), 12) == "2026-11-28"
        await here.do(c.CloseDay())
        assert await here.until(SAT + timedelta(days=4), 12) == ""


async def test_without_hours_a_day_that_a_person_closed_stays_closed_over_a_restart() -> None:
    journal = ScriptedJournal()
    async with days(MON.replace(hour=9), None, journal) as here:
        await here.do(c.CloseDay())
    async with days(MON.replace(hour=10), None, journal) as here:
        assert await here.until(MON, 12) == ""
    async with days(TUE.replace(hour=8), None, journal) as here:
        assert await here.until(TUE, 9) == "2026-11-24"


async def test_a_person_who_closes_early_is_not_contradicted_before_the_next_day() -> None:
    async with days(MON.replace(hour=8)) as here:
        await here.until(MON, 12)
        await here.do(c.CloseDay("power work"))
        assert await here.until(MON, 16) == ""
        assert await here.until(TUE, 9) == "2026-11-24"


async def test_a_hall_opened_by_hand_in_the_evening_stays_open_past_midnight() -> None:
    async with days(FRI.replace(hour=16)) as here:
        await here.until(FRI, 20)
        await here.do(c.OpenDay())
        assert await here.until(SAT, 1) == "2026-11-27"
        await here.do(c.CloseDay())
        assert await here.until(SAT, 12) == ""


async def test_a_hall_left_open_by_hand_begins_the_next_day_by_the_calendar() -> None:
    async with days(MON.replace(hour=16)) as here:
        await here.until(MON, 20)
        await here.do(c.OpenDay())
        assert await here.until(TUE, 8, 29) == "2026-11-23"
        assert await here.until(TUE, 8, 31) == "2026-11-24"


async def test_a_hall_opened_by_hand_in_the_early_morning_closes_with_the_day() -> None:
    async with days(MON.replace(hour=6)) as here:
        await here.do(c.OpenDay())
        assert await here.until(MON, 8, 0) == "2026-11-23"
        assert await here.until(MON, 17, 1) == ""
    assert here.happened() == ["opened 23 at 23 06:00", "closed 23 at 23 17:00"]


async def test_a_weekend_day_opened_by_hand_is_not_closed_by_the_calendar() -> None:
    async with days(SAT.replace(hour=9)) as here:
        await here.do(c.OpenDay())
        assert await here.until(SAT, 23) == "2026-11-28"


@pytest.mark.parametrize(
    ("back", "expected"),
    [
        (MON.replace(hour=15), ["opened 23 at 23 08:30"]),
        (MON.replace(hour=20), ["opened 23 at 23 08:30", "closed 23 at 23 20:00"]),
        (SAT.replace(hour=12), ["opened 23 at 23 08:30", "closed 23 at 28 12:00"]),
        (TUE.replace(hour=9), ["opened 23 at 23 08:30", "closed 23 at 24 09:00", "opened 24 at 24 09:00"]),
    ],
)
async def test_after_a_power_cut_the_day_is_what_the_calendar_says(back: datetime, expected: list[str]) -> None:
    journal = ScriptedJournal()
    async with days(MON.replace(hour=8), journal=journal) as here:
        await here.until(MON, 14)
    async with days(back, journal=journal) as here:
        assert here.happened() == expected


async def test_a_day_is_opened_as_soon_as_the_journal_can_keep_it() -> None:
    journal = ScriptedJournal()
    journal.failures = [BROKEN] * 3
    async with days(MON.replace(hour=9), journal=journal) as here:
        assert await here.until(MON, 9, 5) == "2026-11-23"
    journal = ScriptedJournal()
    journal.failures = [BROKEN] * 3
    async with days(MON.replace(hour=9), None, journal) as here:
        assert await here.until(MON, 9, 5) == "2026-11-23"


def test_when_the_hall_opens_next_and_closed_last() -> None:
    def opens(now: datetime) -> datetime | None:
        found = WORKDAYS.next_session(now)
        return found.opens if found else None

    def closed(now: datetime) -> datetime | None:
        found = WORKDAYS.last_closed(now)
        return found.closes if found else None

    assert opens(MON.replace(hour=7)) == MON.replace(hour=8, minute=30)
    assert opens(FRI.replace(hour=9)) == MON + timedelta(days=7, hours=8, minutes=30)
    assert closed(MON.replace(hour=7)) == MON + timedelta(days=-3, hours=17)
    assert closed(MON.replace(hour=17)) == MON.replace(hour=17)
    never = Calendar(Timetable(()), SHANGHAI)
    assert (never.next_session(MON), never.last_closed(MON)) == (None, None)


async def test_a_day_named_by_a_clock_that_was_wrong_is_opened_and_closed_by_the_calendar_all_the_same() -> None:
    journal = ScriptedJournal()
    async with days(MON.replace(year=2027, hour=9), journal=journal) as here:  # 2027-11-23 is a Tuesday
        assert here.engine.hall.state.day == "2027-11-23"
    async with days(MON.replace(hour=12), journal=journal) as here:
        assert await here.until(MON, 16) == "2027-11-23"
        assert await here.until(MON, 18) == ""
        assert await here.until(TUE, 9) == "2027-11-23"
        await here.do(c.CloseDay("early"))
        assert await here.until(TUE, 12) == ""

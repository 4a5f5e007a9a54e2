"""A business day of several sessions: served out, rested by roster, restarted at lunch, with a clock that jumps."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from edge.hall import commands as c
from edge.hall.policy import Policy
from edge.hall.terms import WindowState
from tests.engine.engine_house import ScriptedJournal, replay
from tests.hours.week_at_work import LUNCH, at, calendar, week
from tests.support.halls import plan

MONDAY = "2026-11-23"


async def test_the_day_stays_open_over_lunch_and_is_planned_once() -> None:
    async with week(at(MONDAY, 8)) as here:
        assert await here.until(at(MONDAY, 12, 30)) == MONDAY
        assert len(here.engine.hall.state.sessions) == 2
        assert await here.until(at(MONDAY, 17)) == ""
    assert here.happened("day.opened", "day.planned", "day.closed") == [
        "day.opened 23 08:30",
        "day.planned 23 08:30",
        "day.closed 23 17:00",
    ]
    assert replay(here.journal).state == here.engine.hall.state


async def test_whoever_holds_a_ticket_at_closing_time_is_served_before_the_day_ends() -> None:
    async with week(at(MONDAY, 8)) as here:
        await here.until(at(MONDAY, 16, 50))
        await here.do(c.OpenWindow(1))
        await here.do(c.Take(("social",)))
        await here.do(c.Take(("social",)))
        assert await here.until(at(MONDAY, 17, 5)) == MONDAY
        await here.do(c.Next(1))
        await here.do(c.Next(1))
        assert await here.until(at(MONDAY, 17, 20)) == MONDAY
        await here.do(c.Finish(1))
        assert await here.until(at(MONDAY, 17, 21)) == ""
    assert here.happened("day.closed", "ticket.expired") == ["day.closed 23 17:20"]


async def test_at_the_latest_the_day_ends_whoever_still_waits() -> None:
    async with week(at(MONDAY, 16), calendar(serves_out_min=30)) as here:
        await here.do(c.OpenWindow(1))
        await here.do(c.Take(("social",)))
        assert await here.until(at(MONDAY, 17, 29)) == MONDAY
        assert await here.until(at(MONDAY, 17, 30)) == ""
    assert here.happened("ticket.expired", "day.closed") == ["ticket.expired 23 17:30", "day.closed 23 17:30"]


async def test_a_missed_ticket_holds_nobody_in_the_evening() -> None:
    async with week(at(MONDAY, 16)) as here:
        await here.do(c.OpenWindow(1))
        await here.do(c.Take(("social",)))
        await here.do(c.Next(1))
        await here.do(c.Miss(1, "gone"))
        assert await here.until(at(MONDAY, 17, 1)) == ""


async def test_a_hall_opened_by_hand_on_a_holiday_has_no_sessions_and_stays_open() -> None:
    async with week(at("2026-10-01", 9)) as here:
        await here.do(c.OpenDay())
        assert await here.until(at("2026-10-01", 20)) == "2026-10-01"
        assert here.engine.hall.state.sessions == ()
        assert (await here.do(c.Take(("social",))))["number"] == "A001"


async def test_windows_rest_by_roster_and_come_back() -> None:
    async with week(at(MONDAY, 8), calendar(rosters=LUNCH)) as here:
        await here.until(at(MONDAY, 9))
        for window in (1, 2, 3):
            await here.do(c.OpenWindow(window))
        await here.until(at(MONDAY, 11, 31))
        desk = here.engine.hall.desk(1)
        assert (desk.state, desk.reason, desk.until) == (WindowState.PAUSED, "午间轮休", at(MONDAY, 12, 30))
        assert here.engine.hall.desk(2).state is WindowState.OPEN
        await here.until(at(MONDAY, 15))
    assert here.happened("window.opened", "window.paused")[3:] == [
        "window.paused 1 23 11:30",
        "window.opened 1 23 12:30",
        "window.paused 2 23 12:30",
        "window.opened 2 23 13:30",
    ]


async def test_a_roster_waits_for_nobody_to_be_sent_away() -> None:
    closing = tuple(replace(roster, is_closing=True) for roster in LUNCH)
    async with week(at(MONDAY, 11), calendar(rosters=closing)) as here:
        await here.do(c.OpenWindow(1))
        await here.do(c.Take(("social",)))
        await here.do(c.Next(1))
        await here.do(c.Start(1))
        await here.until(at(MONDAY, 11, 45))
        assert here.engine.hall.desk(1).state is WindowState.PAUSED
        assert here.engine.hall.desk(1).ticket is not None
        await here.do(c.Finish(1))
        await here.until(at(MONDAY, 11, 46))
        assert here.engine.hall.desk(1).state is WindowState.CLOSED
        await here.until(at(MONDAY, 12, 30))
        assert here.engine.hall.desk(1).state is WindowState.OPEN


async def test_a_clerk_is_not_contradicted_by_the_roster() -> None:
    async with week(at(MONDAY, 11), calendar(rosters=LUNCH)) as here:
        await here.do(c.OpenWindow(1))
        await here.until(at(MONDAY, 11, 40))
        await here.do(c.OpenWindow(1))  # works through lunch
        await here.do(c.OpenWindow(2))
        await here.until(at(MONDAY, 12))
        assert here.engine.hall.desk(1).state is WindowState.OPEN
        await here.do(c.PauseWindow(2, "会议"))  # away already when the roster would begin
        await here.until(at(MONDAY, 13, 40))
        assert (here.engine.hall.desk(2).state, here.engine.hall.desk(2).reason) == (WindowState.PAUSED, "会议")
        assert here.engine.hall.desk(1).state is WindowState.OPEN


async def test_who_closes_a_resting_window_finds_it_closed_after_the_rest() -> None:
    async with week(at(MONDAY, 11), calendar(rosters=LUNCH)) as here:
        await here.do(c.OpenWindow(1))
        await here.until(at(MONDAY, 11, 40))
        await here.do(c.CloseWindow(1, "就医"))
        await here.until(at(MONDAY, 14))
        assert here.engine.hall.desk(1).state is WindowState.CLOSED


async def test_a_restart_in_the_middle_of_lunch_goes_on_where_it_was() -> None:
    journal, lunch = ScriptedJournal(), calendar(rosters=LUNCH)
    async with week(at(MONDAY, 11), lunch, journal) as here:
        await here.do(c.OpenWindow(1))
        await here.do(c.OpenWindow(2))
        await here.until(at(MONDAY, 11, 35))
    async with week(at(MONDAY, 12, 40), lunch, journal) as here:
        assert here.engine.hall.desk(1).state is WindowState.OPEN
        assert here.engine.hall.desk(2).state is WindowState.PAUSED
        await here.until(at(MONDAY, 13, 31))
        assert here.engine.hall.desk(2).state is WindowState.OPEN
    assert here.happened("window.paused") == ["window.paused 1 23 11:30", "window.paused 2 23 12:40"]
    assert here.happened("day.opened", "day.closed", "day.planned") == ["day.opened 23 11:00", "day.planned 23 11:00"]


async def test_a_clock_set_back_over_lunch_and_forward_again_changes_no_window_twice() -> None:
    async with week(at(MONDAY, 11), calendar(rosters=LUNCH)) as here:
        await here.do(c.OpenWindow(1))
        await here.until(at(MONDAY, 12, 35))
        here.wall.skew -= timedelta(hours=1)
        await here.until(at(MONDAY, 11, 45))
        assert here.engine.hall.desk(1).state is WindowState.OPEN
        here.wall.skew += timedelta(hours=1)
        await here.until(at(MONDAY, 14))
    assert here.happened("window.paused") == ["window.paused 1 23 11:30"]
    assert here.happened("day.opened", "day.closed") == ["day.opened 23 11:00"]


async def test_the_days_follow_each_other_over_a_make_up_weekend_and_a_holiday() -> None:
    async with week(at("2026-09-30", 8)) as here:
        assert await here.until(at("2026-09-30", 10)) == "2026-09-30"
        assert await here.until(at("2026-10-01", 10)) == ""
        assert await here.until(at("2026-10-08", 10)) == "2026-10-08"
        assert await here.until(at("2026-10-10", 10)) == "2026-10-10"
        assert await here.until(at("2026-10-11", 10)) == ""
        assert await here.until(at("2026-10-12", 10)) == "2026-10-12"


async def test_the_day_begins_to_the_second() -> None:
    async with week(at(MONDAY, 8, 29) + timedelta(seconds=50)) as here:
        await asyncio.sleep(10.1)
        assert here.engine.hall.state.is_day_open


async def test_a_hall_that_keeps_tickets_overnight_closes_on_time() -> None:
    keeping = plan(Policy(keeps_tickets_overnight=True))
    async with week(at(MONDAY, 16), the_plan=keeping) as here:
        await here.do(c.OpenWindow(1))
        await here.do(c.Take(("social",)))
        assert await here.until(at(MONDAY, 17)) == ""
    assert here.happened("ticket.expired") == []

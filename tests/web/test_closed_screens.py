"""What screens say when no tickets are given: why, when there are some again, and what else there is."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from edge.hall import commands as c
from edge.hall.sessions import Admits, Session
from edge.hall.terms import Admission
from edge.hours.days import Special
from edge.hours.hall_calendar import Calendar
from edge.texts.closures import closed_today, tickets_again, walk_in_again
from edge.texts.reasons import public_pause
from edge.web.access import Place
from edge.web.plan import ScreenKind
from edge.web.scene import Census, Scene
from edge.web.views import VIEWS
from edge.web.views.closure import stop_of
from tests.hours.week_at_work import at, calendar
from tests.web.hall_at_work import SCREENS, HallAtWork, Stage, open_stage
from tests.web.visiting import visiting

MONDAY = "2026-11-23"
HOUR = timedelta(hours=1)
OFFERS = (("大厅东门外的自助服务区 24 小时开放。", "The kiosks outside the east door are open around the clock."),)


def hall_on(moment: datetime, hours: Calendar | None, *, offers: tuple[tuple[str, str], ...] = OFFERS) -> Stage:
    """A hall at a moment of its calendar, its day open and planned where the calendar says so."""
    stage = Stage(HallAtWork(now=lambda: moment), plan=replace(SCREENS, offers=offers), calendar=hours)
    day = hours.day(moment.date()) if hours else None
    if day is not None and day.opens and day.closes and day.opens <= moment < day.closes + HOUR:
        stage.commands.do(c.OpenDay())
        stage.commands.do(c.PlanDay(day.sessions, day.rests, day.latest))
        for number in (1, 2, 3, 5):
            stage.commands.do(c.OpenWindow(number))
    return stage


def shown(stage: Stage, kind: ScreenKind = ScreenKind.TICKET, zone: str = "") -> dict[str, Any]:
    scene = Scene(stage.room, stage.commands.now(), Census(stage.commands.hall))
    return VIEWS[kind](scene, Place(kind, kind.value, zone=zone, dispenser="door"))


@pytest.mark.parametrize("kind", [ScreenKind.TICKET, ScreenKind.KIOSK, ScreenKind.BOARD])
def test_on_a_public_holiday_every_screen_says_which_and_when_it_opens_again(kind: ScreenKind) -> None:
    closure = shown(hall_on(at("2026-10-03", 10), calendar()), kind)["closure"]
    assert closure["is_closed"]
    assert closure["why"] == {
        "zh": "今天国庆节放假，大厅不办公。",
        "en": "The hall is closed today: National Day holiday.",
    }
    assert closure["next"] == {
        "zh": "10月8日（星期四）08:30 恢复取号。",
        "en": "Tickets again on Thursday, 8 October, at 08:30.",
    }
    assert closure["offers"] == [{"zh": OFFERS[0][0], "en": OFFERS[0][1]}]


@pytest.mark.parametrize(
    ("moment", "why", "again"),
    [
        (at(MONDAY, 7), "还没有到取号时间。", "今天 08:30 恢复取号。"),
        (at(MONDAY, 12, 30), "现在是两段取号时间之间的休息。", "今天 13:30 恢复取号。"),
        (at(MONDAY, 17, 10), "今天的取号已经结束，窗口正在为已取号的群众办理。", "11月24日（星期二）08:30 恢复取号。"),
        (at(MONDAY, 19), "今天的取号已经结束。", "11月24日（星期二）08:30 恢复取号。"),
        (at("2026-11-28", 10), "今天周末休息，大厅不办公。", "11月30日（星期一）08:30 恢复取号。"),
        (at("2026-12-31", 19), "今天的取号已经结束。", "2027年1月4日（星期一）08:30 恢复取号。"),
    ],
)
def test_why_there_are_no_tickets_and_when_there_are_again(moment: datetime, why: str, again: str) -> None:
    closure = shown(hall_on(moment, calendar()))["closure"]
    assert (closure["is_closed"], closure["why"]["zh"], closure["next"]["zh"]) == (True, why, again)


def test_an_exception_of_the_hall_is_said_in_its_own_words() -> None:
    week = calendar(specials={at(MONDAY).date(): Special((), reason="停电检修", reason_en="power works")})
    closure = shown(hall_on(at(MONDAY, 10), week))["closure"]
    assert closure["why"] == {"zh": "今天停电检修，大厅不办公。", "en": "The hall is closed today: power works."}
    assert closed_today("", "")[0] == "今天大厅不办公。"


def test_a_hall_that_a_person_has_closed_does_not_promise_todays_next_session() -> None:
    stage = hall_on(at(MONDAY, 10), calendar())
    stage.commands.do(c.CloseDay("fire alarm"))
    closure = shown(stage)["closure"]
    assert closure["why"]["zh"].startswith("大厅暂时停止取号")
    assert closure["next"]["zh"] == "11月24日（星期二）08:30 恢复取号。"


def test_without_hours_nobody_knows_when_it_opens() -> None:
    closure = shown(hall_on(at(MONDAY, 10), None))["closure"]
    assert (closure["why"]["zh"][:8], closure["next"]) == ("大厅暂时停止取号", None)


def test_while_tickets_are_given_nothing_is_said() -> None:
    state = shown(hall_on(at(MONDAY, 10), calendar()))
    assert (state["closure"], state["at_work"], state["instead"]) == (None, None, [])
    assert not any("stop" in row for row in state["services"])


def test_a_session_for_appointments_stays_a_list_and_tells_walk_ins_when_to_come() -> None:
    stage = hall_on(at(MONDAY, 10), calendar())
    stage.commands.do(c.PlanDay((Session(at(MONDAY, 9), at(MONDAY, 12), Admits.APPOINTMENTS),)))
    state = shown(stage)
    assert not state["closure"]["is_closed"]
    assert state["closure"]["next"] == {
        "zh": "现场取号时间：今天 13:30 起。",
        "en": "Without an appointment today at 13:30.",
    }
    assert {row["stop"]["zh"] for row in state["services"]} == {"本时段仅限预约"}


def test_one_service_that_is_full_is_marked_and_something_else_is_offered() -> None:
    stage = hall_on(at(MONDAY, 16, 30), calendar())
    stage.commands.do(c.CloseWindow(5))
    state = shown(stage)
    stops = {row["code"]: row.get("stop", {}).get("en") for row in state["services"]}
    assert (stops["social"], stops["tax"]) == (None, "over for today")
    assert state["closure"] is None
    assert [one["zh"] for one in state["instead"]] == ["11月24日（星期二）08:30 恢复取号。", OFFERS[0][0]]
    stage.commands.do(c.ChangeService("tax", Admission.ALWAYS))
    assert shown(stage)["instead"]  # real estate is still over
    scene = Scene(stage.room, stage.commands.now(), Census(stage.commands.hall))
    tax = stage.commands.hall.plan.service("tax")
    assert tax is not None
    assert stop_of(scene, tax) == ""


def test_a_hall_that_offers_nothing_of_its_own_sends_nobody_away_without_a_word() -> None:
    stage = hall_on(at(MONDAY, 16, 30), calendar(), offers=())
    stage.commands.do(c.CloseWindow(5))
    assert [one["en"] for one in shown(stage)["instead"]][1:] == [
        "Please ask at the information desk: our staff will find a way."
    ]


def test_at_lunch_screens_say_which_windows_serve_and_when_the_others_are_back() -> None:
    stage = hall_on(at(MONDAY, 11, 45), calendar())
    for number in (2, 3, 5):
        stage.commands.do(c.PauseWindow(number, "lunch_rota", at(MONDAY, 12, 30)))
    state = shown(stage)
    assert state["at_work"] == {
        "zh": "中午不断档：1 号窗口正常办理；2、3、5 号窗口轮休，12:30 恢复。",
        "en": "Open through lunch at window 1; back at 12:30: windows 2, 3, 5.",
    }
    assert {row["code"]: row.get("back") for row in state["services"]}["tax"] == "12:30"
    board = shown(stage, ScreenKind.BOARD, "B")
    assert board["at_work"]["zh"] == "5 号窗口午间轮休，12:30 恢复办理。"
    assert board["paused"] == []  # said already
    desk = stage.commands.hall.desk(5)
    assert public_pause(stage.commands.hall.plan, desk) == "午间轮休 12:30恢复"
    assert public_pause(stage.commands.hall.plan, desk, "en") == "taking turns at lunch back at 12:30"


def test_dates_are_told_in_words() -> None:
    now = at("2026-12-30", 10)
    assert tickets_again(at("2027-01-04", 9), now) == (
        "2027年1月4日（星期一）09:00 恢复取号。",
        "Tickets again on Monday, 4 January 2027, at 09:00.",
    )
    assert walk_in_again(at("2026-12-31", 8, 30), now)[0] == "现场取号时间：12月31日（星期四）08:30 起。"


@pytest.mark.real_time
async def test_a_supervisor_stops_a_service_and_lets_it_go_on_and_whoever_asks_is_told() -> None:
    async with visiting(open_stage()) as visitor:
        rule = {"service": "social", "admission": "never"}
        assert (await visitor.act("/supervisor/", "change_service", **rule))[0] == 200
        hall = visitor.stage.commands.hall
        assert hall.state.admissions == {"social": Admission.NEVER}
        status, answer = await visitor.act("/ticket/", "take", services=["social"])
        assert (status, answer["code"]) == (409, "service_closed")
        assert (await visitor.act("/supervisor/", "change_service", **rule | {"admission": "by_rule"}))[0] == 200
        assert (await visitor.act("/ticket/", "take", services=["social"]))[0] == 200
        assert (await visitor.act("/ticket/", "change_service", **rule))[0] == 400

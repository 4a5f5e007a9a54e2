"""What people read at a closed hall, in a session for appointments and at lunch: large enough, and not cut off."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.hall.sessions import Admits, Session
from edge.hours.days import Special
from tests.hours.week_at_work import SHANGHAI, calendar
from tests.screens.touching import OVERFLOW, TEXTS, Window, needs_chromium, window_on
from tests.web.hall_at_work import SCREENS, Stage, open_stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]

HOUR = timedelta(hours=1)
OFFERS = (
    (
        "预约明天办理：微信搜索“云溪政务”，或请咨询台代为预约。",
        "Book for tomorrow: look for 云溪政务 on WeChat, or ask at the information desk.",
    ),
    ("大厅东门外的自助服务区 24 小时开放。", "The kiosks outside the east door are open around the clock."),
)


def stage_with(special: Special | None = None) -> Stage:
    """A hall with hours, which are its own today if `special` says so."""
    today = datetime.now(SHANGHAI).date()
    stage = open_stage()
    stage.plan = replace(SCREENS, offers=OFFERS, hours="周一至周五 08:30–17:00", hours_en="Mon–Fri 08:30–17:00")
    stage.calendar = calendar(specials={today: special} if special else {})
    return stage


async def reads_well(window: Window) -> None:
    """Nothing is cut off, and every word stands out."""
    assert await window.page.evaluate(OVERFLOW) <= 1
    texts = await window.page.evaluate(TEXTS)
    assert [text for text in texts if not text["isOff"] and text["contrast"] < 7.0] == []


async def test_a_closed_hall_says_why_and_when_it_opens_in_every_mode(browser: Browser) -> None:
    stage = stage_with(Special((), reason="国庆节放假", reason_en="National Day holiday"))
    stage.commands.do(c.CloseDay())
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.sees("今天国庆节放假，大厅不办公。")
        await window.sees("恢复取号")
        await window.sees(OFFERS[1][0])
        await reads_well(window)
        await window.touch("English")
        await window.sees("Tickets again on")
        await window.sees("Mon–Fri 08:30–17:00")
        await window.touch("Large text")
        await window.sees("Normal text")
        await reads_well(window)
        for base in ("/kiosk/", "/board/A/"):
            await window.open(base)
            await window.sees("今天国庆节放假，大厅不办公。")
            await reads_well(window)


async def test_a_session_for_appointments_leaves_the_list_and_tells_everybody_else_when_to_come(
    browser: Browser,
) -> None:
    stage = stage_with()
    now = datetime.now(SHANGHAI)
    stage.commands.do(c.PlanDay((Session(now - HOUR, now + HOUR, Admits.APPOINTMENTS),)))
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.sees("现场取号时间")
        await reads_well(window)
        await window.touch("社会保险")
        await window.sees("没有取到号")
        await window.sees(OFFERS[0][0])
        await window.touch("知道了")
        await window.sees("本时段仅限预约")


async def test_at_lunch_the_screens_say_who_serves(browser: Browser) -> None:
    stage = stage_with()
    back = datetime.now(SHANGHAI) + HOUR
    for number in (2, 3):
        stage.commands.do(c.PauseWindow(number, "lunch_rota", back))
    async with window_on(browser, stage) as window:
        for base in ("/ticket/", "/kiosk/", "/board/A/"):
            await window.open(base)
            await window.sees("中午不断档")
            await reads_well(window)
        stage.commands.do(c.OpenWindow(2))
        stage.commands.do(c.OpenWindow(3))
        await window.page.get_by_text("中午不断档").first.wait_for(state="detached", timeout=5000)


async def test_between_two_sessions_a_ticket_can_still_be_looked_up(browser: Browser) -> None:
    stage = stage_with()
    now = datetime.now(SHANGHAI)
    stage.commands.do(c.PlanDay((Session(now - 2 * HOUR, now - HOUR), Session(now + HOUR, now + 2 * HOUR))))
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.sees("现在是两段取号时间之间的休息。")
        await reads_well(window)
        await window.touch("查询、补打号票")
        assert await window.page.get_by_text("现在是两段取号时间之间的休息。").count() == 0

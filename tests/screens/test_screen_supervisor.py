"""The supervisor's page, in a real browser."""

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.hall.terms import TicketState
from tests.screens.test_screen_looks import inspect, lively
from tests.screens.touching import needs_chromium, window_on
from tests.support.waiting import until
from tests.web.test_web_reports import counted_stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]


async def test_the_supervisor_settles_an_unsure_number(browser: Browser) -> None:
    stage = lively()
    taken = stage.commands.do(c.Take(("social",), dispenser="door"))
    stage.commands.do(c.ReportPrintFault(taken["ticket"], 1, "silent"))
    stage.commands.do(c.LapseOffer(taken["ticket"]))
    async with window_on(browser, stage) as window:
        await window.open("/supervisor/")
        await window.sees("1 项待处理")
        await inspect(window, "supervisor", is_scrolled=True)
        await window.touch("本人已到")
        await until(lambda: stage.commands.hall.ticket("A004").state is TicketState.WAITING)
        await window.sees("没有待确认的号票")


async def test_the_supervisor_sees_the_hall_in_both_languages(browser: Browser) -> None:
    async with window_on(browser, lively()) as window:
        await window.open("/supervisor/")
        await window.sees("社会保险")
        await window.touch("English")
        await window.sees("Social insurance")
        await inspect(window, "supervisor", is_scrolled=True)


async def test_the_supervisor_reads_what_the_day_came_to(browser: Browser) -> None:
    async with window_on(browser, counted_stage()) as window:
        await window.open("/supervisor/")
        await window.sees("平均等候(分)")
        await window.touch("按窗口")
        await window.sees("利用率")
        await inspect(window, "supervisor", is_scrolled=True)
        await window.touch("English")
        await window.sees("utilisation")

"""The supervisor lets somebody back whom a window may not reinstate any more."""

from datetime import timedelta

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.hall.terms import TicketState
from tests.screens.test_screen_looks import inspect
from tests.screens.touching import needs_chromium, window_on
from tests.support.waiting import until
from tests.web.hall_at_work import open_stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]


async def test_the_supervisor_lets_somebody_back_after_the_return_window(browser: Browser) -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Call(1))
    stage.commands.do(c.Miss(1, "no_show"))
    missed = stage.commands.hall.ticket("A001")
    missed.since -= timedelta(hours=2)
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.page.locator(".tabs button", has_text="过号").click()
        await window.touch("恢复")
        await window.sees("超过恢复时限：请重新取号，或由值班长准予恢复。")
        await window.open("/supervisor/")
        await inspect(window, "supervisor", is_scrolled=True)
        await window.touch("准予恢复")
        await until(lambda: missed.state is TicketState.WAITING)
        await window.sees("没有过号的号票")

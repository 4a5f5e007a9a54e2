"""Advice about a tidal window on the supervisor's page, in a real browser."""

import pytest
from playwright.async_api import Browser

from edge.hall.terms import WindowState
from tests.screens.test_screen_looks import inspect
from tests.screens.touching import needs_chromium, window_on
from tests.support.waiting import until
from tests.web.test_tides_on_screens import TIDAL, crowded

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]


async def test_the_supervisor_opens_a_tidal_window_under_their_own_name(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/supervisor/")
        await window.sees("建议开放 3 号窗口")
        await inspect(window, "supervisor", is_scrolled=True)
        await window.page.get_by_label("确认人").select_option("1024")
        await window.touch("开放 3 号窗口")
        await until(lambda: stage.commands.hall.window(TIDAL).state is WindowState.OPEN)
        await window.sees("目前没有建议")
        assert await window.page.locator(".section.is-tides.is-quiet").count() == 1


async def test_the_board_tells_of_the_open_window_in_both_languages(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/supervisor/")
        await window.touch("开放 3 号窗口")
        await until(lambda: stage.commands.hall.window(TIDAL).state is WindowState.OPEN)
        await window.open("/board/A/")
        await window.sees("3 号窗口现已开放：社会保险")
        await window.sees("Window 3 is open now: Social insurance")
        await inspect(window, "board")


async def test_declined_advice_goes_away(browser: Browser) -> None:
    async with window_on(browser, crowded()) as window:
        await window.open("/supervisor/")
        await window.touch("English")
        await window.touch("Not now")
        await window.sees("Window 3 stays closed for now")
        await window.sees("No advice at present")

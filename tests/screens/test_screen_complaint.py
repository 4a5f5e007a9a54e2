"""Complaints at the kiosk and paper cards at the supervisor's desk, in a real browser."""

import pytest
from playwright.async_api import Browser

from tests.screens.test_screen_looks import inspect, lively
from tests.screens.touching import needs_chromium, window_on
from tests.support.waiting import until

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]


@pytest.mark.parametrize("mode", ["", "大字"])
async def test_a_citizen_complains_leaves_a_number_and_gets_a_receipt(browser: Browser, mode: str) -> None:
    stage = lively()
    sealed: list[str] = []
    stage.seal = lambda text: sealed.append(text) or "sealed"  # type: ignore[func-returns-value] # append says nothing
    async with window_on(browser, stage) as window:
        await window.open("/kiosk/")
        if mode:
            await window.touch(mode)
        await inspect(window, "kiosk")
        await window.touch("吐槽找茬")
        await inspect(window, "kiosk")
        await window.touch("排队等候")
        for digit in "13800001234":
            await window.page.locator(".pad button", has_text=digit).first.click()
        await inspect(window, "kiosk")
        await window.touch("留下电话并提交")
        await window.sees("T001")
        await inspect(window, "kiosk")
    assert sealed == ["13800001234"]


async def test_without_a_key_the_kiosk_asks_for_no_number(browser: Browser) -> None:
    stage = lively()
    async with window_on(browser, stage) as window:
        await window.open("/kiosk/")
        await window.touch("吐槽找茬")
        await window.touch("服务态度")
        await window.sees("T001")


async def test_the_supervisor_types_in_a_paper_card(browser: Browser) -> None:
    stage = lively()
    async with window_on(browser, stage) as window:
        await window.open("/supervisor/")
        await window.page.locator(".paper summary").click()
        await window.page.locator(".paper input").nth(1).fill("窗口没人，打电话13800001234也不接")
        await window.touch("录入")
        await until(lambda: stage.commands.hall.state.feedbacks == 1)
        await window.sees("卡片已录入")
        await inspect(window, "supervisor", is_scrolled=True)

"""What the design promises in numbers: sizes, contrast, nothing cut off, in every mode."""

from typing import Any

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from tests.screens.touching import OVERFLOW, TARGETS, TEXTS, Window, needs_chromium, window_on
from tests.web.hall_at_work import Stage, open_stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]

MAIN_MM, SECONDARY_MM = 20, 15
PX_PER_MM = {"ticket": 4.03, "kiosk": 4.03, "rating": 5.9}
SMALLEST_PX, SMALLEST_LARGE_PX = 28, 40.6
CONTRAST = 7.0
OFF_CONTRAST = 4.5  # what cannot be pressed now may stand back
LINE_HEIGHT = 1.1  # 1.3 for sentences; single numbers may stand closer
CONTROLS_FROM_PX = 1920 - 1480


def lively() -> Stage:
    """Return a hall with something to see on every screen."""
    stage = open_stage()
    for service in ("social", "social", "social", "medical", "tax"):
        stage.take(service)
    stage.commands.do(c.Next(2))
    stage.commands.do(c.Next(3))
    return stage


async def inspect(window: Window, kind: str, smallest: float = SMALLEST_PX, *, is_scrolled: bool = False) -> None:
    """Measure one page; every breach is told with its words."""
    page = window.page
    assert is_scrolled or await page.evaluate(OVERFLOW) <= 1
    texts: list[dict[str, Any]] = await page.evaluate(TEXTS)
    assert texts
    assert [text for text in texts if text["contrast"] < (OFF_CONTRAST if text["isOff"] else CONTRAST)] == []
    assert [text for text in texts if text["line"] < LINE_HEIGHT] == []
    if kind not in PX_PER_MM:
        return
    assert [text for text in texts if text["size"] < smallest - 0.1] == []
    targets: list[dict[str, Any]] = await page.evaluate(TARGETS)
    for target in targets:
        least = (MAIN_MM if target["isMain"] else SECONDARY_MM) * PX_PER_MM[kind] - 1
        assert min(target["width"], target["height"]) >= least, target
        assert target["bottom"] <= page.viewport_size["height"] + 1, target  # type: ignore[index] # it was set
        assert kind == "rating" or target["top"] >= CONTROLS_FROM_PX, target


@pytest.mark.parametrize("base", ["/ticket/", "/kiosk/", "/rating/1/"])
async def test_citizens_screens_in_every_mode(browser: Browser, base: str) -> None:
    kind = base.split("/")[1]
    async with window_on(browser, lively()) as window:
        await window.open(base)
        await inspect(window, kind)
        await window.touch("English")
        await window.sees("中文")
        await inspect(window, kind)
        await window.touch("Contrast")
        await window.sees("Colours")
        await inspect(window, kind)
        await window.touch("Colours")
        await window.touch("Large text")
        await window.sees("Normal text")
        await inspect(window, kind, SMALLEST_PX if kind == "rating" else SMALLEST_LARGE_PX)


async def test_every_page_of_taking_a_ticket(browser: Browser) -> None:
    async with window_on(browser, lively()) as window:
        await window.open("/ticket/")
        await window.touch("绿色通道")
        await inspect(window, "ticket")
        await window.touch("返回")
        await window.touch("户政业务")
        await inspect(window, "ticket")
        window.stage.cards.lay("door")
        await window.sees("正在打印")
        ticket = list(window.stage.commands.hall.state.tickets)[-1]
        await inspect(window, "ticket")
        window.stage.commands.do(c.ReportPrintFault(ticket, 1, "paper_out"))
        await window.sees("取号机没有打印出纸")
        await inspect(window, "ticket")
        await window.touch("我已拍照")
        await window.sees("取号成功")
        await inspect(window, "ticket")


async def test_every_page_of_a_rating(browser: Browser) -> None:
    stage = lively()
    async with window_on(browser, stage) as window:
        await window.open("/rating/2/")
        stage.commands.do(c.Finish(2))
        await window.sees("请评价本次服务")
        await inspect(window, "rating")
        widths = await window.page.evaluate(
            "[...document.querySelectorAll('.level')].map((one) => Math.round(one.getBoundingClientRect().width))"
        )
        assert len(widths) == 5
        assert max(widths) - min(widths) <= 1
        await window.touch("非常不满意")
        await window.sees("哪里需要改进")
        await inspect(window, "rating")


async def test_every_page_of_the_kiosk(browser: Browser) -> None:
    async with window_on(browser, lively()) as window:
        await window.open("/kiosk/")
        await window.touch("我前面还有几人")
        await inspect(window, "kiosk")
        for sign in "A003":
            await window.page.get_by_role("button", name=sign, exact=True).click()
        await window.touch("查询")
        await window.sees("正在等候")
        await window.touch("返回首页")
        await window.touch("办事需要带什么")
        await inspect(window, "kiosk")
        await window.touch("不动产登记")
        await window.sees("不动产权证书")
        await inspect(window, "kiosk")


@pytest.mark.parametrize("base", ["/board/A/", "/clerk/2/"])
async def test_what_staff_and_halls_look_at(browser: Browser, base: str) -> None:
    async with window_on(browser, lively()) as window:
        await window.open(base)
        await inspect(window, base.split("/")[1])


async def test_the_technician_finds_every_device_with_its_age(browser: Browser) -> None:
    stage = lively()
    async with window_on(browser, stage) as window:
        await window.open("/technician/")
        await window.sees("printer-1")
        await window.sees("42 分钟")
        await window.page.get_by_role("button", name="测试").first.click()
        await window.sees("已执行")
        assert stage.devices.asked == [("printer-1", "test")]
        await inspect(window, "technician", is_scrolled=True)

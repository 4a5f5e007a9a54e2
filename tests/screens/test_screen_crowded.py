"""A hall of many services, long names, three-digit windows and numbers past 999: nothing is cut off."""

from dataclasses import replace

import pytest
from playwright.async_api import Browser

from drivers.printer.escpos.fonts import find_fonts
from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.plan import Service, WindowPlan
from tests.screens.touching import OVERFLOW, Window, needs_chromium, window_on
from tests.web.hall_at_work import PLAN, HallAtWork, Stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]
needs_font = pytest.mark.skipif(find_fonts(None) is None, reason="no font with Chinese characters: boxes are wider")

LONG = "城乡居民基本养老保险参保登记及待遇申领"
LONG_EN = "Basic pension insurance for urban and rural residents"
SIZES = {"upright": (1080, 1920), "small": (1280, 800), "wide": (1920, 1080)}
CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const room = one.closest(".services, .body, .calls, .top, .paper");
  if (!room || one.childElementCount || !one.textContent.trim()) return false;
  if (getComputedStyle(one).textOverflow === "ellipsis") return false;
  const [mine, its] = [one.getBoundingClientRect(), room.getBoundingClientRect()];
  return mine.width > 0 && (mine.top < its.top - 1 || mine.bottom > its.bottom + 1 || mine.right > its.right + 1);
}).map((one) => one.textContent.trim())"""


def crowded() -> Stage:
    """Return a hall whose every word and number is as long as they come."""
    codes = tuple(f"s{n}" for n in range(14))
    services = tuple(Service(code, LONG, chr(ord("A") + n), LONG_EN) for n, code in enumerate(codes))
    windows = tuple(WindowPlan(n, "A" if n % 2 else "B", codes) for n in range(200, 242))
    plan = replace(PLAN, name=f"某某市高新技术产业开发区{PLAN.name}", services=services, windows=windows)
    stage = Stage(commands=HallAtWork(hall=Hall(plan)))
    zones = tuple((zone, f"{zone}区 社会保障与民生服务综合受理区") for zone in "AB")
    stage.plan = replace(stage.plan, hall_name=plan.name, zone_names=zones)
    stage.commands.do(c.OpenDay())
    for _ in range(1010):
        stage.take("s0")
    for number in range(201, 215):
        stage.commands.do(c.OpenWindow(number))
        stage.commands.do(c.CallNumber(number, f"A{number + 790}", "test"))
    return stage


async def look(window: Window, base: str, size: str) -> None:
    """Open a screen in a certain size."""
    await window.open(base)
    width, height = SIZES[size]
    await window.page.set_viewport_size({"width": width, "height": height})
    await window.page.wait_for_timeout(100)


async def is_whole(window: Window) -> None:
    """Nothing lies outside its room."""
    await window.page.wait_for_timeout(100)  # rows are counted after they are measured
    assert await window.page.evaluate(OVERFLOW) <= 1
    assert await window.page.evaluate(CUT) == []


@pytest.mark.parametrize("size", SIZES)
async def test_long_services_are_whole_in_every_mode(browser: Browser, size: str) -> None:
    async with window_on(browser, crowded()) as window:
        await look(window, "/ticket/", size)
        await is_whole(window)
        await window.touch("大字")
        await is_whole(window)
        await window.touch("English")
        await is_whole(window)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("is_large", [False, True])
async def test_a_number_is_whole_on_and_off_paper(browser: Browser, size: str, *, is_large: bool) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await look(window, "/ticket/door/", size)
        if is_large:
            await window.touch("大字")
        await window.touch(LONG)
        await window.sees("A1011")
        await is_whole(window)
        ticket = list(stage.commands.hall.state.tickets)[-1]
        stage.commands.do(c.ReportPrintFault(ticket, 1, "paper_out"))
        await window.sees("取号机没有打印出纸")
        await is_whole(window)
        await window.touch("我已拍照")
        await window.sees("取号成功")
        await is_whole(window)


async def test_a_number_can_be_typed_in_large_type(browser: Browser) -> None:
    async with window_on(browser, crowded()) as window:
        await look(window, "/kiosk/", "upright")
        await window.touch("大字")
        await window.touch("我前面还有几人")
        await is_whole(window)
        for sign in "A1010":
            await window.page.get_by_role("button", name=sign, exact=True).click()
        await window.touch("查询")
        await window.sees("A1010")
        await is_whole(window)


@needs_font
@pytest.mark.parametrize("size", SIZES)
async def test_a_long_name_never_hides_a_call(browser: Browser, size: str) -> None:
    async with window_on(browser, crowded()) as window:
        await look(window, "/board/A/", size)
        await window.sees("A1003")
        await is_whole(window)
        call = await window.page.locator(".current .number").bounding_box()
        assert call is not None
        assert call["y"] + call["height"] < SIZES[size][1]


@pytest.mark.parametrize("size", ["small", "wide"])
async def test_the_clerk_keeps_the_lists_in_view(browser: Browser, size: str) -> None:
    async with window_on(browser, crowded()) as window:
        await look(window, "/clerk/201/", size)
        tabs = await window.page.locator(".tabs").bounding_box()
        assert tabs is not None
        assert tabs["y"] + tabs["height"] < SIZES[size][1] - 100
        await is_whole(window)

"""Rating by a signed link: the pad shows it, a phone opens it, in a real browser."""

from dataclasses import replace

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.identity.links import RatingLinks
from tests.screens.test_screen_looks import inspect
from tests.screens.touching import Window, needs_chromium, window_on
from tests.support.waiting import until
from tests.web.hall_at_work import Stage, open_stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]

PHONE = {"width": 390, "height": 844}
WEEK_S = 7 * 86400.0


def with_links() -> Stage:
    """Return a hall that gives links and serves them."""
    stage = open_stage()
    stage.links = RatingLinks("https://rate.example/r/{token}", "demo-001", bytes(range(32)), WEEK_S)
    plan = stage.commands.hall.plan
    stage.commands.hall.plan = replace(plan, rating=replace(plan.rating, link_s=WEEK_S))
    return stage


def finish(stage: Stage) -> str:
    """Serve somebody at window 1; return what stands for {token} in the visit's link."""
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    rating = list(stage.commands.hall.state.ratings.values())[-1]
    assert stage.links
    return stage.links.link(rating.id, stage.commands.tokens[rating.id], rating.opened_at).rpartition("/")[2]


async def on_phone(window: Window, link: str) -> None:
    await window.page.set_viewport_size(PHONE)  # type: ignore[arg-type] # width and height
    await window.page.emulate_media(reduced_motion="reduce")
    await window.page.goto(f"http://127.0.0.1:{window.port}/r/{link}/")


@pytest.mark.parametrize("mode", ["", "大字", "高对比度", "English"])
async def test_the_pad_shows_the_link_beside_the_levels_and_with_the_thanks(browser: Browser, mode: str) -> None:
    stage = with_links()
    async with window_on(browser, stage) as window:
        await window.open("/rating/1/")
        if mode:
            await window.touch(mode)
        finish(stage)
        await window.page.locator(".levels").wait_for()
        await inspect(window, "rating")
        tall = "[...document.querySelectorAll('.level strong')].map((one) => one.getClientRects().length)"
        assert mode or await window.page.evaluate(tall) == [1] * 5  # no level is broken in two
        await window.page.locator(".level.is-1").click()
        await window.page.locator(".tag").first.click()
        await inspect(window, "rating")
        await window.page.locator(".feet .main").click()
        await window.page.locator(".middle .code").wait_for()
        await inspect(window, "rating")


async def test_a_phone_rates_in_words_and_is_told_that_its_number_was_taken_out(browser: Browser) -> None:
    stage = with_links()
    link = finish(stage)
    async with window_on(browser, stage) as window:
        await on_phone(window, link)
        await window.sees("请评价本次服务")
        await inspect(window, "phone", is_scrolled=True)
        await window.page.locator(".level.is-2").click()
        assert await window.page.locator(".feet .main").is_disabled()
        await window.page.fill("textarea", "等了四十分钟，回电13800001234")
        await inspect(window, "phone", is_scrolled=True)
        await window.touch("提交评价")
        await window.sees("您填写的号码已自动隐去")
        (rating,) = stage.commands.hall.state.ratings.values()
        assert (rating.level, rating.sequence) == (2, 1)


async def test_after_the_pad_the_phone_adds_a_second_rating_and_no_third(browser: Browser) -> None:
    stage = with_links()
    link = finish(stage)
    (rating,) = stage.commands.hall.state.ratings.values()
    stage.commands.do(c.PressRating(1, 5))
    async with window_on(browser, stage) as window:
        await on_phone(window, link)
        await window.sees("请作追加评价")
        await window.page.locator(".level.is-4").click()
        await window.touch("提交评价")
        await until(lambda: rating.sequence == 2)
        await window.page.reload()
        await window.sees("这次服务已经评价")
        assert (rating.level, rating.second_level) == (5, 4)

"""The clerk's page, the pad and the board, in a real browser."""

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.hall.terms import Outcome, TicketState
from tests.screens.touching import Window, needs_chromium, window_on
from tests.support.waiting import until
from tests.web.hall_at_work import open_stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]


async def at_window(window: Window, number: str) -> None:
    """Wait until this ticket is shown as the one at the window."""
    await window.page.locator(".ticket .number", has_text=number).wait_for(timeout=5000)


async def test_the_clerk_calls_by_key_and_sees_why(browser: Browser) -> None:
    stage = open_stage()
    stage.take("social")
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.page.keyboard.press("F2")
        await at_window(window, "A001")
        await window.sees("呼叫原因")
        assert stage.commands.hall.ticket("A001").state is TicketState.CALLED


async def test_space_is_next_and_asks_about_a_ticket_that_never_started(browser: Browser) -> None:
    stage = open_stage()
    stage.take("social")
    stage.take("social")
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.page.keyboard.press("Space")
        await at_window(window, "A001")
        await window.page.keyboard.press("Space")
        await window.touch("未到，按过号处理")
        await at_window(window, "A002")
        assert stage.commands.hall.ticket("A001").state is TicketState.MISSED
        await window.page.locator(".tabs button", has_text="过号").click()
        await window.touch("恢复")
        await until(lambda: stage.commands.hall.ticket("A001").state is TicketState.WAITING)


async def test_what_cannot_be_taken_back_waits_and_can_be_undone(browser: Browser) -> None:
    stage = open_stage(heartbeat_s=30)
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Start(1))
    async with window_on(browser, stage) as window:
        await window.page.clock.install()
        await window.open("/clerk/1/")
        await window.touch("办结")
        await window.touch("已受理")
        await window.touch("撤销")
        await window.page.clock.run_for(10_000)
        assert stage.commands.hall.ticket("A001").state is TicketState.SERVING
        await window.touch("办结")
        await window.touch("已受理")
        await window.sees("秒后执行")
        await window.page.clock.run_for(6_000)
        await until(lambda: stage.commands.hall.ticket("A001").state is TicketState.DONE)
        assert stage.commands.hall.ticket("A001").legs[0].outcome is Outcome.ACCEPTED


async def test_a_pending_step_is_done_before_the_next_call(browser: Browser) -> None:
    stage = open_stage()
    stage.take("social")
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Start(1))
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.touch("办结")
        await window.touch("一次性告知")
        await window.page.keyboard.press("F2")
        await at_window(window, "A002")
        assert stage.commands.hall.ticket("A001").legs[0].outcome is Outcome.NOTICE_GIVEN


async def test_a_refusal_is_said_in_words(browser: Browser) -> None:
    async with window_on(browser, open_stage()) as window:
        await window.open("/clerk/1/")
        await window.page.keyboard.press("F2")
        await window.page.locator(".told").wait_for()


async def test_the_clerk_opens_signs_in_and_pauses(browser: Browser) -> None:
    stage = open_stage()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/6/")
        await window.touch("开窗")
        await window.sees("正在服务")
        await window.touch("登录")
        await window.touch("王芳 1031")
        await window.touch("暂停")
        await window.touch("午休")
        await window.sees("暂停服务")
        here = stage.commands.hall.state.windows[6]
        assert (here.clerk, here.reason) == ("1031", "lunch")


async def test_a_bad_rating_asks_for_reasons_and_thanks(browser: Browser) -> None:
    stage = open_stage()
    stage.take("social")
    async with window_on(browser, stage) as window:
        await window.open("/rating/1/")
        await window.sees("李明")
        stage.commands.do(c.Next(1))
        stage.commands.do(c.Finish(1))
        await window.touch("非常不满意")
        await window.touch("多头跑窗口和部门")
        await window.touch("提交评价")
        await window.sees("感谢您的评价")
        (rating,) = stage.commands.hall.state.ratings.values()
        assert rating.level == 1
        await window.sees("李明")  # after four seconds


async def test_a_good_rating_is_one_touch_and_skipping_is_always_there(browser: Browser) -> None:
    stage = open_stage()
    stage.take("social")
    stage.take("social")
    async with window_on(browser, stage) as window:
        await window.open("/rating/1/")
        stage.commands.do(c.Next(1))
        stage.commands.do(c.Finish(1))
        await window.page.locator(".level.is-5").click()
        await window.sees("感谢您的评价")
        stage.commands.do(c.Next(1))
        stage.commands.do(c.Finish(1))
        await window.touch("不评价")
        await window.sees("好的，谢谢")
        assert [rating.level for rating in stage.commands.hall.state.ratings.values()] == [5, None]


async def test_the_pad_closes_by_itself_when_the_rating_ends(browser: Browser) -> None:
    stage = open_stage()
    stage.take("social")
    async with window_on(browser, stage) as window:
        await window.open("/rating/1/")
        stage.commands.do(c.Next(1))
        stage.commands.do(c.Finish(1))
        await window.page.locator(".level.is-2").click()
        (rating,) = stage.commands.hall.state.ratings
        stage.commands.do(c.TimeOutRating(rating))
        await window.sees("李明")


async def test_the_board_flashes_a_new_call_and_never_the_first_state(browser: Browser) -> None:
    stage = open_stage(heartbeat_s=0.3)
    stage.take("social")
    stage.take("social")
    stage.commands.do(c.Next(1))
    async with window_on(browser, stage) as window:
        await window.open("/board/A/")
        await window.sees("A001")
        assert await window.page.locator(".is-new").count() == 0
        stage.commands.do(c.Next(2))
        await window.page.locator(".current.is-new", has_text="A002").wait_for()
        stage.commands.do(c.Recall(1))
        await window.page.locator(".row.is-new", has_text="A001").wait_for()
        await window.stop_server()
        await window.sees("叫号信息暂停更新")
        stage.commands.do(c.Next(1, is_missed=True)) if stage.commands.hall.waiting_for("social") else None
        await window.page.locator(".is-new").first.wait_for(state="detached")
        await window.start_server()
        await window.page.locator(".stale").wait_for(state="detached")
        assert await window.page.locator(".is-new").count() == 0


async def test_a_page_that_nobody_sees_leaves_its_connection_to_others(browser: Browser) -> None:
    stage = open_stage(heartbeat_s=0.2)
    async with window_on(browser, stage) as window:
        await window.open("/board/A/")
        async with window.page.expect_event("requestfailed", lambda request: request.url.endswith("/api/live")):
            await window.hide()
        stage.take("social")
        stage.commands.do(c.Next(1))
        await window.page.wait_for_timeout(600)
        assert await window.page.get_by_text("A001").count() == 0
        await window.hide(is_hidden=False)
        await window.sees("A001")
        assert await window.page.locator(".stale, .is-new").count() == 0


async def test_a_ticket_is_handled_by_keys_alone(browser: Browser) -> None:
    stage = open_stage()
    for _ in range(3):
        stage.take("social")
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        keys = window.page.keyboard
        await keys.press("F2")
        await at_window(window, "A001")
        await keys.press("F3")
        await until(lambda: stage.commands.hall.ticket("A001").recalls == 1)
        await window.sees("已呼叫 2 次")
        await keys.press("F4")
        await window.sees("正在办理")
        await keys.press("F6")
        await keys.press("2")
        await window.sees("秒后执行")
        await keys.press("Escape")
        await window.page.get_by_text("秒后执行").wait_for(state="detached")
        assert stage.commands.hall.ticket("A001").state is TicketState.SERVING
        await keys.press("F6")
        await keys.press("2")
        await keys.press("F2")
        await at_window(window, "A002")
        assert stage.commands.hall.ticket("A001").legs[0].outcome is Outcome.ACCEPTED
        await keys.press("F7")
        await keys.press("1")
        await keys.press("F2")
        await until(lambda: stage.commands.hall.ticket("A002").state is TicketState.MISSED)
        await at_window(window, "A003")


async def test_what_is_broken_stands_first(browser: Browser) -> None:
    stage = open_stage()
    stage.devices.change("reader-1", conditions=frozenset({"paper_out"}))
    async with window_on(browser, stage) as window:
        await window.open("/technician/")
        first = window.page.locator(".slot").first
        assert "reader-1" in await first.inner_text()
        assert "处理办法" in await first.inner_text()
        await window.sees("1 台需要处理，共 2 台")


async def test_a_day_is_not_closed_by_two_presses_far_apart(browser: Browser) -> None:
    stage = open_stage(heartbeat_s=0.2)
    async with window_on(browser, stage) as window:
        await window.page.clock.install()
        await window.open("/technician/")
        await window.touch("结束今日业务")
        await window.sees("确定？")
        await window.page.clock.run_for(9_000)
        await window.touch("结束今日业务")
        assert stage.commands.hall.state.is_day_open
        await window.touch("确定？")
        await until(lambda: not stage.commands.hall.state.is_day_open)


async def test_a_refusal_goes_with_the_next_step(browser: Browser) -> None:
    async with window_on(browser, open_stage()) as window:
        await window.open("/clerk/1/")
        await window.page.keyboard.press("F10")
        await window.page.keyboard.type("a009")
        await window.page.keyboard.press("Enter")
        await window.page.keyboard.press("Enter")
        await window.page.locator(".told", has_text="A009").wait_for()
        await window.touch("暂停")
        await window.touch("午休")
        await window.sees("窗口已暂停")
        assert await window.page.locator(".told").count() == 0


async def test_a_closed_hall_shows_no_calls(browser: Browser) -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    async with window_on(browser, stage) as window:
        await window.open("/board/A/")
        await window.sees("A001")
        stage.commands.do(c.CloseDay())
        await window.sees("大厅暂未开放")
        assert await window.page.get_by_text("A001").count() == 0

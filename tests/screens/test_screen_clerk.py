"""Every step of the clerk's page, in a real browser: by finger, by keys alone, and beside somebody else's hands."""

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.hall.terms import TicketState
from tests.screens.touching import OVERFLOW, Window, needs_chromium, window_on
from tests.support.waiting import until
from tests.web.hall_at_work import Stage, open_stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]


def crowded() -> Stage:
    """Return a hall where three wait, one was missed and one is parked at window 1."""
    stage = open_stage()
    do = stage.commands.do
    for _ in range(5):
        stage.take("social")
    do(c.Call(1))
    do(c.Miss(1, "no_show"))
    do(c.Call(1))
    do(c.Start(1))
    do(c.Park(1, "documents"))
    return stage


def state_of(stage: Stage, number: str) -> TicketState:
    return stage.commands.hall.ticket(number).state


async def shows(window: Window, number: str) -> None:
    """Wait until this ticket is at the window, as the page sees it."""
    await window.page.locator(".ticket .number", has_text=number).wait_for(timeout=5000)


async def tab(window: Window, words: str) -> None:
    await window.page.locator(".tabs button", has_text=words).click()


async def test_the_page_shows_who_is_next_and_no_names(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.page.locator(".is-next", has_text="A003").wait_for()
        await window.page.keyboard.press("F2")
        await shows(window, "A003")
        await window.page.locator(".is-next", has_text="A004").wait_for()


async def test_a_missed_ticket_is_reinstated_a_parked_one_resumed(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await tab(window, "过号")
        await window.touch("恢复")
        await until(lambda: state_of(stage, "A001") is TicketState.WAITING)
        await tab(window, "挂起")
        await window.touch("继续")
        await until(lambda: state_of(stage, "A002") is TicketState.WAITING)
        await window.page.locator("main[aria-busy=false]").wait_for()  # the step before has been answered
        await window.page.keyboard.press("F2")
        await shows(window, "A002")  # parked here, so first here
        await window.sees("挂起后返回，由原窗口优先接续办理")


async def test_a_ticket_is_cancelled_by_keys_alone_and_can_be_taken_back(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        keys = window.page.keyboard
        await cancel(window, "a004")
        await window.sees("秒后执行：A004 取消取号")
        await keys.press("Escape")
        await window.page.get_by_text("秒后执行").wait_for(state="detached")
        assert state_of(stage, "A004") is TicketState.WAITING
        await cancel(window, "a004")
        await window.touch("立即执行")
        await until(lambda: state_of(stage, "A004") is TicketState.CANCELLED)


async def cancel(window: Window, number: str) -> None:
    """Ask for it by keys: the ticket, its number, the fifth step, the first reason."""
    keys = window.page.keyboard
    await keys.press("F1")
    await keys.type(number)
    await keys.press("Enter")
    await keys.press("5")
    await window.sees("取消取号 · 原因")
    await keys.press("1")


async def test_a_slip_is_printed_again(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.page.locator(".is-next .more").click()
        await window.touch("补打号票")
        await until(lambda: stage.commands.hall.ticket("A003").attempt == 2)


async def test_a_waiting_ticket_is_called_out_of_turn_with_a_reason(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        keys = window.page.keyboard
        await keys.press("F1")
        await keys.type("a005")
        await keys.press("Enter")
        await keys.press("1")
        assert await window.page.locator("#number").input_value() == "A005"
        await keys.press("1")
        await shows(window, "A005")
        await window.sees("由窗口人员指定呼叫（急事急办）")


async def test_a_question_about_somebody_who_has_left_is_taken_back(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.page.keyboard.press("F2")
        await shows(window, "A003")
        await window.page.keyboard.press("F6")
        await window.sees("办理结果")
        stage.commands.do(c.Next(1))  # central, at the same moment
        await window.sees("窗口的号票已变动")
        assert await window.page.locator(".dialog").count() == 0
        assert state_of(stage, "A004") is TicketState.CALLED


async def test_what_waits_for_its_five_seconds_never_hits_the_next_ticket(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.page.keyboard.press("F2")
        await shows(window, "A003")
        await window.page.keyboard.press("F7")
        await window.touch("多次呼叫未到")
        await window.sees("秒后执行：A003 过号")
        stage.commands.do(c.Next(1))
        await shows(window, "A004")
        await window.touch("立即执行")
        await window.sees("1 号窗口现在是 A004，请核对后再操作。")
        assert state_of(stage, "A004") is TicketState.CALLED


async def test_next_on_two_pages_of_one_window_calls_once(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.page.keyboard.press("F2")
        await shows(window, "A003")
        await window.page.keyboard.press("F4")
        await window.sees("正在办理")
        # What the page asks for in the moment before it hears of the other page's call.
        await window.page.route("**/api/live", lambda route: route.abort())
        stage.commands.do(c.Next(1, seen="A003"))
        body = {"id": "0" * 36, "do": "next", "seen": stage.commands.hall.ticket("A003").id}
        answer = await window.page.request.post(f"http://127.0.0.1:{window.port}/clerk/1/api/act", data=body)
        assert (answer.status, (await answer.json())["code"]) == (409, "ticket_changed")
        assert state_of(stage, "A004") is TicketState.CALLED


async def test_nothing_overflows_in_any_state(browser: Browser) -> None:
    stage = crowded()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        keys = window.page.keyboard
        for steps in (["F1"], ["F2"], ["F2"], ["F4", "F6"], ["F9"], ["F8"]):
            for key in steps:
                await keys.press(key)
                await window.page.wait_for_timeout(150)
            for language in ("English", "中文"):
                assert await window.page.evaluate(OVERFLOW) <= 0, steps
                if not await window.page.locator(".dialog").count():
                    await window.touch(language)
            await keys.press("Escape")

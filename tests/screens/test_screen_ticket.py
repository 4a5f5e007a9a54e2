"""The ticket screen, touched in a real browser."""

import asyncio

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.hall.terms import TicketClass, TicketState
from tests.screens.touching import STORED, needs_chromium, window_on
from tests.support.waiting import until
from tests.web.hall_at_work import Stage, open_stage

ALL_KEPT = """async () => (await (await caches.open("shell")).keys()).map((one) => one.url)"""
KEPT = """async () => navigator.serviceWorker.controller !== null
  && await (await caches.open("shell")).match(new URL("ui/ticket/ticket.js", location)) !== undefined"""

REQUESTS_AT_MOST = 16  # page, style, state, and small modules

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]


def newest(stage: Stage) -> str:
    """Return the id of the ticket taken last."""
    return list(stage.commands.hall.state.tickets)[-1]


async def taken(stage: Stage) -> str:
    """Wait for the first ticket and return its id."""
    await until(lambda: bool(stage.commands.hall.state.tickets))
    return newest(stage)


async def test_from_a_touch_to_the_ticket_in_the_hand(browser: Browser) -> None:
    async with window_on(browser, open_stage()) as window:
        await window.open("/ticket/door/")
        assert len(window.asked) <= REQUESTS_AT_MOST
        await window.touch("社会保险")
        await window.sees("正在打印")
        ticket = await taken(window.stage)
        window.stage.commands.do(c.ReportPrinted(ticket, 1, "proven"))
        await window.sees("请取走您的号票")
        await window.sees("A001")
        await window.sees("A区 民生服务区")
        await window.touch("完成")
        await window.sees("请选择要办理的事项")
        assert await window.page.evaluate(STORED) == {"local": 0, "session": [], "cookies": "", "databases": 0}


async def test_a_double_touch_takes_one_ticket(browser: Browser) -> None:
    async with window_on(browser, open_stage()) as window:
        await window.open("/ticket/")
        await window.page.get_by_role("button", name="社会保险").dblclick()
        await window.sees("正在打印")
        assert len(window.stage.commands.hall.state.tickets) == 1


@pytest.mark.parametrize(
    ("words", "state", "sees"),
    [
        ("我已记下号码", TicketState.WAITING, "取号成功"),
        ("我已拍照", TicketState.WAITING, "取号成功"),
        ("不要了", TicketState.VOID, "号码已取消"),
    ],
)
async def test_without_paper_the_number_is_offered(browser: Browser, words: str, state: TicketState, sees: str) -> None:
    async with window_on(browser, open_stage()) as window:
        await window.open("/ticket/")
        await window.touch("社会保险")
        ticket = await taken(window.stage)
        window.stage.commands.do(c.ReportPrintFault(ticket, 1, "paper_out"))
        await window.sees("取号机没有打印出纸")
        await window.sees("秒内选择")
        await window.touch(words)
        await window.sees(sees)
        assert window.stage.commands.hall.ticket(ticket).state is state


async def test_an_offer_survives_a_reload_and_lapses_to_the_staff(browser: Browser) -> None:
    async with window_on(browser, open_stage()) as window:
        await window.open("/ticket/")
        await window.touch("社会保险")
        ticket = await taken(window.stage)
        window.stage.commands.do(c.ReportPrintFault(ticket, 1, "silent"))
        await window.sees("取号机没有打印出纸")
        await window.page.reload()
        await window.sees("取号机没有打印出纸")
        window.stage.commands.do(c.LapseOffer(ticket))
        await window.sees("请到咨询台确认")


async def test_a_service_that_needs_a_card_waits_for_it(browser: Browser) -> None:
    async with window_on(browser, open_stage()) as window:
        await window.open("/ticket/")
        await window.touch("户政业务")
        await window.sees("请刷身份证")
        assert not window.stage.commands.hall.state.tickets
        window.stage.cards.lay("door")
        await window.sees("正在打印")
        person = window.stage.commands.hall.ticket(newest(window.stage)).person
        assert person is not None


async def test_the_green_channel_asks_for_its_reason(browser: Browser) -> None:
    async with window_on(browser, open_stage()) as window:
        await window.open("/ticket/")
        await window.touch("绿色通道")
        await window.touch("60 岁以上老年人")
        await window.sees("绿色通道：60 岁以上老年人")
        await window.touch("社会保险")
        ticket = window.stage.commands.hall.ticket(await taken(window.stage))
        assert (ticket.ticket_class, ticket.reason) == (TicketClass.PRIORITY, "elderly")


async def test_states_that_are_shown_on_purpose(browser: Browser) -> None:
    stage = open_stage()
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        stage.devices.change("printer-1", problem="paper_out")
        await window.sees("取号机缺纸")
        stage.devices.change("printer-1", problem="", conditions=frozenset({"paper_near_end"}))
        await window.sees("打印纸即将用完")
        stage.devices.change("reader-1", state="backoff")
        await window.touch("户政业务")
        await window.sees("读卡器暂时不能用")
        await window.touch("返回")
        stage.commands.do(c.CloseDay())
        await window.sees("现在不取号")
        await window.sees("周一至周五")


async def test_when_the_server_goes_the_screen_says_so_and_recovers_by_itself(browser: Browser) -> None:
    stage = open_stage(heartbeat_s=0.3)
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.stop_server()
        await window.sees("信息暂未更新")
        await window.sees("请到咨询台，由工作人员人工取号")
        assert await window.page.evaluate("document.querySelector('main').inert")
        await window.start_server()
        await window.page.locator(".stale").wait_for(state="detached")
        await window.touch("社会保险")
        await window.sees("A001")


async def test_a_touch_that_gets_no_answer_says_what_to_do(browser: Browser) -> None:
    async with window_on(browser, open_stage(heartbeat_s=30)) as window:
        await window.open("/ticket/")
        await window.page.route("**/api/act", lambda route: route.abort())
        await window.touch("社会保险")
        await window.sees("没有连上服务器")
        await window.touch("知道了")
        await window.sees("请选择要办理的事项")


async def test_an_answer_that_was_lost_on_the_way_is_asked_again_with_the_same_id(browser: Browser) -> None:
    async with window_on(browser, open_stage(heartbeat_s=30)) as window:
        await window.open("/ticket/")
        lost = asyncio.Event()

        async def lose_first(route: object) -> None:
            if lost.is_set():
                await route.continue_()  # type: ignore[attr-defined] # a Route
                return
            lost.set()
            await route.fetch()  # type: ignore[attr-defined] # it arrives, its answer does not
            await route.abort()  # type: ignore[attr-defined]

        await window.page.route("**/api/act", lose_first)
        await window.touch("社会保险")
        await window.sees("A001")
        assert len(window.stage.commands.hall.state.tickets) == 1


async def test_a_session_ends_with_a_question_and_a_way_to_go_on(browser: Browser) -> None:
    async with window_on(browser, open_stage(heartbeat_s=0.2)) as window:
        await window.page.clock.install()
        await window.open("/ticket/")
        await window.touch("绿色通道")
        await window.page.clock.run_for(61_000)
        await window.sees("还需要一些时间吗")
        await window.page.locator(".stale").wait_for(state="detached")
        await window.touch("继续办理")
        await window.sees("您属于哪一类")
        await window.touch("English")
        await window.page.clock.run_for(81_000)
        await window.sees("请选择要办理的事项")


async def test_a_reload_during_an_outage_shows_our_own_page(browser: Browser) -> None:
    async with window_on(browser, open_stage(heartbeat_s=0.5)) as window:
        await window.page.clock.install()
        await window.open("/ticket/")
        await window.page.clock.run_for(11_000)  # by then the page is kept
        async with asyncio.timeout(5):
            while not await window.page.evaluate(KEPT):
                await window.page.clock.run_for(50)
        kept = await window.page.evaluate(ALL_KEPT)
        assert not [url for url in kept if "/api/" in url]
        await window.stop_server()
        await window.page.reload()
        await window.page.clock.run_for(13_000)
        await window.sees("信息暂未更新")
        await window.start_server()
        await window.page.clock.run_for(20_000)
        await window.sees("请选择要办理的事项")


async def test_a_card_is_forgotten_when_its_owner_has_gone(browser: Browser) -> None:
    stage = open_stage()
    async with window_on(browser, stage) as window:
        await window.open("/ticket/door/")
        stage.cards.lay("door")
        await window.sees("已读到 张** 的身份证")
        await window.touch("社会保险")  # needs no card, and so leaves it
        stage.commands.do(c.ReportPrinted(await taken(stage), 1, "proven"))
        await window.touch("完成")
        await until(lambda: stage.cards.person_at("door") is None)
        stage.cards.lay("door")
        await window.touch("不是本人")
        await until(lambda: stage.cards.person_at("door") is None)
        await window.page.get_by_text("已读到").wait_for(state="detached")


async def test_a_number_given_up_does_not_keep_the_next_person_waiting(browser: Browser) -> None:
    stage = open_stage(heartbeat_s=0.2)
    async with window_on(browser, stage) as window:
        await window.page.clock.install()
        await window.open("/ticket/door/")
        await window.touch("社会保险")
        stage.commands.do(c.ReportPrintFault(await taken(stage), 1, "paper_out"))
        await window.touch("不要了")
        await window.sees("号码已取消")
        await window.page.clock.run_for(11_000)
        await window.sees("请选择要办理的事项")

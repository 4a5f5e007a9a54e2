"""Appointments, agents, pick-ups, themes and the paper once more, touched in a real browser and measured."""

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.hall.terms import TicketClass
from tests.screens.test_screen_looks import SMALLEST_LARGE_PX, inspect
from tests.screens.touching import STORED, Window, needs_chromium, window_on
from tests.support.waiting import until
from tests.web.hall_at_work import Stage
from tests.web.wide_hall import HOLDER, open_wide_stage, publish

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]

CASE = "SL20261122007"


async def printed(window: Window, count: int = 1) -> str:
    """Let the newest of so many tickets come out of the printer, and return its id."""
    stage = window.stage
    await until(lambda: len(stage.commands.hall.state.tickets) == count)
    ticket = list(stage.commands.hall.state.tickets)[-1]
    stage.commands.do(c.ReportPrinted(ticket, 1, "proven"))
    await window.sees("请取走您的号票")
    return ticket


def with_appointments(**starts_in_min: float) -> Stage:
    stage = open_wide_stage()
    publish(stage, **starts_in_min)
    return stage


async def test_a_card_finds_its_appointment_and_later_its_ticket_and_prints_it_again(browser: Browser) -> None:
    stage = with_appointments(due=10, early=200, over=-200)
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("预约取号")
        await window.sees("请刷身份证查预约")
        await inspect(window, "ticket")
        stage.cards.lay("door", holder=HOLDER)
        await window.sees("张**，您好")
        await window.sees("现在可以取号")
        await window.sees("还没到取号时间")
        await inspect(window, "ticket")
        await window.touch("下一页")
        await window.sees("预约的时间已经过了")
        await window.touch("上一页")
        await window.touch("取预约号")
        await printed(window)
        await window.sees("预约")
        await window.touch("完成")
        await window.sees("请选择要办理的事项")
        stage.cards.lay("door", holder=HOLDER)
        await window.sees("正在等候，前面 0 人")
        await window.touch("补打号票")
        await window.sees("正在补打")
        await inspect(window, "ticket")
        assert stage.commands.hall.ticket("A001").attempt == 2
        assert await window.page.evaluate(STORED) == {"local": 0, "session": [], "cookies": "", "databases": 0}


async def test_an_appointment_that_is_over_becomes_an_ordinary_ticket(browser: Browser) -> None:
    stage = with_appointments(over=-200)
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        stage.cards.lay("door", holder=HOLDER)
        await window.touch("改取普通号")
        ticket = stage.commands.hall.ticket(await printed(window))
        assert (ticket.ticket_class, ticket.reason) == (TicketClass.ORDINARY, "appointment_late")


async def test_a_card_without_an_appointment_is_no_dead_end(browser: Browser) -> None:
    stage = open_wide_stage()
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("预约取号")
        stage.cards.lay("door")
        await window.sees("没有查到您的预约")
        await window.touch("取其他事项的号")
        await window.touch("社会保险")
        await printed(window)


async def test_a_list_that_has_expired_is_said_and_the_ordinary_way_is_open(browser: Browser) -> None:
    stage = open_wide_stage()
    publish(stage, hours=-1, due=10)
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("预约取号")
        stage.cards.lay("door", holder=HOLDER)
        await window.sees("预约信息没有及时更新")
        await window.touch("取其他事项的号")
        await window.sees("请选择要办理的事项")


async def test_a_scanner_types_a_code_and_presses_nothing_else(browser: Browser) -> None:
    stage = with_appointments(due=10)
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("绿色通道")
        await window.touch("返回")  # a button that was touched last would be pressed by Enter
        await window.page.keyboard.type("Y7K3Q-DUE\n")
        await window.sees("您的预约")
        await inspect(window, "ticket")
        await window.touch("取预约号")
        ticket = await printed(window)
        await window.touch("完成")
        await window.page.keyboard.type(f"demo-001:{ticket}\n")
        await window.sees("您的号票")
        await window.touch("补打号票")
        await window.sees("正在补打")


async def test_a_number_is_typed_on_the_screen_and_shows_the_place_only(browser: Browser) -> None:
    stage = open_wide_stage()
    stage.take("social")
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("查询、补打号票")
        await window.touch("输入号码")
        await inspect(window, "ticket")
        for sign in "A001":
            await window.page.get_by_role("button", name=sign, exact=True).click()
        await window.touch("查询")
        await window.sees("正在等候，前面 0 人")
        assert await window.page.get_by_role("button", name="补打号票").count() == 0
        await window.touch("返回首页")
        await window.page.keyboard.type("nonsense\n")
        await window.sees("没有查到对应的预约")
        await inspect(window, "ticket")
        await window.touch("直接取号")
        await window.sees("请选择要办理的事项")


async def test_somebody_who_waits_already_is_shown_their_ticket(browser: Browser) -> None:
    stage = open_wide_stage()
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("户政业务")
        stage.cards.lay("door")
        await printed(window)
        await window.touch("完成")
        await window.touch("户政业务")
        stage.cards.lay("door")
        await window.sees("您好")
        await window.sees("H001")
        assert len(stage.commands.hall.state.tickets) == 1


async def test_what_lies_ready_is_picked_up_by_receipt(browser: Browser) -> None:
    stage = open_wide_stage()
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("统一出件")
        await window.sees("请扫描受理单，或刷身份证")
        await inspect(window, "ticket")
        await window.touch("输入办件编号")
        await window.page.keyboard.type(CASE)
        await inspect(window, "ticket")
        await window.touch("查询")
        ticket = stage.commands.hall.ticket(await printed(window))
        assert (ticket.service, ticket.case) == ("pickup", CASE)
        await window.touch("完成")
        await window.page.keyboard.type("SL20261122008\n")
        await window.sees("领取办理结果")
        await inspect(window, "ticket")
        await window.touch("取号：统一出件")
        assert stage.commands.hall.ticket(await printed(window, 2)).case == "SL20261122008"


async def test_an_agent_takes_one_ticket_after_the_other(browser: Browser) -> None:
    stage = open_wide_stage()
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("帮他人代办")
        await inspect(window, "ticket")
        stage.cards.lay("door")
        await window.sees("正在为他人取号，代办人：张**")
        await inspect(window, "ticket")
        await window.touch("社会保险")
        await window.sees("请刷委托人的身份证")
        await inspect(window, "ticket")
        await window.touch("不刷证，直接取号")
        await printed(window)
        await inspect(window, "ticket")
        await window.touch("为下一位取号")
        await window.touch("户政业务")
        await window.sees("须核对委托人身份")
        assert await window.page.get_by_role("button", name="不刷证").count() == 0
        stage.cards.lay("door", c.Person("刘**", "9911", "70-79", "principal"))
        ticket = stage.commands.hall.ticket(await printed(window, 2))
        assert ticket.agent is not None
        assert (ticket.agent.name_masked, ticket.person and ticket.person.name_masked) == ("张**", "刘**")
        await window.touch("结束代办")
        await window.sees("帮他人代办")
        await until(lambda: stage.cards.agent_at("door") is None)


async def test_age_opens_the_green_channel_and_may_be_declined(browser: Browser) -> None:
    stage = open_wide_stage()
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        stage.cards.lay("door", is_senior=True)
        await window.sees("绿色通道：60 岁以上老年人")
        await window.touch("取消优先")
        await window.touch("社会保险")
        assert stage.commands.hall.ticket(await printed(window)).ticket_class is TicketClass.ORDINARY


async def test_the_tree_is_opened_and_left_and_a_theme_is_one_ticket(browser: Browser) -> None:
    stage = open_wide_stage()
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("个人事项")
        await window.touch("社保医保")
        await window.sees("医疗保障")
        await inspect(window, "ticket")
        await window.touch("返回上一级")
        await window.touch("返回上一级")
        await window.touch("下一页")
        await window.touch("开一家小店")
        ticket = stage.commands.hall.ticket(await printed(window))
        assert [leg.service for leg in ticket.legs] == ["company", "tax"]
        await window.sees("2. 税务办理")
        await inspect(window, "ticket")


async def test_idle_wipes_the_card_the_code_and_the_agent(browser: Browser) -> None:
    stage = with_appointments(due=10)
    stage.heartbeat_s = 0.2
    async with window_on(browser, stage) as window:
        await window.page.clock.install()
        await window.open("/ticket/")
        await window.touch("查询、补打号票")
        await window.touch("输入号码")
        await window.page.keyboard.type("A0")
        await window.page.clock.run_for(81_000)
        await window.sees("请选择要办理的事项")
        await window.touch("帮他人代办")
        stage.cards.lay("door", holder=HOLDER)
        await window.sees("正在为他人取号")
        await window.page.clock.run_for(81_000)
        await until(lambda: stage.cards.agent_at("door") is None)
        await window.touch("查询、补打号票")
        await window.touch("输入号码")
        assert await window.page.locator(".typed").inner_text() == "请点下面的键"


async def test_the_other_ways_in_large_type_and_english(browser: Browser) -> None:
    stage = with_appointments(due=10, early=200)
    async with window_on(browser, stage) as window:
        await window.open("/ticket/")
        await window.touch("大字")
        await window.sees("标准字")
        await inspect(window, "ticket", SMALLEST_LARGE_PX)
        await window.touch("查询、补打号票")
        await window.touch("输入号码")
        await inspect(window, "ticket", SMALLEST_LARGE_PX)
        stage.cards.lay("door", holder=HOLDER)
        await window.sees("现在可以取号")
        await inspect(window, "ticket", SMALLEST_LARGE_PX)
        await window.touch("English")
        await window.sees("You can take your ticket now")
        await inspect(window, "ticket", SMALLEST_LARGE_PX)
        await window.touch("High contrast")
        await window.sees("Colours")
        await inspect(window, "ticket", SMALLEST_LARGE_PX)

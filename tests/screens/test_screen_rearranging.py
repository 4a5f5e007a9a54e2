"""The supervisor rearranges windows, sends the chief representative, and closes what could not be done."""

from dataclasses import replace

import pytest
from playwright.async_api import Browser

from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.plan import Service, WindowPlan
from edge.hall.staff import Department
from edge.hall.terms import Outcome, Resolution, Role
from tests.screens.test_screen_looks import inspect
from tests.screens.touching import needs_chromium, window_on
from tests.support.waiting import until
from tests.web.hall_at_work import PLAN, HallAtWork, Stage

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]

SERVICES = (
    *(replace(service, department="hrss") for service in PLAN.services),
    Service("advice", "咨询引导", "G", "Advice", role=Role.CONSULT),
    Service("unresolved", "办不成事反映", "N", "Unresolved matters", role=Role.UNRESOLVED),
)
DESK = WindowPlan(7, "B", ("unresolved",), role=Role.UNRESOLVED, has_start_key=True)
OFFICE = Department("hrss", "人力资源和社会保障局", "Human resources", "1031")


def stage_with_a_report() -> Stage:
    plan = replace(PLAN, services=SERVICES, windows=(*PLAN.windows, DESK), departments=(OFFICE,))
    stage = Stage(HallAtWork(Hall(plan)))
    stage.commands.do(c.OpenDay())
    for number in (1, 2, 7):
        stage.commands.do(c.OpenWindow(number))
    stage.take("social")
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1, Outcome.UNRESOLVED))
    stage.commands.do(c.Next(1))
    stage.commands.do(c.AskChief(1, note="缺少授权文件"))
    return stage


async def test_a_window_is_rearranged_and_the_change_taken_back(browser: Browser) -> None:
    stage = stage_with_a_report()
    window_2 = stage.commands.hall.window(2)
    async with window_on(browser, stage) as window:
        await window.open("/supervisor/")
        await window.page.locator(".is-roles li").nth(1).get_by_role("button", name="调整", exact=True).click()
        await window.page.locator(".is-roles .choices").first.get_by_role("button", name="咨询", exact=True).click()
        await inspect(window, "supervisor", is_scrolled=True)
        await window.touch("2 号窗口按此调整")
        await until(lambda: window_2.roles == (Role.CONSULT,))
        assert window_2.serves == ("advice",)
        await window.touch("撤销上次调整")
        await until(lambda: window_2.roles == (Role.ACCEPT,))
        assert window_2.serves == ("social",)


async def test_a_report_is_closed_with_a_result_and_the_chief_is_sent(browser: Browser) -> None:
    stage = stage_with_a_report()
    async with window_on(browser, stage) as window:
        await window.open("/supervisor/")
        await window.sees("缺少授权文件")
        await window.touch("已安排前往")
        await window.sees("已响应")
        await window.touch("登记结果")
        await window.touch("转责任部门办理")  # without a word of how: nothing happens
        await window.page.locator("#matter-note").fill("转社保局关系科，三日内答复")
        await window.touch("转责任部门办理")
        (matter,) = stage.commands.hall.state.unresolved.values()
        await until(lambda: matter.result is Resolution.REFERRED)
        await window.sees("没有待解决的办不成事")


async def test_the_clerk_learns_where_a_report_goes_and_asks_for_the_chief(browser: Browser) -> None:
    stage = stage_with_a_report()
    stage.commands.do(c.OpenWindow(3))
    async with window_on(browser, stage) as window:
        await window.open("/clerk/1/")
        await window.sees("A001 已转办不成事，新号 N001，请告知群众。 7 号窗口")
        await window.sees("已呼请人力资源和社会保障局首席事务代表")
        await inspect(window, "clerk")
        (request,) = stage.commands.hall.state.chief_requests.values()
        stage.commands.do(c.AnswerChief(request.id, "supervisor"))
        await window.sees("首席事务代表已响应 王芳")
        await window.touch("呼请首席事务代表")
        await window.page.locator(".dialog .option").click()
        await until(lambda: len(stage.commands.hall.state.chief_requests) == 2)


async def test_the_clerk_of_the_window_for_it_closes_a_report(browser: Browser) -> None:
    stage = stage_with_a_report()
    async with window_on(browser, stage) as window:
        await window.open("/clerk/7/")
        await window.page.keyboard.press("F2")
        await window.sees("原号 A001 未办成")
        await window.touch("办不成事 1 件")
        await window.page.locator(".dialog .option").click()
        await inspect(window, "clerk")
        await window.touch("已解决")
        (matter,) = stage.commands.hall.state.unresolved.values()
        await until(lambda: matter.result is Resolution.RESOLVED)


async def test_a_citizen_reports_at_the_kiosk_with_the_failed_number(browser: Browser) -> None:
    stage = stage_with_a_report()
    async with window_on(browser, stage) as window:
        await window.open("/kiosk/")
        await inspect(window, "kiosk")
        await window.touch("办不成事反映")
        for sign in "A002":
            await window.page.get_by_role("button", name=sign, exact=True).click()
        await inspect(window, "kiosk")
        await window.touch("反映这件事")
        await window.sees("已登记，请等候叫号")
        await window.sees("N002")
        await inspect(window, "kiosk")
        assert stage.commands.hall.ticket("N002").failed.endswith("/A002")
        assert stage.commands.hall.ticket("N002").dispenser == ""

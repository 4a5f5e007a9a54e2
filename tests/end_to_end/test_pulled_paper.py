"""Paper pulled in the middle of a ticket: the screen offers the number, and what the citizen does decides."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from drivers.simulators.printer_state import PrinterModel
from tests.end_to_end.browser import PATIENCE_MS, Browser, chromium
from tests.end_to_end.whole_hall import HALL, PATIENCE_S, WholeHall, whole_hall
from tests.support.chromium import needs_chromium
from tests.support.waiting import until

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]

UNHURRIED = PrinterModel(rows_per_s=1600)  # slow enough to be interrupted
IN_THE_MIDDLE = 400  # rows: the number stands on the paper, the rest does not


async def test_a_number_that_was_noted_is_a_valid_place(tmp_path: Path) -> None:
    async with whole_hall(tmp_path, model=UNHURRIED) as hall, chromium() as browser:
        screen = await offered_number(hall, browser)
        await screen.get_by_role("button", name="我已记下号码").tap()
        await expect(screen.get_by_text("取号成功，请记好您的号码")).to_be_visible(timeout=PATIENCE_MS)
        await hall.central_has(lambda: hall.story("A001") == ["ticket.taken", "ticket.offered", "ticket.shown"])
        hall.press("caller-3", "next")
        await hall.strip_shows(3, "请A001号到3号窗口")
        await next_ticket_is_whole(hall)


async def test_a_number_that_was_given_up_is_void(tmp_path: Path) -> None:
    async with whole_hall(tmp_path, model=UNHURRIED) as hall, chromium() as browser:
        screen = await offered_number(hall, browser)
        await screen.get_by_role("button", name="不要了").tap()
        await expect(screen.get_by_text("号码已取消")).to_be_visible(timeout=PATIENCE_MS)
        await next_ticket_is_whole(hall)
        hall.press("caller-3", "next")
        await hall.strip_shows(3, "请A002号到3号窗口")
        await hall.central_has_all()
        assert hall.story("A001") == ["ticket.taken", "ticket.offered", "ticket.voided"]


async def test_a_number_that_nobody_touched_is_unsure_and_left_to_staff(tmp_path: Path) -> None:
    async with whole_hall(tmp_path, model=UNHURRIED, policy="offer_s = 2") as hall, chromium() as browser:
        screen = await offered_number(hall, browser)
        await expect(screen.get_by_text("请到咨询台确认")).to_be_visible(timeout=PATIENCE_MS)
        await next_ticket_is_whole(hall)
        hall.press("caller-3", "next")
        await hall.strip_shows(3, "请A002号到3号窗口")
        await hall.central_has_all()
        assert hall.story("A001") == ["ticket.taken", "ticket.offered", "ticket.unsure"]
        confirmed = await hall.central.send(HALL, "confirm", {"ticket": "A001", "reason": "号码在手"})
        assert confirmed["ok"], confirmed
        hall.press("caller-2", "next")
        await hall.strip_shows(2, "请A001号到2号窗口")


async def offered_number(hall: WholeHall, browser: Browser) -> Page:
    """Touch the screen, and let the paper end while the ticket is being printed; return the screen with the offer."""
    await hall.devices_ready()
    screen = await browser.open(f"{hall.base}/ticket/door/")
    hall.paper.command(f"paper left {IN_THE_MIDDLE}")
    await screen.get_by_role("button", name="社会保险").tap()
    await until(lambda: hall.has_noticed("printer-1: paper ran out"), PATIENCE_S)
    await expect(screen.get_by_text("取号机没有打印出纸")).to_be_visible(timeout=PATIENCE_MS)
    await expect(screen.locator(".paper .number")).to_have_text("A001")
    assert not hall.printer.papers
    return screen


async def next_ticket_is_whole(hall: WholeHall) -> None:
    """Put paper in: nothing of the old ticket comes out but what is torn off, and the next ticket is a whole one."""
    hall.paper.command("paper in")
    await hall.until_shown("ticket/door", lambda page: page["printer"]["state"] == "ready")
    (torn,) = hall.printer.papers
    assert torn.is_torn
    assert "A001" in torn.text
    assert "凭此码查询" not in torn.text
    answer = await hall.take("social")
    assert answer["number"] == "A002"
    await hall.central_has(lambda: "ticket.printed" in hall.story("A002"))
    assert hall.events("ticket.printed")[-1]["data"]["sure"] == "proven"
    whole = [paper.text for paper in hall.printer.papers if not paper.is_torn]
    assert not [text for text in whole if "A001" in text]
    assert [text for text in whole if text.startswith("示范区政务服务中心\nA002\n社会保险\n") and "凭此码查询" in text]
    assert sum("A002" in text for text in whole) == 1

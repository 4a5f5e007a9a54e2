"""One citizen's visit, from the touch to the rating, through everything that is real."""

from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from tests.end_to_end.browser import PATIENCE_MS, chromium
from tests.end_to_end.whole_hall import PATIENCE_S, WholeHall, whole_hall
from tests.support.chromium import needs_chromium
from tests.support.waiting import until

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]

VISIT = [
    "ticket.taken",
    "ticket.printed",
    "ticket.called",
    "ticket.started",
    "ticket.finished",
    "rating.opened",
    "rating.given",
]


async def test_a_visit_from_the_touch_to_the_rating(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall, chromium() as browser:
        await hall.devices_ready()
        board = await browser.open(f"{hall.base}/board/A/")
        screen = await browser.open(f"{hall.base}/ticket/door/")
        await take_by_touch(screen)
        await paper_is_out(hall)
        await call_to_window_three(hall, board)
        await rate(hall)
        await hall.central_has(lambda: hall.story("A001") == VISIT)
        await hall.central_has_all()
        printed, given = hall.events("ticket.printed")[0]["data"], hall.events("rating.given")[0]["data"]
        assert printed["sure"] == "proven"
        assert given["level"] == 5


async def take_by_touch(screen: Page) -> None:
    await screen.get_by_role("button", name="社会保险").tap()
    await expect(screen.get_by_text("请取走您的号票")).to_be_visible(timeout=PATIENCE_MS)
    await expect(screen.locator(".paper .number")).to_have_text("A001")


async def paper_is_out(hall: WholeHall) -> None:
    (taken,) = hall.events("ticket.taken") or [{"data": {"number": ""}}]
    assert taken["data"]["number"] == "A001"
    (paper,) = hall.printer.papers
    assert not paper.is_torn
    for words in (
        "示范区政务服务中心",
        "A001",
        "社会保险",
        "综合受理区 2、3号窗口",
        "前面等候",
        "本人身份证、社会保障卡",
    ):
        assert words in paper.text


async def call_to_window_three(hall: WholeHall, board: Page) -> None:
    hall.press("caller-3", "next")
    await hall.strip_shows(3, "请A001号到3号窗口")
    await expect(board.locator(".current .number")).to_have_text("A001", timeout=PATIENCE_MS)
    await expect(board.locator(".current .where strong")).to_have_text("3")
    await until(lambda: hall.has_noticed("the voice says: 请A001号到3号窗口"), PATIENCE_S)


async def rate(hall: WholeHall) -> None:
    box = hall.devices.simulators["rate-3"]
    hall.press("caller-3", "rate")
    await until(lambda: "lit, asks for a rating" in box.describe(), PATIENCE_S)
    hall.press("rate-3", "0")
    await until(lambda: "acknowledged" in box.describe(), PATIENCE_S)

"""Somebody has booked a visit: central publishes it, a card finds it, and everything follows from there."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import expect

from edge.demo.appointments import BOOKING_KEY, CODE, NUMBERS, publish_appointments
from edge.identity import holder_of
from tests.end_to_end.browser import PATIENCE_MS, chromium
from tests.end_to_end.whole_hall import HALL, PATIENCE_S, WholeHall, whole_hall
from tests.support.chromium import needs_chromium
from tests.support.waiting import until

HOLDER = holder_of(NUMBERS["hkmt"], bytes.fromhex(BOOKING_KEY))

pytestmark = [pytest.mark.real_time, pytest.mark.slow, needs_chromium]

VISIT = ["ticket.taken", "ticket.printed", "ticket.called", "ticket.started", "ticket.finished", "rating.opened"]


async def published(hall: WholeHall) -> None:
    """Let central publish its appointments, and return when the dispenser's screen knows of them."""
    await publish_appointments(hall.central, HALL, datetime.now(UTC))
    await hall.until_shown("ticket/door", lambda page: page["bookings"]["is_current"])


async def test_from_centrals_appointment_to_the_call_and_back_to_central(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall, chromium() as browser:
        await hall.devices_ready()
        await published(hall)
        screen = await browser.open(f"{hall.base}/ticket/door/")
        hall.devices.command("reader-1", "card place hkmt")
        await screen.get_by_role("button", name="取预约号").tap(timeout=PATIENCE_MS)
        await expect(screen.get_by_text("请取走您的号票")).to_be_visible(timeout=PATIENCE_MS)
        await expect(screen.locator(".paper .number")).to_have_text("B001")
        (paper,) = hall.printer.papers
        for words in ("B001", "医疗保障", "预约", "预约时间"):
            assert words in paper.text
        assert "810000" not in paper.text
        await hall.take("medical")  # a walk-in, who came later but waits since: the time booked is ten minutes ahead
        await hall.central_has(lambda: "ticket.printed" in hall.story("B002"))
        hall.press("caller-3", "next")
        await hall.strip_shows(3, "请B002号到3号窗口")
        hall.press("caller-2", "next")
        await hall.strip_shows(2, "请B001号到2号窗口")
        hall.press("caller-2", "rate")
        await hall.central_has(lambda: hall.story("B001")[:6] == VISIT)
        await central_knows_why(hall)
        await hall.daemon.stop()
        kept = b"".join(path.read_bytes() for path in (tmp_path / "store").glob("*") if path.is_file())
        assert b"demo-2" in kept
        assert HOLDER.encode() not in kept, "who it was is in no journal, not even hashed"


async def central_knows_why(hall: WholeHall) -> None:
    taken = next(event["data"] for event in hall.events("ticket.taken") if event["data"]["number"] == "B001")
    assert (taken["class"], taken["appointment"], taken["services"]) == ("appointment", "demo-2", ["medical"])
    assert taken["counts_from"] == taken["slot"]["start"]
    assert taken["person"] is None, "a service that needs no card keeps nothing of one"
    said = await hall.central.send(HALL, "take", {"appointment": "demo-2"})
    assert said["error"]["code"] == "appointment_used"


async def test_a_code_does_without_a_card_also_after_a_power_cut_without_a_network(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall:
        await hall.devices_ready()
        await published(hall)
        await hall.broker.kill()
        hall.daemon.kill()
        await hall.restart()
        found = await hall.act("ticket/door", "look", code=CODE)
        assert found[1]["booking"]["state"] == "on_time"
        status, taken = await hall.act("ticket/door", "take", appointment="demo-4", code=CODE)
        assert (status, taken["number"]) == (200, "D001")
        assert (await hall.act("ticket/door", "take", appointment="demo-4", code=CODE))[1]["code"] == "appointment_used"
        await hall.broker.start()
        await until(lambda: bool(hall.events("ticket.taken")), PATIENCE_S)

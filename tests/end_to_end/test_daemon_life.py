"""The daemon's start without its surroundings, and its orderly end."""

import asyncio
import json
from pathlib import Path

import aiomqtt
import pytest

from tests.end_to_end.browser import chromium
from tests.end_to_end.processes import sockets
from tests.end_to_end.whole_hall import HALL, READER, Said, WholeHall, whole_hall
from tests.support.chromium import needs_chromium
from tests.support.waiting import until

pytestmark = [pytest.mark.real_time, pytest.mark.slow]

VISIT = ["ticket.taken", "ticket.printed", "ticket.called", "ticket.started", "ticket.finished", "rating.opened"]


async def test_a_hall_that_never_saw_a_broker_works(tmp_path: Path) -> None:
    async with whole_hall(tmp_path, has_broker=False) as hall:
        await hall.devices_ready()
        await hall.take("social")
        await hall.until_shown("ticket/door", lambda page: [one["state"] for one in page["tickets"]] == ["waiting"])
        assert len(hall.printer.papers) == 1
        await visit_window_three(hall)
        page = await hall.shown("technician")
        assert not page["bridge"]["is_connected"]
        assert page["bridge"]["waiting"] >= len(VISIT)
        await hall.broker.start()  # the first one that it sees
        await hall.until_shown("technician", lambda page: page["bridge"]["is_connected"])
        await hall.take("social")
        await hall.central_has(lambda: hall.story("A001")[: len(VISIT)] == VISIT)
        await hall.central_has_all()


async def visit_window_three(hall: WholeHall) -> None:
    hall.press("caller-3", "next")
    await hall.strip_shows(3, "请A001号到3号窗口")
    hall.press("caller-3", "rate")
    box = hall.devices.simulators["rate-3"]
    await until(lambda: "lit, asks for a rating" in box.describe(), 30)


@needs_chromium
async def test_a_device_that_cannot_be_configured_leaves_the_rest_at_work(tmp_path: Path) -> None:
    async with whole_hall(tmp_path, changed=with_a_wrong_reader) as hall, chromium() as browser:
        await hall.devices_ready()
        page = await browser.open(f"{hall.base}/technician/")
        reader = page.locator("article.slot.is-off").filter(has_text="reader-1")
        assert "colour" in await reader.inner_text()
        assert "已停用" in await reader.locator(".state").inner_text()
        await hall.take("social")
        await hall.until_shown("ticket/door", lambda page: [one["state"] for one in page["tickets"]] == ["waiting"])
        assert len(hall.printer.papers) == 1
        hall.press("caller-3", "next")
        await hall.strip_shows(3, "请A001号到3号窗口")


def with_a_wrong_reader(text: str) -> str:
    return text.replace(READER, f'{READER}colour = "blue"\n', 1)


async def test_an_orderly_end_leaves_nothing_behind(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall:
        await hall.devices_ready()
        await hall.take("social")
        assert (await retained_status(hall))["state"] == "online"
        async with hall.http.get(f"{hall.base}/board/A/api/live") as stream:  # a screen that looks on to the end
            assert await stream.content.readline()
            assert await hall.daemon.stop() == 0
        assert (await retained_status(hall))["state"] == "offline"
        assert not hall.daemon.has_left_processes()
        assert not sockets(tmp_path)
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", int(hall.base.rpartition(":")[2]))


async def retained_status(hall: WholeHall) -> Said:
    """Return what the broker tells somebody who comes only now."""
    async with asyncio.timeout(30), aiomqtt.Client("127.0.0.1", hall.broker.port) as client:
        await client.subscribe(f"hall/{HALL}/status", qos=1)
        async for message in client.messages:
            assert message.retain
            assert isinstance(message.payload, bytes)
            status: Said = json.loads(message.payload)
            return status
    raise AssertionError("no status is kept")

"""The daemon as one piece: it starts from a file, serves, stops cleanly, and goes on where it was."""

import asyncio
import os
import stat
from pathlib import Path

import aiohttp
import pytest

from edge.app import running, runtime_folder
from edge.clock import SystemClock
from edge.hall import commands as c
from edge.hall.terms import TicketState
from edge.settings.reading import read
from tests.support.waiting import until

pytestmark = pytest.mark.real_time

CONFIG = """
[hall]
id = "demo-001"
name = "示范区政务服务中心"
[[service]]
code = "social"
name = "社会保险"
prefix = "A"
[[window]]
number = 1
zone = "A"
serves = ["social"]
display = "led-1"
has_start_key = true
[[device]]
name = "led-1"
driver = "display.onbon_bxk"
link = "tcp://127.0.0.1:1"
address = 1
width = 160
height = 32
[web]
listen = "127.0.0.1:0"
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RUNTIME_DIRECTORY", str(tmp_path))
    path = tmp_path / "hall.toml"
    path.write_text(CONFIG + f'[store]\npath = "{tmp_path / "store"}"\n')
    return path


async def test_a_hall_starts_serves_stops_and_goes_on(config: Path) -> None:
    settings, before = read(config), asyncio.all_tasks()
    async with running(settings) as daemon:
        await until(lambda: daemon.engine.hall.state.is_day_open)
        await daemon.engine.submit(c.OpenWindow(1), "open")
        await daemon.engine.submit(c.Take(("social",)), "touch")
        async with (
            aiohttp.ClientSession() as browser,
            browser.get(f"http://127.0.0.1:{daemon.port}/healthz") as answer,
        ):
            assert answer.status == 200
        assert daemon.slots.statuses()["led-1"].state in {"opening", "backoff"}
        assert not daemon.bridge.status().is_configured
    async with running(settings) as daemon:
        assert daemon.engine.hall.ticket("A001").state is TicketState.WAITING
        assert (await daemon.engine.submit(c.Call(1), "call"))["number"] == "A001"
    assert asyncio.all_tasks() == before


async def test_a_strip_that_is_not_there_becomes_a_problem_of_the_hall(config: Path) -> None:
    async with running(read(config), SystemClock()) as daemon:
        await until(lambda: bool(daemon.engine.hall.state.problems), 15)
        assert {place for _, place in daemon.engine.hall.state.problems} == {"led-1"}


def test_the_days_key_lies_in_a_private_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RUNTIME_DIRECTORY", f"{tmp_path}:/elsewhere")
    assert runtime_folder(tmp_path) == tmp_path
    monkeypatch.delenv("RUNTIME_DIRECTORY")
    folder = runtime_folder(tmp_path / "store")
    assert folder is not None
    try:
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.stat().st_uid == os.getuid()
        assert folder == runtime_folder(tmp_path / "store")
        assert folder != runtime_folder(tmp_path / "another")
    finally:
        for made in (folder, runtime_folder(tmp_path / "another")):
            if made is not None and made.name.startswith("hall-edge-"):
                made.rmdir()

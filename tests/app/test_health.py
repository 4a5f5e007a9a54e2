"""The watchdog is fed only while engine and journal answer; a clock that jumps is told to a person."""

import asyncio
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from edge.clock import SystemClock
from edge.health import ClockWatch, Vitals, clock_source, notify
from edge.ports import JournalBroken
from tests.engine.engine_house import BROKEN, ScriptedJournal, Wall, engine_on


@pytest.fixture
def systemd(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> socket.socket:
    """The socket on which systemd listens."""
    path = tmp_path / "notify"
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listening.bind(str(path))
    listening.setblocking(False)
    monkeypatch.setenv("NOTIFY_SOCKET", str(path))
    return listening


def heard(systemd: socket.socket) -> list[str]:
    messages = []
    while True:
        try:
            messages.append(systemd.recv(200).decode())
        except BlockingIOError:
            return messages


class Questions:
    """Two rooms that answer, are slow, or cannot."""

    def __init__(self) -> None:
        self.engine_s = 0.0
        self.is_broken = False

    async def engine(self) -> None:
        await asyncio.sleep(self.engine_s)

    async def journal(self) -> None:
        if self.is_broken:
            raise JournalBroken("damaged")


@pytest.mark.real_time
async def test_the_watchdog_is_fed_while_everybody_answers(systemd: socket.socket) -> None:
    with systemd:
        asked = Questions()
        vitals = Vitals({"engine": asked.engine, "journal": asked.journal}, SystemClock())
        running = asyncio.create_task(vitals.run())
        assert await asyncio.get_running_loop().sock_recv(systemd, 100) == b"WATCHDOG=1"
        assert (heard(systemd), vitals()) == ([], {"engine": True, "journal": True})
        running.cancel()
        await asyncio.wait({running})


async def test_the_watchdog_goes_hungry_while_somebody_does_not_answer(systemd: socket.socket) -> None:
    with systemd:
        asked = Questions()
        asked.engine_s = 60
        vitals = Vitals({"engine": asked.engine, "journal": asked.journal}, SystemClock())
        running = asyncio.create_task(vitals.run())
        await asyncio.sleep(30)
        assert (heard(systemd), vitals()) == ([], {"engine": False, "journal": True})
        asked.engine_s, asked.is_broken = 0, True
        await asyncio.sleep(30)
        assert (heard(systemd), vitals()) == ([], {"engine": True, "journal": False})
        asked.is_broken = False
        await asyncio.sleep(30)
        assert set(heard(systemd)) == {"WATCHDOG=1"}
        running.cancel()
        await asyncio.wait({running})


async def test_the_engine_is_asked_through_its_own_inbox() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        vitals = Vitals({"engine": engine.answers}, SystemClock())
        running = asyncio.create_task(vitals.run())
        await asyncio.sleep(1)
        assert vitals() == {"engine": True}
        running.cancel()
        await asyncio.wait({running})


def test_nothing_is_told_where_nobody_listens(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "gone"))
    notify("READY=1")


def test_an_abstract_socket_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("\0hall-edge-test-notify")
        monkeypatch.setenv("NOTIFY_SOCKET", "@hall-edge-test-notify")
        notify("READY=1")
        assert listening.recv(100) == b"READY=1"


async def test_a_clock_that_jumps_is_a_problem() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall) as engine:
        watching = asyncio.create_task(ClockWatch(engine, SystemClock(wall=wall)).run())
        await asyncio.sleep(60)
        assert engine.hall.state.problems == {}
        wall.skew += timedelta(minutes=10)
        await asyncio.sleep(10)
        assert engine.hall.state.problems["clock_jumped", "clock"].detail.startswith("+600 s")
        wall.skew -= timedelta(hours=1)
        journal.failures = [BROKEN]
        await asyncio.sleep(10)
        wall.skew -= timedelta(hours=1)
        await asyncio.sleep(10)
        assert engine.hall.state.problems["clock_jumped", "clock"].detail.startswith("-3600 s")
        watching.cancel()
        await asyncio.wait({watching})


def test_the_clocks_keeper_is_one_of_three() -> None:
    assert clock_source() in {"ntp", "rtc", "unsynced"}

"""A journal read again: what happened on its days, and whether it adds up."""

import asyncio
import os
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import edge_main
from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall import commands as c
from edge.hall.invariants import broken_promises
from edge.hall.terms import TicketClass
from edge.journal.database import NAME
from edge.journal.reading import read_journal
from edge.journal.sqlite import open_journal
from edge.ports import Entry
from edge.replay import NoJournalError, report
from edge.replay.report import read
from edge.replay.table import percentile, table
from edge.settings.reading import read as read_settings
from tests.engine.engine_house import ScriptedJournal, Wall, engine_on
from tests.support.halls import MORNING, house, plan

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
has_start_key = true
"""


async def a_morning() -> list[Entry]:
    """Three tickets: one waits 40 minutes and is rated, one is missed, one comes with a green card."""
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall) as engine:
        steps: list[tuple[c.Command, float]] = [
            (c.Take(("social",)), 40),
            (c.Next(1), 1),
            (c.Take(("social",)), 0),
            (c.Take(("social",), TicketClass.PRIORITY, "elderly"), 10),
            (c.Next(1), 0),
            (c.PressRating(1, 4), 2),
            (c.Next(1), 1),
            (c.Next(1, is_missed=True), 0),
        ]
        for number, (command, minutes) in enumerate(steps):
            await engine.submit(command, str(number))
            await asyncio.sleep(minutes * 60)
        await engine.submit(c.CloseDay(), "close")
    return journal.entries


async def test_what_happened_is_told_for_each_day_service_and_class() -> None:
    reading = read(plan(), await a_morning())
    told = [line.split() for line in table(reading.tally.rows).splitlines()]
    assert told[1:] == [
        [
            "2026-11-23",
            "social",
            "ordinary",
            "2",
            "1",
            "1",
            "0",
            "26.0",
            "12.0",
            "40.0",
            "40.0",
            "1",
            "1",
            "0",
            "0",
            "0",
        ],
        [
            "2026-11-23",
            "social",
            "priority",
            "1",
            "1",
            "0",
            "0",
            "10.0",
            "10.0",
            "10.0",
            "10.0",
            "0",
            "0",
            "0",
            "1",
            "0",
        ],
    ]
    assert reading.faults == []


async def test_a_journal_that_does_not_add_up_says_where() -> None:
    entries = await a_morning()
    late = replace(entries[5], at=entries[5].at - timedelta(hours=1))
    for spoilt, fault in (
        (entries[:6] + entries[7:], "follows event"),
        ([*entries[:5], late, *entries[6:]], "is older than the one before it"),
        ([*entries, replace(entries[4], seq=entries[-1].last + 1, at=entries[-1].at)], "was handed out twice"),
    ):
        assert [one for one in read(plan(), spoilt).faults if fault in one], fault


async def test_a_history_whose_beginning_is_forgotten_is_told_from_where_it_is_whole() -> None:
    entries = await a_morning()
    reading = read(plan(), entries[6:])
    assert (reading.faults, reading.first) == ([], entries[6].seq)
    assert sum(row.counts["taken"] for row in reading.tally.rows.values()) < 3


@pytest.mark.parametrize(("part", "value"), [(0.5, 2), (0.95, 4), (0.0, 1), (1.0, 4)])
def test_percentiles_are_values_that_occurred(part: float, value: int) -> None:
    assert percentile([1, 2, 3, 4], part) == value


def test_broken_promises_are_found() -> None:
    here = house()
    ticket = here.take()
    here.call(1)
    assert list(broken_promises(here.hall)) == []
    here.hall.window(2).ticket = ticket.id
    assert any("two windows" in fault for fault in broken_promises(here.hall))
    here.hall.window(1).ticket = here.hall.window(2).ticket = None
    assert list(broken_promises(here.hall)) == [f"{ticket.id} is called at no window"]
    here.hall.window(2).ticket = "nobody"
    here.hall.lines.add(ticket)
    assert len(list(broken_promises(here.hall))) == 3


def test_two_tickets_for_one_appointment_are_found() -> None:
    here = house()
    tickets = [here.take(), here.take(), here.take()]
    here.do(c.Cancel(tickets[0].id))
    for ticket in tickets[:2]:
        ticket.appointment = "ap-7"
    assert list(broken_promises(here.hall)) == []
    tickets[2].appointment = "ap-7"
    assert list(broken_promises(here.hall)) == ["the appointment ap-7 has two tickets"]


# ---- on the disk


async def write(folder: Path, entries: Sequence[Entry]) -> None:
    async with open_journal(folder) as journal:
        await journal.append(entries, 0)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "hall.toml"
    path.write_text(CONFIG + f'[store]\npath = "{tmp_path / "store"}"\n')
    return path


@pytest.mark.real_time
async def test_the_command_line_tells_it_also_while_the_hall_runs(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = config.parent / "store"
    async with open_journal(folder) as journal:
        engine = Engine(read_settings(config).plan(), journal, SystemClock(wall=lambda: MORNING))
        await engine.load()
        running = asyncio.create_task(engine.run())
        await engine.submit(c.OpenDay(), "day")
        await engine.submit(c.Take(("social",)), "touch")
        before = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")}
        assert edge_main.main(["replay", "--config", str(config)]) == 0
        assert {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.endswith("-shm")} == before
        await engine.submit(c.Take(("social",)), "another")
        running.cancel()
        await asyncio.wait([running])
    said = capsys.readouterr().out
    assert "示范区政务服务中心 (demo-001): events 1 to 2" in said
    assert "replay equals: 2 events, invariants hold" in said
    assert edge_main.main(["replay", "--config", str(config), "--journal", str(folder)]) == 0
    assert "replay equals: 3 events, invariants hold" in capsys.readouterr().out


def test_no_journal_is_said_so(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(NoJournalError, match="there is no journal in"):
        report(read_settings(config), config.parent)
    assert edge_main.main(["replay", "--config", str(config)]) == 1
    assert "there is no journal in" in capsys.readouterr().err


@pytest.mark.real_time
async def test_a_damaged_journal_is_told_as_far_as_it_is_whole(config: Path) -> None:
    folder = config.parent / "store"
    await write(folder, read_entries := await a_morning_in_real_time())
    connection = sqlite3.connect(folder / NAME)
    connection.execute("UPDATE entries SET body = ? WHERE last = ?", (b"{}", read_entries[-2].last))
    connection.commit()
    connection.close()
    said = report(read_settings(config), folder)
    assert f"not readable after event {read_entries[-3].last}" in said
    assert "replay differs" in said


@pytest.mark.real_time
async def test_a_journal_at_rest_can_be_read_where_nothing_may_be_written(config: Path) -> None:
    folder = config.parent / "store"
    await write(folder, await a_morning_in_real_time())
    (folder / NAME).chmod(0o400)
    folder.chmod(0o500)
    try:
        assert os.access(folder, os.R_OK)
        assert list(read_journal(folder))
    finally:
        folder.chmod(0o700)


async def a_morning_in_real_time() -> list[Entry]:
    """A few entries, made without waiting."""
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        for number in range(5):
            await engine.submit(c.Take(("social",)), str(number))
    return journal.entries

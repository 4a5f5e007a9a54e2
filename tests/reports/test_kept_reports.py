"""Reports stay when their day has left the journal, also through restarts and damage."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from pathlib import Path

import pytest

from edge.clock import SystemClock
from edge.hall import commands as c
from edge.journal.memory import MemoryJournal
from edge.ports import Entry
from edge.reports.csv import MARK, write
from edge.reports.figures import Report
from edge.reports.kept import KeptReports
from edge.reports.reporter import DISK_RETRY_S, READER, Reporter
from edge.reports.tables import TABLES, Names
from tests.support.halls import House, house

CEILINGS_S = {"ordinary": 1800.0}


class Day:
    """A house that writes what happens into a journal."""

    def __init__(self) -> None:
        self.journal = MemoryJournal()
        self.house: House = house(is_open=False)
        self._written = 0

    async def do(self, *commands: c.Command) -> None:
        for command in commands:
            self.house.do(command)
            await self.write()

    async def write(self) -> None:
        new = tuple(self.house.events[self._written :])
        self._written = len(self.house.events)
        if new:
            seq = self.journal.tail + 1
            await self.journal.append([Entry(seq, self.house.now, f"c-{seq}", b"", new)], seq - 1)

    async def serve_one(self) -> None:
        self.house.take("social")
        await self.do(c.Next(1), c.Start(1), c.Finish(1))

    async def open_next_day(self) -> None:
        self.house.now += timedelta(days=1)
        await self.do(c.OpenDay(), c.OpenWindow(1))


@asynccontextmanager
async def reporting(day: Day, store: Path) -> AsyncIterator[Reporter]:
    clock = SystemClock("Asia/Shanghai", lambda: day.house.now)
    reporter = Reporter(day.journal, KeptReports(store), clock, "Asia/Shanghai", CEILINGS_S)
    task = asyncio.create_task(reporter.run())
    try:
        yield reporter
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def settle() -> None:
    """Let the reporter read what there is; time is simulated."""
    await asyncio.sleep(1)


def served(report: Report | None) -> int:
    assert report is not None
    return report.whole.counts["ticket.finished"]


async def test_a_day_stays_when_the_journal_has_forgotten_it(tmp_path: Path) -> None:
    day = Day()
    await day.do(c.OpenDay(), c.OpenWindow(1))
    async with reporting(day, tmp_path) as reporter:
        await day.serve_one()
        await day.serve_one()
        await day.do(c.CloseDay())
        await day.open_next_day()
        await day.serve_one()
        await settle()
        assert await day.journal.forget(day.journal.tail) > 0
        assert reporter.days() == ["2026-11-24", "2026-11-23"]
        assert served(await reporter.day("2026-11-23")) == 2
        assert served(await reporter.day("2026-11-24")) == 1
        assert served(await reporter.month("2026-11")) == 3
        assert await reporter.month("2026-10") is None
        assert await reporter.day("../../etc/passwd") is None


async def test_what_has_not_been_kept_is_not_forgotten(tmp_path: Path) -> None:
    day = Day()
    await day.do(c.OpenDay(), c.OpenWindow(1))
    async with reporting(day, tmp_path):
        await day.serve_one()
        await day.do(c.CloseDay())
        await day.open_next_day()
        await settle()
    kept_through = await day.journal.cursor(READER)
    await day.serve_one()
    await day.journal.forget(day.journal.tail)
    async with reporting(day, tmp_path) as again:
        await settle()
        assert kept_through > 0
        assert served(again.today()) == 1
        today = again.today()
        assert today is not None
        assert today.is_whole


@pytest.mark.parametrize("cut", [0, 1, 2, 3, 4, 5])
async def test_a_restart_at_any_time_gives_the_same_report(tmp_path: Path, cut: int) -> None:
    day = Day()
    steps: list[Callable[[], Awaitable[None]]] = [
        lambda: day.do(c.OpenDay(), c.OpenWindow(1), c.SignIn(1, "0012")),
        day.serve_one,
        lambda: day.do(c.PauseWindow(1, "meeting")),
        lambda: day.do(c.OpenWindow(1)),
        day.serve_one,
        lambda: day.do(c.CloseDay()),
    ]
    async with reporting(day, tmp_path):
        for step in steps[:cut]:
            day.house.wait(7)
            await step()
        await settle()
    async with reporting(day, tmp_path) as again:
        for step in steps[cut:]:
            day.house.wait(7)
            await step()
        await settle()
        report = again.today()
    assert served(report) == 2
    assert report is not None
    assert report.windows[1].presence.open_s == 28 * 60 - 0  # opened at 7, paused 21 to 28, closed at 42
    assert report.clerks["0012"].open_s == 35 * 60
    assert report.clerks["0012"].pauses == {"meeting": 7 * 60}


async def test_a_damaged_file_counts_as_none_and_the_others_are_told(tmp_path: Path) -> None:
    day = Day()
    await day.do(c.OpenDay(), c.OpenWindow(1))
    async with reporting(day, tmp_path) as reporter:
        await day.serve_one()
        await day.do(c.CloseDay())
        await day.open_next_day()
        await settle()
        (tmp_path / "reports" / "2026-11-23.json").write_bytes(b'{"version": 1, "report": ')
        assert await reporter.day("2026-11-23") is None
        assert served(await reporter.month("2026-11")) == 0


async def test_a_disk_that_refuses_is_asked_again_and_nothing_is_forgotten_meanwhile(tmp_path: Path) -> None:
    day = Day()
    (tmp_path / "reports").write_text("in the way of the folder", encoding="utf-8")
    await day.do(c.OpenDay(), c.OpenWindow(1))
    async with reporting(day, tmp_path) as reporter:
        await day.serve_one()
        await day.do(c.CloseDay())
        await day.open_next_day()
        await settle()
        assert await day.journal.cursor(READER) == 0
        (tmp_path / "reports").unlink()
        await asyncio.sleep(DISK_RETRY_S)
        await settle()
        assert await day.journal.cursor(READER) > 0
        assert served(await reporter.day("2026-11-23")) == 1
        assert served(reporter.today()) == 0


async def test_tables_have_a_head_in_both_languages_and_no_formulas(tmp_path: Path) -> None:
    day = Day()
    await day.do(c.OpenDay(), c.OpenWindow(1), c.SignIn(1, "0012"))
    async with reporting(day, tmp_path) as reporter:
        await day.serve_one()
        await settle()
        report = reporter.today()
    assert report is not None
    evil = {"social": "=HYPERLINK(1)"}
    assert write(TABLES["coercion"](report, Names())) == ""  # nothing stands out on such a day
    for name, table in TABLES.items() - {"coercion": TABLES["coercion"]}.items():
        chinese = write(table(report, Names(services=evil, zones={1: "A"}, clerks={"0012": "王芳"})))
        english = write(table(report, Names(language="en")), "en")
        assert chinese.startswith(MARK + "起始日期,截止日期"), name
        assert english.startswith(MARK + "from,to"), name
        assert ",=HYPERLINK" not in chinese
    assert "'=HYPERLINK(1)" in write(TABLES["services"](report, Names(services=evil)))
    assert ",普通," in write(TABLES["services"](report, Names(services=evil)))
    assert write(iter(())) == ""

"""Figures of a day, asked for by the supervisor's page."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest

from edge.hall import commands as c
from edge.ports import Entry
from edge.reports.figures import Report
from edge.reports.tally import Tally
from edge.web.plan import ScreenKind as K
from tests.web.hall_at_work import Stage, open_stage
from tests.web.test_web_views import shown
from tests.web.visiting import visiting


@dataclass
class Counted:
    """The reports of a stage: its one day."""

    stage: Stage
    tally: Tally = field(default_factory=lambda: Tally({"ordinary": 1800.0}))

    def today(self) -> Report | None:
        return self.tally.until(self.stage.commands.now().astimezone(ZoneInfo("Asia/Shanghai")))

    def days(self) -> list[str]:
        return [self.tally.report.first]

    async def day(self, day: str) -> Report | None:
        return self.today() if day == self.tally.report.first else None

    async def month(self, month: str) -> Report | None:
        return self.today() if self.tally.report.first.startswith(month) else None


def counted_stage() -> Stage:
    stage = open_stage()
    reports = Counted(stage)
    zone = ZoneInfo("Asia/Shanghai")
    stage.commands.do(c.CloseDay())

    def note(entries: Sequence[Entry]) -> None:
        for entry in entries:
            for event in entry.events:
                reports.tally.note(event, entry.at.astimezone(zone))

    stage.commands.watch(note)
    stage.reports = reports
    stage.commands.do(c.OpenDay())
    for number in (1, 2):
        stage.commands.do(c.OpenWindow(number))
    for _ in range(3):
        stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    return stage


def test_the_supervisor_is_offered_days_and_months() -> None:
    stage = counted_stage()
    offered = shown(stage, K.SUPERVISOR)["reports"]
    assert len(offered["days"]) == len(offered["months"]) == 1
    assert offered["days"][0].startswith(offered["months"][0])


@pytest.mark.real_time
async def test_a_day_is_told_as_a_table_and_as_a_file() -> None:
    stage = counted_stage()
    (day,) = stage.room.reports.days()
    async with visiting(stage) as visitor:
        status, body, _ = await visitor.get(f"/supervisor/api/report?of={day}&table=services")
        assert status == 200
        told = json.loads(body)
        assert {"取号", "平均等候(分)"} <= set(told["head"])
        assert any("社会保险" in row for row in told["rows"])
        path = f"/supervisor/api/report?of={day[:7]}&table=windows&language=en&csv=1"
        status, body, headers = await visitor.get(path)
        assert status == 200
        assert headers["Content-Type"] == "text/csv; charset=utf-8"
        assert headers["Content-Disposition"] == f'attachment; filename="demo-001-{day[:7]}-windows.csv"'
        assert headers["Cache-Control"] == "no-store"
        assert "utilisation" in body


@pytest.mark.real_time
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/supervisor/api/report?of=2020-01-01", 404),
        ("/supervisor/api/report?of=../../etc/passwd", 404),
        ("/supervisor/api/report?of=2026-11&table=secrets", 404),
        ("/supervisor/api/report", 404),
        ("/clerk/1/api/report?of=2026-11", 404),
        ("/ticket/api/report?of=2026-11", 404),
        ("/kiosk/api/report?of=2026-11", 404),
    ],
)
async def test_what_is_not_known_or_not_for_this_screen_is_not_found(path: str, status: int) -> None:
    async with visiting(counted_stage()) as visitor:
        assert (await visitor.get(path))[0] == status

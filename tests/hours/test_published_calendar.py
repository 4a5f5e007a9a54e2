"""Central's calendar: read at the door, followed while it is current; and a warning before the known years run out."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from edge.clock import SystemClock
from edge.hours.hall_calendar import Calendar
from edge.hours.national import known_through
from edge.hours.published import AHEAD, CalendarWatch, CentralDays, read_calendar
from edge.ports import Document
from edge.rooms import CATALOGUE_CHECKS
from tests.engine.engine_house import ScriptedJournal, Wall, engine_on
from tests.hours.week_at_work import at, calendar

BODY = {
    "through": "2027-12-31",
    "days": {
        "2027-02-06": {"is": "holiday", "reason": "春节", "reason_en": "Spring Festival"},
        "2027-02-20": {"is": "working"},
        "2026-11-24": {"open": "08:30", "close": "11:00", "reason": "系统升级"},
        "2026-11-25": {"sessions": [{"open": "09:00", "close": "10:00", "admits": "appointments"}]},
    },
}


class Shelf:
    """A catalogue with one document in it."""

    def __init__(self, body: dict[str, Any], valid_until: datetime | None = None) -> None:
        self.document: Document | None = Document("calendar", "7", at("2026-11-20"), valid_until, body)

    def newest(self, name: str) -> Document | None:
        return self.document if name == "calendar" else None

    def watch(self, callback: Callable[[str], None]) -> Callable[[], None]:
        raise AssertionError(callback)  # the calendar is asked, it does not wait to be told


def spans(hours: Calendar, day: str) -> list[str]:
    return [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in hours.day(date.fromisoformat(day)).sessions]


async def test_what_central_publishes_is_followed_and_forgotten_when_it_is_withdrawn_or_no_longer_valid() -> None:
    wall = Wall()
    shelf = Shelf(BODY, valid_until=wall() + timedelta(hours=1))
    hours = calendar(published=CentralDays(shelf, SystemClock(wall=wall)))
    assert spans(hours, "2026-11-24") == ["08:30-11:00"]
    assert spans(hours, "2026-11-25") == ["09:00-10:00"]
    assert hours.day(date(2027, 2, 6)).reason == "春节放假"
    assert spans(hours, "2027-02-20") == ["08:30-12:00", "13:30-17:00"]
    assert hours.known_through() == date(2027, 12, 31)
    await asyncio.sleep(3601)
    assert spans(hours, "2026-11-24") == ["08:30-12:00", "13:30-17:00"]
    assert hours.known_through() == known_through()
    shelf.document = None
    assert spans(hours, "2026-11-25") == ["08:30-12:00", "13:30-17:00"]


@pytest.mark.parametrize(
    "body",
    [
        {"days": {"2026-13-01": {"is": "closed"}}},
        {"days": {"2026-11-24": {"is": "half"}}},
        {"days": {"2026-11-24": {"open": "08:30"}}},
        {"days": {"2026-11-24": {"open": "12:00", "close": "08:00"}}},
        {"days": {"2026-11-24": {"is": "closed", "open": "08:00", "close": "09:00"}}},
        {"years": 3},
    ],
)
def test_a_calendar_that_does_not_fit_is_not_taken(body: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="CalendarBody"):
        read_calendar(body)


async def test_a_person_is_told_before_the_known_years_run_out_and_no_more_once_central_knows_better() -> None:
    ends = known_through()
    wall = Wall()
    early = datetime.combine(ends - AHEAD, datetime.min.time(), at("2026-11-23").tzinfo)
    wall.skew = early - timedelta(days=1) - wall()
    shelf = Shelf({"through": f"{ends.year + 1}-12-31"})
    kept, shelf.document = shelf.document, None
    clock = SystemClock(wall=wall)
    async with engine_on(ScriptedJournal(), wall) as engine:
        watch = asyncio.create_task(CalendarWatch(engine, calendar(published=CentralDays(shelf, clock)), clock).run())
        await asyncio.sleep(3600)
        assert engine.hall.state.problems == {}
        await asyncio.sleep(2 * 24 * 3600)
        assert engine.hall.state.problems["calendar_ends", "calendar"].detail == str(ends)
        shelf.document = kept
        await asyncio.sleep(3600)
        assert engine.hall.state.problems == {}
        watch.cancel()
        await asyncio.wait({watch})


def test_the_running_hall_reads_centrals_calendar_at_its_door() -> None:
    check = CATALOGUE_CHECKS["calendar"]
    check(BODY)
    with pytest.raises(ValueError, match="is"):
        check({"days": {"2026-11-24": {"is": "half"}}})

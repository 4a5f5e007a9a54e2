"""Public holidays and make-up working days (调休) of 2025 and 2026, as the State Council announced them."""

from datetime import date, timedelta

import pytest

from edge.hours.national import known_through, national_day
from tests.hours.week_at_work import calendar

# From the State Council's notices of 2024-11-12 and 2025-11-04: first and last day off, and the days worked for them.
ANNOUNCED = [
    ("元旦", "New Year's Day", "2025-01-01", "2025-01-01", []),
    ("春节", "Spring Festival", "2025-01-28", "2025-02-04", ["2025-01-26", "2025-02-08"]),
    ("清明节", "Tomb-sweeping Day", "2025-04-04", "2025-04-06", []),
    ("劳动节", "Labour Day", "2025-05-01", "2025-05-05", ["2025-04-27"]),
    ("端午节", "Dragon Boat Festival", "2025-05-31", "2025-06-02", []),
    ("国庆节", "National Day", "2025-10-01", "2025-10-05", ["2025-09-28", "2025-10-11"]),
    ("中秋节", "Mid-autumn Festival", "2025-10-06", "2025-10-06", []),
    ("国庆节", "National Day", "2025-10-07", "2025-10-08", []),
    ("元旦", "New Year's Day", "2026-01-01", "2026-01-03", ["2026-01-04"]),
    ("春节", "Spring Festival", "2026-02-15", "2026-02-23", ["2026-02-14", "2026-02-28"]),
    ("清明节", "Tomb-sweeping Day", "2026-04-04", "2026-04-06", []),
    ("劳动节", "Labour Day", "2026-05-01", "2026-05-05", ["2026-05-09"]),
    ("端午节", "Dragon Boat Festival", "2026-06-19", "2026-06-21", []),
    ("中秋节", "Mid-autumn Festival", "2026-09-25", "2026-09-27", []),
    ("国庆节", "National Day", "2026-10-01", "2026-10-07", ["2026-09-20", "2026-10-10"]),
]
DAYS_OFF = {
    date.fromisoformat(first) + timedelta(days=n): (name, english)
    for name, english, first, last, _ in ANNOUNCED
    for n in range((date.fromisoformat(last) - date.fromisoformat(first)).days + 1)
}
MADE_UP = {date.fromisoformat(day): (name, english) for name, english, _, _, days in ANNOUNCED for day in days}


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_day_of_the_year_is_what_was_announced(year: int) -> None:
    day = date(year, 1, 1)
    while day.year == year:
        known = national_day(day)
        assert known is not None
        weekend = day.weekday() >= 5
        expected = (
            "holiday" if day in DAYS_OFF else "make_up" if day in MADE_UP else "weekend" if weekend else "working"
        )
        assert (day, known.kind.value) == (day, expected)
        assert (known.name, known.name_en) == DAYS_OFF.get(day, MADE_UP.get(day, ("", "")))
        day += timedelta(days=1)


@pytest.mark.parametrize("day", sorted(DAYS_OFF), ids=str)
def test_the_hall_is_closed_on_a_public_holiday_and_says_which(day: date) -> None:
    found = calendar().day(day)
    name, english = DAYS_OFF[day]
    assert (found.sessions, found.reason, found.reason_en) == ((), f"{name}放假", f"{english} holiday")


@pytest.mark.parametrize("day", sorted(MADE_UP), ids=str)
def test_a_make_up_saturday_or_sunday_has_the_sessions_of_a_working_day(day: date) -> None:
    assert [f"{one.opens:%H:%M}" for one in calendar().day(day).sessions] == ["08:30", "13:30"]


def test_a_year_that_nobody_announced_is_not_guessed() -> None:
    ends = known_through()
    assert ends >= date(2026, 12, 31)
    assert national_day(ends) is not None
    assert national_day(ends + timedelta(days=1)) is None

"""What a hall's calendar says of a date: its week, holidays, exceptions, what central has published."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from edge.hall.sessions import Admits
from edge.hours.days import DayKind, Hours, Special, Timetable, Weekly
from edge.hours.hall_calendar import Calendar
from edge.hours.national import known_through
from tests.hours.week_at_work import AFTERNOON, LUNCH, MORNING, SATURDAY, at, calendar


@dataclass
class Announced:
    """As much of central as a calendar hears."""

    days: dict[date, Special] = field(default_factory=dict)
    ends: date | None = None

    def special(self, day: date) -> Special | None:
        return self.days.get(day)

    def through(self) -> date | None:
        return self.ends


def spans(hall_calendar: Calendar, day: str) -> list[str]:
    found = hall_calendar.day(date.fromisoformat(day))
    return [f"{one.opens:%H:%M}-{one.closes:%H:%M}" for one in found.sessions]


def test_a_working_day_has_its_sessions_in_order_and_a_weekend_has_none() -> None:
    week = calendar(AFTERNOON, MORNING)
    assert spans(week, "2026-11-23") == ["08:30-12:00", "13:30-17:00"]
    assert (spans(week, "2026-11-28"), week.day(date(2026, 11, 28)).reason) == ([], "周末休息")


def test_a_saturday_morning_is_held_except_in_a_holiday_and_not_when_it_is_worked_for_one() -> None:
    week = calendar(MORNING, AFTERNOON, SATURDAY)
    assert spans(week, "2026-11-28") == ["09:00-12:00"]
    assert spans(week, "2026-10-03") == []  # National Day
    assert spans(week, "2026-10-10") == ["08:30-12:00", "13:30-17:00"]  # 调休


def test_a_hall_may_be_held_open_on_public_holidays() -> None:
    week = calendar(MORNING, Weekly(frozenset({7}), Hours(time(9), time(11))))
    assert spans(week, "2026-10-01") == ["09:00-11:00"]
    assert spans(week, "2026-10-09") == ["08:30-12:00"]


def test_without_public_holidays_the_plain_week_counts() -> None:
    week = calendar(is_national=False)
    assert (spans(week, "2026-10-01"), spans(week, "2026-10-10")) == (["08:30-12:00", "13:30-17:00"], [])
    assert week.known_through() is None


def test_an_exception_of_the_hall_comes_before_central_and_central_before_the_country() -> None:
    central = Announced(
        {
            date(2026, 11, 24): Special((), reason="系统升级", reason_en="upgrade"),
            date(2026, 11, 25): Special((), reason="系统升级"),
            date(2026, 10, 1): Special((Hours(time(9), time(10)),)),
        }
    )
    own = {date(2026, 11, 24): Special((Hours(time(10), time(11)),), reason="停电", reason_en="power cut")}
    week = calendar(specials=own, published=central)
    assert spans(week, "2026-11-24") == ["10:00-11:00"]
    assert week.day(date(2026, 11, 24)).reason == "停电"
    assert spans(week, "2026-11-25") == []
    assert week.day(date(2026, 11, 25)).reason == "系统升级"
    assert spans(week, "2026-10-01") == ["09:00-10:00"]


def test_beyond_what_was_announced_the_plain_week_counts_unless_central_knows_better() -> None:
    year = known_through().year + 1
    monday = next(day for n in range(7) if (day := date(year, 6, 1) + timedelta(days=n)).weekday() == 0)
    assert calendar().day(monday).sessions
    assert calendar().day(date(year, 10, 1)).reason == "国庆节放假"  # that much is certain of any year
    assert calendar().known_through() == date(year - 1, 12, 31)
    central = Announced(
        {monday: Special(kind=DayKind.HOLIDAY, reason="劳动节", reason_en="Labour Day")}, date(year, 12, 31)
    )
    week = calendar(published=central)
    assert (week.day(monday).sessions, week.day(monday).reason) == ((), "劳动节放假")
    assert week.known_through() == date(year, 12, 31)


def test_a_saturday_that_central_declares_to_be_worked_is_like_a_monday() -> None:
    week = calendar(MORNING, SATURDAY, published=Announced({date(2027, 2, 20): Special(kind=DayKind.WORKING)}))
    assert spans(week, "2027-02-20") == ["08:30-12:00"]


def test_when_the_hall_opens_next_over_the_longest_holiday() -> None:
    week = calendar(MORNING, AFTERNOON, SATURDAY)
    found = week.next_session(at("2026-02-14", 18))  # the eve, a make-up Saturday
    assert found is not None
    assert found.opens == at("2026-02-24", 8, 30)
    lunch = week.next_session(at("2026-11-23", 12, 5))
    assert lunch is not None
    assert lunch.opens == at("2026-11-23", 13, 30)
    booked = week.next_session(at("2026-11-27", 18), Admits.APPOINTMENTS)
    assert booked is not None
    assert booked.opens == at("2026-11-28", 9)


def test_the_business_day_lasts_from_the_first_session_through_lunch_to_the_last() -> None:
    week = calendar()
    assert [week.is_open(at("2026-11-23", hour)) for hour in (8, 9, 12, 13, 16, 17)] == [
        False,
        True,
        True,
        True,
        True,
        False,
    ]
    assert week.day(date(2026, 11, 23)).latest == at("2026-11-23", 18)


def test_rosters_are_held_on_their_days_alone() -> None:
    week = calendar(rosters=LUNCH)
    assert [(one.window, f"{one.begins:%H:%M}") for one in week.day(date(2026, 11, 23)).rests] == [
        (1, "11:30"),
        (2, "12:30"),
    ]
    assert [one.window for one in week.day(date(2026, 10, 10)).rests] == [1, 2]  # a make-up Saturday is like a Monday
    assert week.day(date(2026, 11, 28)).rests == ()


def test_sessions_are_wall_clock_times_also_where_clocks_are_changed() -> None:
    """China's one zone never changes; a hall elsewhere opens at the same hour of its own clock all the same."""
    winter, summer = date(2026, 1, 5), date(2026, 7, 6)
    here = [calendar().day(day).opens for day in (winter, summer)]
    assert [opens.utcoffset() for opens in here if opens] == [timedelta(hours=8)] * 2
    there = Calendar(Timetable((MORNING,), is_national=False), ZoneInfo("Europe/Berlin"))
    opens = [there.day(day).opens for day in (winter, summer)]
    assert [(f"{one:%H:%M}", one.utcoffset()) for one in opens if one] == [
        ("08:30", timedelta(hours=1)),
        ("08:30", timedelta(hours=2)),
    ]

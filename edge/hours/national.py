"""China's public holidays and make-up working days (调休), as the State Council announced them, year by year.

The library holds tables, not guesses: a year that nobody has announced yet is one that it does not know.
"""

from datetime import date
from typing import Final

import chinese_calendar

from edge.hours.days import DayKind, Known

FRIDAY: Final = 4

_NAMES: Final = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "Mid-autumn Festival": "中秋节",
    "National Day": "国庆节",
}


# The days of the year that the State Council's regulation on holidays names by their date, whatever the arrangement.
_FIXED: Final = {
    (1, 1): "New Year's Day",
    **dict.fromkeys(((5, 1), (5, 2)), "Labour Day"),
    **dict.fromkeys(((10, 1), (10, 2), (10, 3)), "National Day"),
}


def known_through() -> date:
    """Return the last day of the last year that has been announced."""
    return date(max(chinese_calendar.holidays).year, 12, 31)


def is_working_day(day: date) -> bool:
    """Whether people work on it; in a year that nobody has announced yet, Monday to Friday."""
    known = national_day(day)
    return day.weekday() <= FRIDAY if known is None else known.kind in (DayKind.WORKING, DayKind.MAKE_UP)


def fixed_holiday(day: date) -> Known | None:
    """Return what is certain of a day of any year, for years that have not been announced; None if nothing is."""
    english = _FIXED.get((day.month, day.day), "")
    return Known(DayKind.HOLIDAY, _NAMES[english], english) if english else None


def national_day(day: date) -> Known | None:
    """Return what is known of a day; None where its year has not been announced."""
    try:
        is_working, name = chinese_calendar.is_workday(day), chinese_calendar.get_holiday_detail(day)[1]
    except NotImplementedError:  # how the library says that it does not know the year
        return None
    english = str(name or "")
    chinese = _NAMES.get(english, english)
    is_in_the_week = day.weekday() <= FRIDAY
    if is_working:
        return Known(DayKind.WORKING if is_in_the_week else DayKind.MAKE_UP, chinese, english)
    return Known(DayKind.HOLIDAY if english else DayKind.WEEKEND, chinese, english)

"""From the tables of the configuration, and of central's document, to the calendar's own values."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from edge.hours.days import DayKind, Hours, Roster, Special, Timetable, Weekly
from edge.settings.hours_table import WEEK, HeldTable, HoursTable, RosterTable, SpecialTable


def timetable(table: HoursTable, rosters: Iterable[RosterTable] = ()) -> Timetable:
    """Return what [hours] and [[roster]] say."""
    return Timetable(
        sessions=tuple(Weekly(one.days, _hours(one)) for one in table.sessions()),
        rosters=tuple(map(_roster, rosters)),
        specials=specials(table.overrides),
        make_up_like=WEEK.index(table.make_up_like),
        serves_out=timedelta(minutes=table.serve_out_min),
        is_national=table.calendar == "china",
    )


def specials(tables: Mapping[date, SpecialTable]) -> Mapping[date, Special]:
    """Return what is ruled for single dates."""
    return {day: _special(table) for day, table in tables.items()}


def _special(table: SpecialTable) -> Special:
    held = table.held()
    return Special(
        hours=None if held is None else tuple(map(_hours, held)),
        kind=DayKind(table.kind) if table.kind in {"holiday", "working"} else None,
        reason=table.reason,
        reason_en=table.reason_en or table.reason,
    )


def _hours(table: HeldTable) -> Hours:
    return Hours(table.open, table.close, table.admits, table.services or (), table.name)


def _roster(table: RosterTable) -> Roster:
    return Roster(table.windows, table.days, table.begin, table.end, table.reason, table.does == "close")

"""The hall's calendar: what is held on any date, and when the hall opens next.

Who says what of a date, the first that says anything: the hall's own exceptions, what central has published, the
country's holidays and 调休 as announced; of a year to come, the plain week and the holidays that have a fixed date.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, Protocol

from edge.hall.sessions import Admits, Rest, Session
from edge.hours.days import CalendarDay, DayKind, Hours, Known, Special, Timetable
from edge.hours.national import fixed_holiday, known_through, national_day

HOLIDAY: Final = 7  # among the days of a session: held on public holidays
SATURDAY: Final = 5
LOOK_DAYS: Final = 60  # no hall is closed longer


class Published(Protocol):
    """What central says of dates."""

    def special(self, day: date) -> Special | None:
        """Return what it has ruled for a date, None if nothing."""

    def through(self) -> date | None:
        """Return the last date for which it names every holiday, None if it does not say."""


class Calendar:
    """Answers for any date; times are of the hall's own zone."""

    def __init__(self, timetable: Timetable, zone: tzinfo, published: Published | None = None) -> None:
        self._timetable = timetable
        self._zone = zone
        self._published = published

    def day(self, day: date) -> CalendarDay:
        """Return what is held on a date."""
        special = self._special(day)
        known = self._known(day, special)
        row = self._row(day, known.kind)
        if special is not None and special.hours is not None:
            hours: Sequence[Hours] = special.hours
        else:
            hours = [weekly.hours for weekly in self._timetable.sessions if row in weekly.days]
        sessions = tuple(sorted((self._session(day, one) for one in hours), key=lambda one: (one.opens, one.closes)))
        reason = (special.reason, special.reason_en) if special and special.hours is not None else _why(known)
        latest = max(one.closes for one in sessions) + self._timetable.serves_out if sessions else None
        rests = tuple(sorted(self._rests(day, row), key=lambda one: (one.begins, one.window))) if sessions else ()
        return CalendarDay(day, sessions, rests, latest, *reason)

    def is_open(self, now: datetime) -> bool:
        """Whether the business day is to be open: from its first session to the end of its last."""
        today = self.day(now.date())
        return today.opens is not None and today.closes is not None and today.opens <= now < today.closes

    def last_closed(self, now: datetime) -> CalendarDay | None:
        """Return the last day whose sessions were all over at `now`, None if there was none for long."""
        days = (self.day(now.date() - timedelta(days=ago)) for ago in range(LOOK_DAYS + 1))
        return next((one for one in days if one.closes is not None and one.closes <= now), None)

    def next_session(self, now: datetime, admits: Admits = Admits.EVERYBODY, service: str = "") -> Session | None:
        """Return the next session that admits such people, for a service if one is named; None if none comes."""
        for ahead in range(LOOK_DAYS + 1):
            for one in self.day(now.date() + timedelta(days=ahead)).sessions:
                if one.opens > now and one.admits is admits and (not service or one.has(service)):
                    return one
        return None

    def known_through(self) -> date | None:
        """Return the last date whose holidays are known; None where holidays do not count."""
        if not self._timetable.is_national:
            return None
        published = self._published.through() if self._published else None
        return max(known_through(), published or date.min)

    def _special(self, day: date) -> Special | None:
        return self._timetable.specials.get(day) or (self._published.special(day) if self._published else None)

    def _known(self, day: date, special: Special | None) -> Known:
        if special is not None and special.kind is not None:
            return Known(special.kind, special.reason, special.reason_en)
        known = national_day(day) or fixed_holiday(day) if self._timetable.is_national else None
        return known or Known(DayKind.WEEKEND if day.weekday() >= SATURDAY else DayKind.WORKING)

    def _row(self, day: date, kind: DayKind) -> int:
        """Return which row of the week a date has: its weekday, that of another, or `HOLIDAY`."""
        if kind is DayKind.HOLIDAY:
            return HOLIDAY
        is_working = kind in {DayKind.WORKING, DayKind.MAKE_UP}
        return self._timetable.make_up_like if is_working and day.weekday() >= SATURDAY else day.weekday()

    def _session(self, day: date, hours: Hours) -> Session:
        return Session(
            self._at(day, hours.opens), self._at(day, hours.closes), hours.admits, hours.services, hours.name
        )

    def _rests(self, day: date, row: int) -> Iterator[Rest]:
        for roster in self._timetable.rosters:
            if row in roster.days:
                begins, ends = self._at(day, roster.begins), self._at(day, roster.ends)
                for window in roster.windows:
                    yield Rest(window, begins, ends, roster.reason, roster.is_closing)

    def _at(self, day: date, moment: time) -> datetime:
        return datetime.combine(day, moment, self._zone)


def _why(known: Known) -> tuple[str, str]:
    """Return why nothing is held on such a day, where nothing is."""
    if known.kind is DayKind.HOLIDAY:
        return (f"{known.name}放假", f"{known.name_en} holiday") if known.name else ("节假日", "public holiday")
    return ("周末休息", "weekend") if known.kind is DayKind.WEEKEND else ("", "")

"""Draws a day of a hall by chance: the same seed, the same day."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from edge.hall.commands import OpenWindow, PauseWindow, Slot
from edge.hall.sessions import Rest
from edge.hall.terms import TicketClass
from edge.rehearsal.day import Arrival, Day, DeskStep, Ending, Stay
from edge.rehearsal.halls import HallOfChance

MONDAY = date(2026, 11, 23)
DOOR_S = 120.0  # who waited for the hall to open has taken a ticket by then
PRINTING_S = 2.0
SHORTEST_S = 30.0  # at a window
GIVEN_UP_S = 60.0  # called again and again, then missed
BACK_S = (120.0, 1_500.0)  # between being missed and being back
SENT_ON_S = 90.0  # it takes so long to see that somebody needs another service
SLOT_MIN = 30  # slots of appointments begin at every half hour
EARLY_S = 600.0  # at most, for an appointment


def draw_day(hall: HallOfChance, seed: int, on: date = MONDAY) -> Day:
    """Return the day with this number."""
    return _Draw(hall, seed, on).day()


class _Draw:
    def __init__(self, hall: HallOfChance, seed: int, on: date) -> None:
        self._hall = hall
        self._on = on
        self._chance = random.Random(seed)
        self._bookings = 0
        self._codes = list(hall.works)
        self._bounds = list(accumulate(hall.works[code].share for code in self._codes))

    def day(self) -> Day:
        opens_at, closes_at = self._at(self._hall.opens), self._at(self._hall.closes)
        moments = sorted(self._moment(opens_at, closes_at) for _ in range(self._hall.tickets))
        return Day(
            plan=self._hall.plan,
            opens_at=opens_at,
            closes_at=closes_at,
            arrivals=tuple(map(self._arrival, moments)),
            steps=tuple(self._steps(opens_at)),
            rests=tuple(self._rests()),
            usual={code: Stay(self._hall.walking_s[1], work.mean_s) for code, work in self._hall.works.items()},
        )

    def _at(self, when: time) -> datetime:
        return datetime.combine(self._on, when, ZoneInfo(self._hall.plan.timezone))

    def _moment(self, opens_at: datetime, closes_at: datetime) -> datetime:
        chance, drawn = self._chance, self._chance.random()
        if drawn < self._hall.at_the_door:
            return opens_at + timedelta(seconds=round(chance.uniform(0, DOOR_S), 1))
        drawn -= self._hall.at_the_door
        for hump in self._hall.humps:
            if drawn < hump.share:
                while True:
                    when = self._at(hump.at) + timedelta(seconds=round(chance.gauss(0, hump.spread_s), 1))
                    if opens_at <= when < closes_at:
                        return when
            drawn -= hump.share
        return opens_at + timedelta(seconds=round(chance.uniform(0, (closes_at - opens_at).total_seconds()), 1))

    def _arrival(self, at: datetime) -> Arrival:
        service = self._service()
        kind, reason = self._class()
        slot = self._slot(at) if kind is TicketClass.APPOINTMENT else None
        self._bookings += slot is not None
        booking = f"booking-{self._bookings}" if slot is not None else ""
        stays = tuple(self._stays(service))
        return Arrival(at, (service,), kind, reason, booking, slot, printing_s=PRINTING_S, stays=stays)

    def _slot(self, at: datetime) -> Slot:
        """Return the slot that somebody checks in for who may be a little early."""
        aimed_at = at + timedelta(seconds=EARLY_S)
        start = aimed_at - timedelta(
            minutes=aimed_at.minute % SLOT_MIN, seconds=aimed_at.second, microseconds=aimed_at.microsecond
        )
        return Slot(start, start + timedelta(minutes=SLOT_MIN))

    def _service(self) -> str:
        return self._chance.choices(self._codes, cum_weights=self._bounds)[0]

    def _class(self) -> tuple[TicketClass, str]:
        drawn = self._chance.random()
        if drawn < self._hall.priority:
            return TicketClass.PRIORITY, "elderly"
        if drawn < self._hall.priority + self._hall.appointments:
            return TicketClass.APPOINTMENT, ""
        return TicketClass.ORDINARY, ""

    def _stays(self, service: str) -> Iterator[Stay]:
        chance = self._chance
        if chance.random() < self._hall.absent:
            back_s = chance.uniform(*BACK_S) if chance.random() < self._hall.returning else None
            yield Stay(GIVEN_UP_S, ending=Ending.MISSED, away_s=back_s)
            if back_s is None:
                return
        if chance.random() < self._hall.transfers:
            others = [code for code in self._codes if code != service]
            service = chance.choice(others)
            yield Stay(self._walking_s(), SENT_ON_S, Ending.TRANSFERRED, service=service)
        yield Stay(self._walking_s(), self._serving_s(service))

    def _walking_s(self) -> float:
        least, usual, most = self._hall.walking_s
        return round(self._chance.triangular(least, most, usual), 1) if most > least else least

    def _serving_s(self, service: str) -> float:
        mean_s, shape = self._hall.works[service].mean_s, self._hall.service_spread**-2
        return round(max(SHORTEST_S, self._chance.gammavariate(shape, mean_s / shape)), 1)

    def _steps(self, opens_at: datetime) -> Iterator[DeskStep]:
        for window in self._hall.plan.windows:
            yield DeskStep(opens_at, OpenWindow(window.number))
        rests = list(self._rests())
        for rest in rests:
            yield DeskStep(rest.begins, PauseWindow(rest.window, rest.reason, rest.ends))
        for rest in rests:
            yield DeskStep(rest.ends, OpenWindow(rest.window))

    def _rests(self) -> Iterator[Rest]:
        if self._hall.lunch is not None:
            begins, ends = map(self._at, self._hall.lunch)
            for number in sorted(self._hall.lunch_windows):
                yield Rest(number, begins, ends, "lunch")

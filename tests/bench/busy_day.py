"""A day of a very large hall, made by the real rules: entries as its journal would hold them."""

import random
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.decide import decide
from edge.hall.hall import Hall
from edge.hall.plan import DispenserPlan, Plan, Service, WindowPlan
from edge.hall.refusal import Refused
from edge.hall.staff import Clerk
from edge.hall.terms import TicketClass
from edge.ports import Entry, Seq
from tests.support.halls import MORNING

DAY_EVENTS = 160_000
WINDOWS = 160
SERVICES = 20
EVENTS_PER_VISIT = 7


def large_plan() -> Plan:
    """Return a hall of 160 windows; every window has two services, every service sixteen windows."""
    services = tuple(
        Service(f"service-{n}", f"综合业务{n}", f"{chr(ord('A') + n)}", bring=("身份证",)) for n in range(SERVICES)
    )
    windows = tuple(
        WindowPlan(
            number,
            chr(ord("A") + number % 8),
            (f"service-{number % SERVICES}",),
            (f"service-{(number + 1) % SERVICES}",),
            has_start_key=True,
        )
        for number in range(1, WINDOWS + 1)
    )
    dispensers = (DispenserPlan("door", has_printer=True),)
    clerks = tuple(Clerk(f"{window.number:04}") for window in windows)
    return Plan("demo-160", "示范区政务服务中心", services, windows, dispensers, clerks=clerks)


class BusyDay:
    """Plays citizens and clerks as fast as it can, in the hall's own time."""

    def __init__(self, plan: Plan, seed: int = 1, morning: datetime = MORNING) -> None:
        self.hall = Hall(plan)
        self._windows = [window.number for window in plan.windows]
        self._services = [service.code for service in plan.services]
        self._door = plan.dispensers[0].name
        self._chance = random.Random(seed)
        self._now = morning
        self._tail: Seq = 0
        self._commands = 0

    def entries(self, events: int) -> Iterator[Entry]:
        """Yield decisions until there are at least so many events."""
        step = timedelta(hours=9) / (events / EVENTS_PER_VISIT)
        yield from self._does(c.OpenDay())
        for number in self._windows:
            yield from self._does(c.SignIn(number, f"{number:04}"))
            yield from self._does(c.OpenWindow(number))
        while self._tail < events:
            self._now += step
            yield from self._visit()

    def _visit(self) -> Iterator[Entry]:
        """One citizen comes, and one window goes on with whoever is next."""
        service = self._chance.choice(self._services)
        key = self._chance.randbytes(16).hex()
        person = c.Person("张**", "002X", "60-69", key, self._chance.randbytes(90).hex())
        kind = self._chance.choices(list(TicketClass), [8, 1, 1])[0]
        reason = "elderly" if kind is TicketClass.PRIORITY else ""
        for taken in self._does(c.Take((service,), kind, reason, self._door, person)):
            yield taken
            yield from self._does(c.ReportPrinted(taken.answer["ticket"], 1, "proven"))
        window = self._chance.choice(self._windows)
        yield from self._does(c.Next(window))
        yield from self._does(c.Start(window))
        yield from self._does(c.PressRating(window, 5))

    def _does(self, command: c.Command) -> Iterator[Entry]:
        """Yield what comes of a command, nothing if the rules refuse it."""
        chance = self._chance.randbytes(16)
        with suppress(Refused):
            decision = decide(self.hall, command, self._now, chance)
            for event in decision.events:
                apply(self.hall, event, self._now)
            self._commands += 1
            entry = Entry(self._tail + 1, self._now, f"c-{self._commands}", chance, decision.events, decision.answer)
            self._tail = entry.last
            yield entry

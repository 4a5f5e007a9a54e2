"""What a waiting time costs to work out: a city's hall, two hundred and fifty windows, more and more people waiting."""

import random
import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.decide import decide
from edge.hall.estimate import expect
from edge.hall.hall import Hall
from edge.hall.plan import Plan, Service, WindowPlan
from edge.hall.terms import TicketClass
from edge.rehearsal import city
from tests.bench.rows import Row
from tests.support.halls import MORNING

WAITING = (100, 1_000, 10_000)
ROUNDS = (20, 100)  # quick and full
TAKE_MS = 2.0


async def measure(*, is_quick: bool) -> list[Row]:
    """A ticket's own estimate, after every change of the hall; and all services at once, as screens ask for them."""
    rounds = ROUNDS[0 if is_quick else 1]
    rows = []
    for waiting in WAITING:
        hall, now = crowd(city().plan, waiting)
        name = f"estimate: a ticket, 250 windows, {waiting:,} waiting"
        target = TAKE_MS if waiting == WAITING[1] else None
        rows.append(Row(name, _ms(partial(_one, hall, now), rounds), "ms", target=target))
    hall, now = crowd(city().plan, WAITING[1])
    name = f"estimate: all {len(hall.plan.services)} services of it for the screens"
    rows.append(Row(name, _ms(partial(_all, hall, now), rounds), "ms"))
    hall, now = crowd(motley(), WAITING[1])
    rows.append(
        Row("estimate: a ticket, 250 windows, no two alike, 1,000 waiting", _ms(partial(_one, hall, now), rounds), "ms")
    )
    return rows


def crowd(plan: Plan, waiting: int) -> tuple[Hall, datetime]:
    """Return a hall in the middle of its day, with experience, every window busy and so many people waiting."""
    chance, hall, now = random.Random(7), Hall(plan), MORNING
    codes = [service.code for service in plan.services]

    def do(command: c.Command) -> None:
        for event in decide(hall, command, now, chance.randbytes(16)).events:
            apply(hall, event, now)

    def take(code: str) -> None:
        kind = chance.choices(list(TicketClass), [8, 1, 1])[0]
        do(c.Take((code,), kind, "elderly" if kind is TicketClass.PRIORITY else ""))

    do(c.OpenDay())
    for window in plan.windows:
        do(c.OpenWindow(window.number))
    for _ in range(3):
        for window in plan.windows:
            now += timedelta(seconds=2)
            take(chance.choice(window.serves))
            do(c.Next(window.number))
            do(c.Start(window.number))
    for _ in range(waiting):
        now += timedelta(seconds=1_800 / waiting)
        take(chance.choice(codes))
    return hall, now


def motley() -> Plan:
    """Return a hall of 60 services in which no two windows serve the same."""
    services = tuple(Service(f"s{number}", f"事项{number}", "A") for number in range(60))
    chance = random.Random(3)
    windows = tuple(
        WindowPlan(number, "A", tuple(chance.sample([service.code for service in services], 5)))
        for number in range(1, 251)
    )
    return Plan("motley", "示范市政务服务中心", services, windows)


def _one(hall: Hall, now: datetime) -> None:
    hall.changes += 1  # as any event does
    expect(hall, hall.plan.services[0].code, TicketClass.ORDINARY, now)


def _all(hall: Hall, now: datetime) -> None:
    hall.changes += 1
    for service in hall.plan.services:
        expect(hall, service.code, TicketClass.ORDINARY, now)


def _ms(work: Callable[[], None], rounds: int) -> float:
    work()
    times = []
    for _ in range(rounds):
        began_s = time.process_time()  # of the processor: others may be at work on it, too
        work()
        times.append(time.process_time() - began_s)
    return statistics.median(times) * 1000

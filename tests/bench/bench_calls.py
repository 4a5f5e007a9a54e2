"""What a call and a taken ticket cost while few and many wait, beside sorting the whole queue; and a city's day."""

import random
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from statistics import median
from time import perf_counter

from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.decide import decide
from edge.hall.hall import Hall
from edge.hall.order import class_policy
from edge.hall.state import Ticket
from edge.hall.terms import TicketClass, TicketState
from edge.rehearsal import city, draw_day, run
from tests.bench.rows import Row
from tests.support.halls import MORNING

WAITING = (100, 1_000, 10_000)
ROUNDS = (40, 200)  # quick and full
CITY_TICKETS = (1_600, 16_000)
CITY_WINDOWS = (25, 250)
FLAT = 2.0  # times as much for a hundred times as many: what a machine at work may vary
KINDS = (*[TicketClass.ORDINARY] * 8, TicketClass.APPOINTMENT, TicketClass.PRIORITY)
SECOND = timedelta(seconds=1)


async def measure(*, is_quick: bool) -> list[Row]:
    """Calls and takes in a city's hall; then its whole day."""
    kind = 0 if is_quick else 1
    queues = {waiting: _Queue(waiting) for waiting in WAITING}
    rows: list[Row] = []
    for what, cost in COSTS.items():
        costs = {waiting: cost(queue, ROUNDS[kind]) for waiting, queue in queues.items()}
        for waiting, cost_ms in costs.items():
            rows.append(Row(f"{what}, {waiting:,} waiting", cost_ms, "ms", queues[waiting].sort_ms()))
        rows.append(Row(f"{what}, 10,000 waiting over 100", costs[WAITING[-1]] / costs[WAITING[0]], "x", None, FLAT))
    began_s = perf_counter()
    result = await run(draw_day(city(tickets=CITY_TICKETS[kind], windows=CITY_WINDOWS[kind]), 1))
    took_s = perf_counter() - began_s
    if result.broken:
        raise AssertionError(result.broken[0])
    rows.append(Row(f"a day of {CITY_TICKETS[kind]:,} tickets at {CITY_WINDOWS[kind]} windows", took_s, "s"))
    return rows


class _Queue:
    """A city's hall with so many people waiting, all of whose windows are open."""

    def __init__(self, waiting: int) -> None:
        plan = city().plan
        self._hall = Hall(plan)
        self._services = [service.code for service in plan.services]
        self._windows = [window.number for window in plan.windows]
        self._chance = random.Random(waiting)
        self._now: datetime = MORNING
        self._do(c.OpenDay())
        for number in self._windows:
            self._do(c.OpenWindow(number))
        for _ in range(waiting):
            self._take()

    def call_ms(self, rounds: int) -> float:
        """Return the median of `Next` at any window; for everybody called somebody comes, so that as many wait."""
        return median(self._called_ms(rounds))

    def take_ms(self, rounds: int, kind: TicketClass = TicketClass.ORDINARY) -> float:
        """Return the median of `Take`; for everybody who comes somebody is called."""
        samples_ms = []
        for _ in range(rounds):
            began_s = perf_counter()
            self._take(kind)
            samples_ms.append((perf_counter() - began_s) * 1000)
            self._next()
        return median(samples_ms)

    def sort_ms(self) -> float:
        """Return what it costs to sort everybody who waits by their score."""
        policy, now = self._hall.plan.policy, self._now

        def score(ticket: Ticket) -> float:
            competes = class_policy(policy, ticket.ticket_class)
            return -competes.head_start_s - competes.slope * (now - ticket.arrived_at).total_seconds()

        waiting = self._hall.in_state(TicketState.WAITING)
        began_s = perf_counter()
        sorted(waiting, key=score)
        return (perf_counter() - began_s) * 1000

    def _called_ms(self, rounds: int) -> Iterator[float]:
        for _ in range(rounds):
            began_s = perf_counter()
            self._next()
            yield (perf_counter() - began_s) * 1000
            self._take()

    def _take(self, kind: TicketClass | None = None) -> None:
        kind = kind or self._chance.choice(KINDS)
        reason = "elderly" if kind is TicketClass.PRIORITY else ""
        self._do(c.Take((self._chance.choice(self._services),), kind, reason))

    def _next(self) -> None:
        self._do(c.Next(self._chance.choice(self._windows)))

    def _do(self, command: c.Command) -> None:
        self._now += SECOND
        for event in decide(self._hall, command, self._now, self._chance.randbytes(16)).events:
            apply(self._hall, event, self._now)


COSTS: Mapping[str, Callable[[_Queue, int], float]] = {
    "a call": _Queue.call_ms,
    "a ticket taken": _Queue.take_ms,
    "a priority ticket taken": partial(_Queue.take_ms, kind=TicketClass.PRIORITY),
}

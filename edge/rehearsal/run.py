"""Plays a day through the real engine: the rules, the journal and the deadlines are those of a running hall.

Day ──▶ Citizens take ─┐                       ┌─▶ Ledger   ─┐
        Clerks call  ──┼─▶ Engine ─▶ entries ──┤             ├─▶ Result
        Agenda: time ──┘   MemoryJournal       └─▶ Promises ─┘
"""

import asyncio
import random
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial

from edge.engine import Engine
from edge.hall.commands import CloseDay, OpenDay, PlanDay
from edge.hall.plan import DispenserPlan, Plan
from edge.hall.policy import Policy
from edge.hall.refusal import Refused
from edge.hall.terms import TicketState
from edge.hall.tide_rule import review
from edge.journal.memory import MemoryJournal
from edge.rehearsal.agenda import Agenda
from edge.rehearsal.citizens import Citizens
from edge.rehearsal.clerks import Clerks
from edge.rehearsal.clock import SimulatedClock
from edge.rehearsal.day import Day
from edge.rehearsal.ledger import Ledger
from edge.rehearsal.promises import Promises
from edge.rehearsal.result import Result

OVERTIME = timedelta(hours=4)  # at most, to serve who waits at closing time
TIDES_EVERY_S = 15.0
ALL_EVERY = 500  # entries between two looks at all promises
_AT_WORK = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING)


def rehearse(day: Day, policy: Policy | None = None) -> Result:
    """Play a day from a program that runs no loop of its own; see `run`."""
    return asyncio.run(run(day, policy))


async def run(
    day: Day, policy: Policy | None = None, journal: MemoryJournal | None = None, *, all_every: int = ALL_EVERY
) -> Result:
    """Play a day under `policy`, its own if None; the same every time. `journal` is where it is kept, if anybody asks.

    All promises of the hall are read every `all_every` entries, which costs as much as there are tickets.
    """
    clock, chance = SimulatedClock(day.opens_at), random.Random(0)
    engine = Engine(_rehearsed(day.plan, policy), journal or MemoryJournal(), clock, chance.randbytes)
    await engine.load()
    result: Result | None = None
    async with asyncio.TaskGroup() as group:
        running = group.create_task(engine.run(), name="engine")
        result = await _Hall(day, Agenda(engine, clock), all_every).play()
        running.cancel()
    return result


def _rehearsed(plan: Plan, policy: Policy | None) -> Plan:
    """Return the hall with one dispenser that asks for no card, and where clerks press every start."""
    windows = tuple(replace(window, has_start_key=True) for window in plan.windows)
    return replace(plan, windows=windows, dispensers=(DispenserPlan("door"),), policy=policy or plan.policy)


class _Hall:
    """One day while it is played."""

    def __init__(self, day: Day, agenda: Agenda, all_every: int) -> None:
        self._day = day
        self._agenda = agenda
        self._hall = agenda.engine.hall
        self._clerks = Clerks(agenda, day)
        self._citizens = Citizens(agenda, self._clerks, day)
        self._ledger = Ledger(self._hall, self._citizens.arrivals)
        self._promises = Promises(self._hall, self._clerks.idle, all_every)

    async def play(self) -> Result:
        day, agenda, engine = self._day, self._agenda, self._agenda.engine
        stops = [engine.watch(watcher.note) for watcher in (self._ledger, self._promises)]
        agenda.at(day.opens_at, self._open)
        for step in day.steps:
            agenda.at(step.at, partial(self._clerks.step, step))
        if day.arrivals:
            agenda.at(day.arrivals[0].at, partial(self._citizens.arrive, 0))
        agenda.after(0.0, self._clerks.look)
        if self._hall.plan.tides.windows:
            agenda.after(0.0, self._advise)
        agenda.at(day.closes_at, self._close, is_last=True)
        await agenda.play(self._promises.check_free)
        for stop in stops:
            stop()
        return self._ledger.result(self._promises.broken, self._citizens.refused)

    async def _open(self) -> None:
        await self._agenda.ask(OpenDay())
        if self._day.sessions or self._day.rests:
            await self._agenda.ask(PlanDay(self._day.sessions, self._day.rests))

    async def _advise(self) -> None:
        """Let the hall look at its tidal windows, as the adviser of a running hall does."""
        for _, command in tuple(review(self._hall, self._agenda.now)):
            with suppress(Refused):
                await self._agenda.ask(command)
        for number in self._hall.plan.tides.windows:
            await self._clerks.sit_down(self._hall.desk(number))
        self._agenda.after(TIDES_EVERY_S, self._advise)

    async def _close(self) -> None:
        is_late = self._agenda.now >= self._day.closes_at + OVERTIME
        if self._day.is_served_out and not is_late and self._hall.in_state(*_AT_WORK):
            self._agenda.after(60.0, self._close)
            return
        self._promises.check_all()
        await self._agenda.ask(CloseDay("rehearsed"))
        self._agenda.drop()

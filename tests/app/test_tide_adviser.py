"""The adviser at work on a real engine: advice comes by itself, once, also after a restart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall import commands as c
from edge.hall.terms import WindowState
from edge.hall.tides import Tides
from edge.tides import LOOK_S, TideAdviser
from tests.engine.engine_house import ScriptedJournal, Wall, engine_on
from tests.support.tidal_hall import PLAN, TIDES


@asynccontextmanager
async def advised(journal: ScriptedJournal, wall: Wall, tides: Tides = TIDES) -> AsyncIterator[Engine]:
    """Run an engine with its adviser; windows 1 and 2 are open, the tidal ones closed."""
    async with engine_on(journal, wall, replace(PLAN, tides=tides), is_open=False) as engine:
        if journal.tail == 0:
            await engine.submit(c.OpenDay(), "day")
            for number in (1, 2):
                await engine.submit(c.OpenWindow(number), f"open-{number}")
        advising = asyncio.create_task(TideAdviser(engine, SystemClock(wall=wall)).run())
        try:
            yield engine
        finally:
            advising.cancel()
            await asyncio.wait({advising})


async def crowd(engine: Engine, people: int = 12) -> None:
    for number in range(people):
        await engine.submit(c.Take(("social",)), f"take-{number}")


def kinds(journal: ScriptedJournal) -> list[str]:
    return [kind for kind in journal.kinds() if kind.startswith("tide.")]


async def test_advice_comes_by_itself_and_only_once() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with advised(journal, wall) as engine:
        await crowd(engine)
        await asyncio.sleep(60)
        assert kinds(journal) == ["tide.advised"]
        await engine.submit(c.AcceptTide(engine.hall.state.tides.advised[6].id, "1003"), "accept")
        assert engine.hall.window(6).state is WindowState.OPEN


async def test_a_restart_repeats_nothing() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with advised(journal, wall) as engine:
        await crowd(engine)
        await asyncio.sleep(60)
    async with advised(journal, wall) as again:
        await asyncio.sleep(60)
        assert kinds(journal) == ["tide.advised"]
        assert list(again.hall.state.tides.advised) == [6]


async def test_an_automatic_hall_needs_nobody() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with advised(journal, wall, replace(TIDES, is_automatic=True)) as engine:
        await crowd(engine)
        await asyncio.sleep(2)
        assert kinds(journal)[:2] == ["tide.advised", "tide.accepted"]
        assert engine.hall.window(6).state is WindowState.OPEN


async def test_time_alone_makes_a_wait_too_long() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with advised(journal, wall) as engine:
        await crowd(engine, 3)
        await asyncio.sleep(5)
        assert kinds(journal) == []
        wall.skew = timedelta(minutes=26)
        await asyncio.sleep(2 * LOOK_S)
        assert kinds(journal) == ["tide.advised"]

"""Reminders come from the hall's own deadlines: in time, once, also through restarts and a failing disk."""

import asyncio

import pytest

from edge.hall import commands as c
from edge.hall.terms import Outcome
from tests.engine.engine_house import BROKEN, ScriptedJournal, Wall, engine_on, replay
from tests.support.halls import watched

PLAN = watched()


@pytest.mark.parametrize("has_snapshots", [False, True])
async def test_a_restart_before_and_after_a_limit_reminds_once(has_snapshots: bool) -> None:
    journal, wall = ScriptedJournal(), Wall()
    for pause_s in (700, 600, 100, 2000):  # the limit of waiting is 1200 s
        async with engine_on(journal, wall, PLAN, has_snapshots=has_snapshots) as engine:
            if journal.kinds().count("ticket.taken") == 0:
                for number in (1, 2, 3):
                    await engine.submit(c.PauseWindow(number), f"pause-{number}")
                await engine.submit(c.Take(("social",)), "touch")
            await asyncio.sleep(pause_s)
    assert journal.kinds().count("reminder.raised") == 1
    async with engine_on(journal, wall, PLAN, has_snapshots=has_snapshots) as engine:
        await engine.submit(c.Cancel("A001"), "cancel")
        await asyncio.sleep(1)
        assert engine.hall.state == replay(journal, PLAN).state
    assert journal.kinds().count("reminder.cleared") == 1


async def test_a_reminder_that_the_disk_could_not_keep_comes_a_little_later() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PLAN) as engine:
        await engine.submit(c.Take(("social",)), "touch")
        await engine.submit(c.Next(1), "next")
        journal.failures = [BROKEN] * 3
        await asyncio.sleep(310)
        assert journal.kinds().count("reminder.raised") == 1


async def test_the_clock_of_a_report_goes_on_through_a_restart() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PLAN) as engine:
        await engine.submit(c.OpenWindow(4), "open-4")
        await engine.submit(c.Take(("social",)), "touch")
        await engine.submit(c.Next(1), "next")
        await engine.submit(c.Finish(1, Outcome.UNRESOLVED), "finish")
        await engine.submit(c.Next(4), "next-4")
        await engine.submit(c.Finish(4), "finish-4")
        await asyncio.sleep(3600)
    await asyncio.sleep(1700)
    async with engine_on(journal, wall, PLAN):
        await asyncio.sleep(90)
        assert journal.kinds().count("reminder.raised") == 0
        await asyncio.sleep(20)
        assert journal.kinds().count("reminder.raised") == 1
        await asyncio.sleep(3600)
        assert journal.kinds().count("reminder.raised") == 2

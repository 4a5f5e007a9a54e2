"""A journal that central finds rolled back begins a new epoch, and the hall hears of it until it has taken note."""

import asyncio
from pathlib import Path

import pytest

from edge.app import renew_epoch
from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall import commands as c
from edge.journal.sqlite import open_journal
from tests.support.halls import plan
from tests.support.waiting import until

pytestmark = pytest.mark.real_time


async def test_a_renewed_epoch_survives_a_restart_and_is_reported_until_noted(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        before = journal.epoch
        await journal.renew_epoch("central has event 900, the journal ended at 0")
        renewed = journal.epoch
    assert renewed != before
    async with open_journal(tmp_path) as journal:
        assert journal.epoch == renewed
        assert journal.recovery is not None
        assert journal.recovery.is_new_epoch
        assert "900" in journal.recovery.detail


async def test_the_hall_leaps_ahead_once(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        engine = Engine(plan(), journal, SystemClock())
        await engine.load()
        running = asyncio.create_task(engine.run())
        await engine.submit(c.OpenDay(), "open")
        assert (await engine.submit(c.Take(("social",)), "t1"))["number"] == "A001"
        await renew_epoch(engine, journal, SystemClock(), 900)
        assert (await engine.submit(c.Take(("social",)), "t2"))["number"] == "A052"
        running.cancel()
        await until(running.done)
    async with open_journal(tmp_path) as journal:
        assert journal.recovery is None

"""A new epoch while the disk fails: the daemon waits for it instead of ending."""

import asyncio
from collections.abc import Sequence

from edge.app import renew_epoch
from edge.clock import SystemClock
from edge.engine import Engine
from edge.journal.memory import MemoryJournal
from edge.ports import Entry, JournalBroken, Seq
from tests.support.halls import plan
from tests.support.waiting import until


class FailingJournal(MemoryJournal):
    """Refuses a few times, then works."""

    failures = 0

    async def renew_epoch(self, why: str) -> None:
        assert "900" in why
        self._fail()
        self.epoch = "renewed"

    async def append(self, entries: Sequence[Entry], after: Seq) -> None:
        self._fail()
        await super().append(entries, after)

    def _fail(self) -> None:
        if self.failures:
            self.failures -= 1
            raise JournalBroken("the disk is full")


async def test_a_disk_that_fails_meanwhile_is_waited_for() -> None:
    journal = FailingJournal()
    engine = Engine(plan(), journal, SystemClock())
    await engine.load()
    running = asyncio.create_task(engine.run())
    journal.failures = 2
    await renew_epoch(engine, journal, SystemClock(), 900)  # type: ignore[arg-type]  # as far as it is asked
    assert engine.hall.state.counts["journal.recovered"] == 1
    running.cancel()
    await until(running.done)

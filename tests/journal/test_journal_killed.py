"""Killed at any instant, a journal has kept everything it promised."""

import asyncio
from pathlib import Path

from edge.journal.sqlite import open_journal
from edge.ports import Seq
from tests.journal.entries import entry
from tests.journal.folders import history
from tests.journal.killing import lines_until_killed
from tests.support.campaign import campaign_rounds

KILLS = campaign_rounds(12, 120)
KILLS_A_FOLDER = 12


async def look(folder: Path) -> tuple[Seq, str]:
    """Check that the journal is whole and holds what its writer wrote; return where it ends, and its epoch."""
    async with open_journal(folder) as journal:
        assert journal.recovery is None
        entries = await history(journal)
        assert entries == [entry(one.seq, len(one.events)) for one in entries]
        assert [one.seq for one in entries] == [1, *(one.last + 1 for one in entries[:-1])][: len(entries)]
        assert await journal.cursor("uplink") <= journal.tail
        return journal.tail, journal.epoch


def test_no_kill_loses_or_repeats_what_was_acknowledged(tmp_path: Path) -> None:
    acknowledged = 0
    for kill in range(KILLS):
        folder = tmp_path / str(kill // KILLS_A_FOLDER)
        tail, epoch = asyncio.run(look(folder))
        (_, opened_at, opened_epoch), *kept = lines_until_killed("tests.journal.kill_worker", folder, kill)
        assert (int(opened_at), opened_epoch) == (tail, f"{epoch} False"), kill
        for _, first, last in kept:
            assert int(first) == tail + 1, kill
            tail = int(last)
        after, same_epoch = asyncio.run(look(folder))
        assert after >= tail, kill
        assert same_epoch == epoch, kill
        acknowledged += len(kept)
    assert acknowledged > KILLS

"""A journal opened, closed, opened twice, and opened where the disk refuses."""

import asyncio
import os
import resource
import sqlite3
import subprocess
import sys
import threading
from collections import UserDict
from collections.abc import Iterator, KeysView
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from edge.journal.database import NAME
from edge.journal.errors import JournalInUse
from edge.journal.lock import take_lock
from edge.journal.sqlite import SqliteJournal, open_journal
from edge.ports import JournalBroken, Seq
from tests.journal.entries import entry, group
from tests.journal.folders import filled, history, reopened


async def test_a_journal_is_the_same_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "state" / "hall"
    epoch = await filled(folder)
    assert await reopened(folder) == (epoch, None, group(0, [1] * 20))
    async with open_journal(folder) as journal:
        assert await journal.cursor("uplink") == 19
        await journal.append(group(20), 20)


async def test_every_commit_is_flushed(tmp_path: Path) -> None:
    """No kill can show this, only a power cut: 2 is FULL, which flushes the write-ahead log with every commit."""
    async with open_journal(tmp_path) as journal:
        ask = journal._database._connection.execute
        assert (*ask("PRAGMA journal_mode").fetchone(), *ask("PRAGMA synchronous").fetchone()) == ("wal", 2)


async def test_every_new_journal_has_another_epoch(tmp_path: Path) -> None:
    assert len({await filled(tmp_path / name) for name in "abc"}) == 3


async def test_a_second_daemon_is_turned_away(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        with pytest.raises(JournalInUse, match=r"open in another process \(\d+\)"):
            async with open_journal(tmp_path):
                pass
        await journal.append(group(0), 0)
    await reopened(tmp_path)


async def test_cursors_are_on_the_disk_with_the_next_group_or_a_second_later(tmp_path: Path) -> None:
    def cursors_on_disk() -> dict[str, Seq]:
        with closing(sqlite3.connect(tmp_path / NAME)) as connection:
            return dict(connection.execute("SELECT name, seq FROM cursors"))

    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [1] * 5), 0)
        for seq in range(1, 5):
            await journal.move_cursor("uplink", seq)
        assert cursors_on_disk() == {}
        await asyncio.sleep(1.1)
        assert cursors_on_disk() == {"uplink": 4}
        await journal.move_cursor("uplink", 5)
        await journal.append(group(5), 5)
        assert cursors_on_disk() == {"uplink": 5}
        await journal.move_cursor("uplink", 6)
    assert cursors_on_disk() == {"uplink": 6}


@contextmanager
def full_disk(limit: int) -> Iterator[None]:
    """Let no file of this process grow beyond `limit` bytes, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def grow_until_broken(journal: SqliteJournal) -> None:
    for _ in range(1000):
        await journal.append(group(journal.tail, [1] * 10), journal.tail)


async def test_a_full_disk_is_reported_and_the_journal_goes_on_when_there_is_room(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [1] * 10), 0)
        with full_disk(200_000):
            with pytest.raises(JournalBroken):
                await grow_until_broken(journal)
            tail = journal.tail
            await journal.move_cursor("uplink", 7)
            with pytest.raises(JournalBroken):
                await journal.append(group(tail, [1] * 300), tail)
            assert await history(journal) == group(0, [1] * tail)
        assert journal.tail == tail
        await journal.append(group(tail, [1, 1]), tail)
        epoch = journal.epoch
    assert await reopened(tmp_path) == (epoch, None, group(0, [1] * (tail + 2)))
    async with open_journal(tmp_path) as journal:
        assert await journal.cursor("uplink") == 7


async def test_a_mistake_in_the_middle_of_a_transaction_leaves_none_open(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.move_cursor("uplink", 2**70)
        with pytest.raises(OverflowError):
            await journal.append(group(0), 0)
        await journal.move_cursor("uplink", 0)
        await journal.append(group(0), 0)
        assert await history(journal) == group(0)


async def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalBroken, match="cannot be opened"):
        async with open_journal(tmp_path / "file" / "journal"):
            pass


@pytest.mark.real_time
async def test_leaving_while_the_disk_is_at_work_waits_for_it(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        writing = asyncio.ensure_future(journal.append(group(0, [1] * 500), 0))
        await asyncio.sleep(0)
        writing.cancel()
        await asyncio.gather(writing, return_exceptions=True)
    assert len((await reopened(tmp_path))[2]) in {0, 500}


class LongAnswer(UserDict[str, object]):
    """An answer that says when it is being written down, and waits until it may be."""

    begun = threading.Event()
    may_end = threading.Event()

    def keys(self) -> KeysView[str]:
        self.begun.set()
        self.may_end.wait()
        return super().keys()


@pytest.mark.real_time
async def test_what_a_cancelled_writer_wrote_is_seen_by_readers(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        long = replace(entry(1), answer=LongAnswer())
        writing = asyncio.ensure_future(journal.append([long], 0))
        await asyncio.to_thread(LongAnswer.begun.wait)
        writing.cancel()
        await asyncio.wait([writing])
        assert (writing.cancelled(), journal.tail) == (True, 0)
        LongAnswer.may_end.set()
        assert await anext(aiter(journal.read(0))) == replace(long, answer={})
        await journal.append(group(1), 1)
        assert [one.seq for one in await history(journal)] == [1, 2]


HOLDER = """
import sys, pathlib
from edge.journal.lock import take_lock
take_lock(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.real_time
def test_the_lock_ends_with_its_process(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, tmp_path], stdin=-1, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(JournalInUse, match=rf"\({holder.pid}\)"):
            take_lock(tmp_path)
        holder.kill()
    os.close(take_lock(tmp_path))

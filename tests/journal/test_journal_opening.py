"""A journal's folder in every state that a bad day can leave it in."""

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

from edge.hall.events import JournalRecovered
from edge.journal import files
from edge.journal.database import NAME, SUSPECT
from edge.journal.errors import JournalInUse, NotUnderstood
from edge.journal.lock import take_lock
from edge.journal.records import checksum
from edge.journal.sqlite import SqliteJournal, open_journal
from edge.journal.watermark import NAME as MARK
from edge.journal.watermark import SLOT_SIZE, Mark, Watermark
from edge.ports import Entry, JournalBroken, Recovery, Seq
from tests.journal.entries import entry, group, small_entry
from tests.journal.test_journal_contract import history


async def filled(folder: Path, count: int = 20) -> str:
    """Make a journal of `count` single events, closed in good order; return its epoch."""
    async with open_journal(folder) as journal:
        await journal.append(group(0, [1] * count), 0)
        await journal.move_cursor("uplink", count - 1)
        return journal.epoch


async def reopened(folder: Path) -> tuple[str, Recovery | None, list[Entry]]:
    """Open, look, and close again."""
    async with open_journal(folder) as journal:
        return journal.epoch, journal.recovery, await history(journal)


def tamper(folder: Path, statement: str, *values: object) -> None:
    """Change the file behind the journal's back."""
    with closing(sqlite3.connect(folder / NAME)) as connection, connection:
        connection.execute(statement, values)


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


# --- damage and loss -------------------------------------------------------------------------------------------------


async def test_a_damaged_last_entry_is_cut_and_reported(tmp_path: Path) -> None:
    epoch = await filled(tmp_path)
    tamper(tmp_path, "UPDATE entries SET body = replace(body, 'A020', 'A021') WHERE last = 20")
    fresh, recovery, entries = await reopened(tmp_path)
    assert recovery is not None
    assert (recovery.cut, recovery.is_new_epoch) == (1, True)
    assert "entry 20 does not match its checksum" in recovery.detail
    assert fresh != epoch
    assert entries == group(0, [1] * 19)


async def test_what_is_cut_is_set_aside_and_not_deleted(tmp_path: Path) -> None:
    await filled(tmp_path)
    tamper(tmp_path, "DELETE FROM entries WHERE last = 7")
    _, recovery, entries = await reopened(tmp_path)
    assert recovery is not None
    assert (recovery.cut, recovery.is_new_epoch) == (13, True)
    assert "event 7 is missing" in recovery.detail
    assert entries == group(0, [1] * 6)
    with closing(sqlite3.connect(tmp_path / "journal.damaged-1.sqlite3")) as old:
        assert old.execute("SELECT count(*), max(last) FROM entries").fetchone() == (19, 20)


async def test_the_cursor_does_not_stand_behind_what_was_cut(tmp_path: Path) -> None:
    await filled(tmp_path)
    tamper(tmp_path, "DELETE FROM entries WHERE last > 12")
    async with open_journal(tmp_path) as journal:
        assert await journal.cursor("uplink") == 12


async def test_a_rolled_back_journal_keeps_all_it_has_under_a_new_epoch(tmp_path: Path) -> None:
    epoch = await filled(tmp_path)
    copy = (tmp_path / NAME).read_bytes()
    async with open_journal(tmp_path) as journal:
        await journal.append(group(20, [1, 2]), 20)
    (tmp_path / NAME).write_bytes(copy)
    fresh, recovery, entries = await reopened(tmp_path)
    assert fresh != epoch
    assert recovery is not None
    assert (recovery.cut, recovery.is_new_epoch) == (0, True)
    assert "the journal ends at 20 and had reached 23" in recovery.detail
    assert entries == group(0, [1] * 20)


async def test_a_lost_journal_begins_anew_and_says_so(tmp_path: Path) -> None:
    epoch = await filled(tmp_path)
    (tmp_path / NAME).unlink()
    fresh, recovery, entries = await reopened(tmp_path)
    assert fresh != epoch
    assert recovery == Recovery(0, is_new_epoch=True, detail="the journal was gone; it had reached 20")
    assert entries == []


async def test_the_snapshot_of_a_lost_journal_goes_with_it(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [1] * 9), 0)
        await journal.save_snapshot(9, b"the hall")
    (tmp_path / NAME).unlink()
    epoch, recovery, _ = await reopened(tmp_path)
    assert await reopened(tmp_path) == (epoch, recovery, [])


async def test_the_journal_of_another_hall_gets_a_new_epoch(tmp_path: Path) -> None:
    await filled(tmp_path / "here")
    elsewhere = await filled(tmp_path / "there")
    (tmp_path / "there" / NAME).replace(tmp_path / "here" / NAME)
    fresh, recovery, entries = await reopened(tmp_path / "here")
    assert recovery is not None
    assert recovery.is_new_epoch
    assert fresh != elsewhere
    assert len(entries) == 20


@pytest.mark.parametrize("content", [b"", b"x", b"this is no database\n" * 500, bytes(8192)])
async def test_a_file_that_is_no_database_is_moved_aside(tmp_path: Path, content: bytes) -> None:
    await filled(tmp_path)
    (tmp_path / NAME).write_bytes(content)
    _, recovery, entries = await reopened(tmp_path)
    assert recovery is not None
    assert recovery.is_new_epoch
    assert entries == []
    assert (tmp_path / "journal.damaged-1.sqlite3").read_bytes() == content


async def test_a_missing_mark_is_no_reason_for_alarm(tmp_path: Path) -> None:
    epoch = await filled(tmp_path)
    (tmp_path / MARK).unlink()
    assert (await reopened(tmp_path))[:2] == (epoch, None)


@pytest.mark.parametrize("content", [b"", b"\xff" * 128, b"99 0123456789abcdef 00000000\n"])
async def test_a_damaged_mark_is_no_reason_for_alarm(tmp_path: Path, content: bytes) -> None:
    epoch = await filled(tmp_path)
    (tmp_path / MARK).write_bytes(content)
    assert (await reopened(tmp_path))[:2] == (epoch, None)


def test_a_torn_mark_leaves_the_one_before(tmp_path: Path) -> None:
    with closing(Watermark(tmp_path)) as mark:
        mark.reset(Mark("e", 1))
        mark.raise_to(Mark("e", 2))
        mark.raise_to(Mark("e", 3))
    for torn, seq in ((SLOT_SIZE, 2), (0, 3)):
        raw = bytearray((tmp_path / MARK).read_bytes())
        raw[torn + 3 : torn + 9] = b"\0" * 6
        (tmp_path / "other").mkdir(exist_ok=True)
        (tmp_path / "other" / MARK).write_bytes(raw)
        with closing(Watermark(tmp_path / "other")) as mark:
            assert mark.read() == Mark("e", seq)


async def test_the_report_stands_until_the_hall_has_taken_note_of_it(tmp_path: Path) -> None:
    await filled(tmp_path)
    tamper(tmp_path, "DELETE FROM entries WHERE last = 20")
    epoch, recovery, _ = await reopened(tmp_path)
    assert await reopened(tmp_path) == (epoch, recovery, group(0, [1] * 19))
    async with open_journal(tmp_path) as journal:
        await journal.append(group(19), 19)
    async with open_journal(tmp_path) as journal:
        assert journal.recovery == recovery
        noted = Entry(21, entry(21).at, "restart", bytes(16), (JournalRecovered(epoch, 1, 50),))
        await journal.append([noted], 20)
    assert (await reopened(tmp_path))[:2] == (epoch, None)


async def test_a_report_that_nobody_read_is_part_of_the_next(tmp_path: Path) -> None:
    await filled(tmp_path)
    tamper(tmp_path, "UPDATE entries SET checksum = 0 WHERE last >= 18")
    await reopened(tmp_path)
    tamper(tmp_path, "UPDATE entries SET checksum = 0 WHERE last >= 16")
    _, recovery, entries = await reopened(tmp_path)
    assert recovery is not None
    assert (recovery.cut, recovery.is_new_epoch) == (5, True)
    assert entries == group(0, [1] * 15)
    assert (tmp_path / "journal.damaged-2.sqlite3").exists()


async def test_a_report_that_nobody_read_outlives_a_rebuilding(tmp_path: Path) -> None:
    await filled(tmp_path)
    tamper(tmp_path, "DELETE FROM entries WHERE last = 20")
    epoch, _, _ = await reopened(tmp_path)
    (tmp_path / SUSPECT).touch()
    for _ in range(2):
        same, recovery, _ = await reopened(tmp_path)
        assert recovery is not None
        assert (same, recovery.is_new_epoch) == (epoch, True)


@pytest.mark.parametrize("step", ["built", "set aside", "half built"])
async def test_a_kill_while_mending_is_finished_by_the_next_start(tmp_path: Path, step: str) -> None:
    await filled(tmp_path)
    rows = [(one.last, one.seq, b"", 0) for one in group(0, [1] * 3)]
    files.build(tmp_path, {"epoch": "0123456789abcdef", "forgotten": "0"}, rows[:0])
    if step == "set aside":
        files.set_aside(tmp_path)
    if step == "half built":
        (tmp_path / files.NEW).rename(tmp_path / files.BUILDING)
    _, recovery, entries = await reopened(tmp_path)
    if step == "half built":
        assert (recovery, len(entries)) == (None, 20)
    else:
        assert recovery is not None
        assert (recovery.is_new_epoch, entries) == (True, [])
    assert (await reopened(tmp_path))[2] == entries


async def test_an_entry_of_a_newer_version_is_refused_and_not_cut(tmp_path: Path) -> None:
    await filled(tmp_path, 3)
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        (body,) = connection.execute("SELECT body FROM entries WHERE last = 3").fetchone()
    newer = body.replace(b"ticket.taken/1", b"ticket.taken/9")
    tamper(tmp_path, "UPDATE entries SET body = ?, checksum = ? WHERE last = 3", newer, checksum(3, 3, newer))
    async with open_journal(tmp_path) as journal:
        assert (journal.tail, journal.recovery) == (3, None)
        with pytest.raises(NotUnderstood, match=r"ticket\.taken/9"):
            await history(journal)


# --- snapshots and forgetting ----------------------------------------------------------------------------------------


async def test_a_snapshot_outlives_the_process(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [3, 1]), 0)
        await journal.save_snapshot(3, b"the hall")
    async with open_journal(tmp_path) as journal:
        assert await journal.snapshot() == (3, b"the hall")


async def test_a_snapshot_is_made_after_an_entry(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [3, 1]), 0)
        with pytest.raises(ValueError, match="no entry ends at 2"):
            await journal.save_snapshot(2, b"the hall")


async def test_a_snapshot_of_what_was_cut_is_gone_for_good(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [1] * 20), 0)
        await journal.save_snapshot(18, b"the hall")
    tamper(tmp_path, "DELETE FROM entries WHERE last > 12")
    async with open_journal(tmp_path) as journal:
        assert await journal.snapshot() is None
        await journal.append([small_entry(seq) for seq in range(13, 25)], 12)
        assert await journal.snapshot() is None


@pytest.mark.parametrize("content", [b"", b"{}\n", b"\x00\xff\n", b'{"format":1}\nx'])
async def test_a_damaged_snapshot_is_none(tmp_path: Path, content: bytes) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0), 0)
        await journal.save_snapshot(1, b"the hall")
        (tmp_path / "hall.snapshot").write_bytes(content)
        assert await journal.snapshot() is None


async def test_a_forgotten_beginning_is_no_damage(tmp_path: Path) -> None:
    epoch = await filled(tmp_path)
    async with open_journal(tmp_path) as journal:
        assert await journal.forget(10) == 10
    assert await reopened(tmp_path) == (epoch, None, group(10, [1] * 10))


async def test_a_beginning_that_nobody_forgot_is_missed(tmp_path: Path) -> None:
    await filled(tmp_path)
    tamper(tmp_path, "DELETE FROM entries WHERE last <= 4")
    _, recovery, entries = await reopened(tmp_path)
    assert recovery is not None
    assert (recovery.cut, recovery.is_new_epoch, entries) == (16, True, [])
    assert "event 1 is missing" in recovery.detail


async def test_a_wrong_note_of_what_was_forgotten_costs_nothing(tmp_path: Path) -> None:
    epoch = await filled(tmp_path)
    tamper(tmp_path, "UPDATE meta SET value = '9' WHERE name = 'forgotten'")
    assert await reopened(tmp_path) == (epoch, None, group(0, [1] * 20))


async def test_many_slices_are_forgotten_too(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append([small_entry(seq) for seq in range(1, 1301)], 0)
        assert await journal.forget(1200) == 1200
    assert len((await reopened(tmp_path))[2]) == 100


async def test_damage_older_than_the_snapshot_is_met_when_read_and_mended_at_the_next_start(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [1] * 20), 0)
        await journal.save_snapshot(15, b"the hall")
    tamper(tmp_path, "UPDATE entries SET checksum = 0 WHERE last = 5")
    async with open_journal(tmp_path) as journal:
        assert journal.recovery is None
        with pytest.raises(JournalBroken, match="entry 5 is damaged"):
            await history(journal)
        await journal.append(group(20), 20)
    async with open_journal(tmp_path) as journal:
        assert journal.recovery is not None
        assert journal.recovery.is_new_epoch
        assert await journal.snapshot() == (15, b"the hall")
        assert await history(journal) == group(14, [1] * 7)
    assert not (tmp_path / SUSPECT).exists()


async def test_a_suspicion_that_proves_false_costs_nothing(tmp_path: Path) -> None:
    epoch = await filled(tmp_path)
    (tmp_path / SUSPECT).touch()
    fresh, recovery, entries = await reopened(tmp_path)
    assert recovery is not None
    assert (fresh, recovery.cut, recovery.is_new_epoch, len(entries)) == (epoch, 0, False, 20)
    assert (await reopened(tmp_path))[1] is None


# --- a disk that refuses ---------------------------------------------------------------------------------------------


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

"""A journal's folder in every state that a bad day can leave it in."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from edge.hall.events import JournalRecovered
from edge.journal import files
from edge.journal.database import NAME, SUSPECT
from edge.journal.errors import NotUnderstood
from edge.journal.records import checksum
from edge.journal.sqlite import open_journal
from edge.journal.watermark import NAME as MARK
from edge.journal.watermark import SLOT_SIZE, Mark, Watermark
from edge.ports import Entry, Recovery
from tests.journal.entries import entry, group
from tests.journal.folders import filled, history, reopened, tamper


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

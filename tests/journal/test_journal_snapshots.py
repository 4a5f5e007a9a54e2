"""Snapshots of the hall, and the beginning of a journal that is forgotten on purpose."""

from pathlib import Path

import pytest

from edge.journal.database import SUSPECT
from edge.journal.sqlite import open_journal
from edge.ports import JournalBroken
from tests.journal.entries import group, small_entry
from tests.journal.folders import filled, history, reopened, tamper


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
    epoch, recovery, _ = await reopened(tmp_path)
    async with open_journal(tmp_path) as journal:
        assert (journal.epoch, journal.recovery) == (epoch, recovery)
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
    (tmp_path / SUSPECT).touch()
    same, _, entries = await reopened(tmp_path)
    assert (same, entries) == (epoch, group(0, [1] * 20))


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

"""Files torn and damaged at random: opening always works, keeps a true prefix, and never hides a loss."""

import asyncio
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from edge.journal.database import NAME
from edge.journal.sqlite import open_journal
from edge.ports import Entry
from tests.journal.entries import group
from tests.journal.folders import history
from tests.support.campaign import campaign_rounds

SIZES = [1, 1, 3, 1, 2] * 160
GROUP = 8  # entries a flush
WAL = f"{NAME}-wal"


def cut(raw: bytearray, chance: random.Random) -> None:
    del raw[chance.randrange(len(raw)) :]


def overwrite(raw: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(raw))
    junk = chance.randbytes(chance.choice([1, 64, 512, 4096]))[: len(raw) - at]
    raw[at : at + len(junk)] = junk


def blank_a_page(raw: bytearray, chance: random.Random) -> None:
    at = chance.randrange(0, len(raw), 4096)
    raw[at : at + 4096] = bytes(len(raw[at : at + 4096]))


def swap_pages(raw: bytearray, chance: random.Random) -> None:
    one, other = (chance.randrange(len(raw) // 4096) * 4096 for _ in range(2))
    raw[one : one + 4096], raw[other : other + 4096] = raw[other : other + 4096], raw[one : one + 4096]


@pytest.fixture(scope="module")
def crashed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Entry]]:
    """A folder as a power cut leaves it, half of the entries in the write-ahead log alone; and what it holds."""
    folder = tmp_path_factory.mktemp("running")
    crashed = tmp_path_factory.mktemp("crashed")
    entries = group(0, SIZES)

    async def fill() -> None:
        half = len(entries) // 2
        for part in (entries[:half], entries[half:]):
            async with open_journal(folder) as journal:
                for at in range(0, len(part), GROUP):
                    await journal.append(part[at : at + GROUP], journal.tail)
                await journal.move_cursor("uplink", 9)
                shutil.copytree(folder, crashed, dirs_exist_ok=True)

    asyncio.run(fill())
    assert (crashed / NAME).stat().st_size > 100_000
    assert (crashed / WAL).stat().st_size > 100_000
    return crashed, entries


@pytest.mark.parametrize("victim", [NAME, WAL])
@pytest.mark.parametrize("harm", [cut, overwrite, blank_a_page, swap_pages])
async def test_a_torn_file_is_survived(
    crashed: tuple[Path, list[Entry]],
    tmp_path: Path,
    harm: Callable[[bytearray, random.Random], None],
    victim: str,
) -> None:
    source, entries = crashed
    for seed in range(campaign_rounds(8, 150)):
        folder = tmp_path / str(seed)
        shutil.copytree(source, folder)
        raw = bytearray((folder / victim).read_bytes())
        harm(raw, random.Random(f"{harm.__name__} {victim} {seed}"))
        (folder / victim).write_bytes(raw)
        async with open_journal(folder) as journal:
            kept = await history(journal)
            assert kept == entries[: len(kept)], seed
            assert await journal.cursor("uplink") in {0, 9, journal.tail}, seed
            if len(kept) < len(entries):
                assert journal.recovery is not None, seed
                assert journal.recovery.is_new_epoch, seed
            await journal.append(group(journal.tail, [2, 1]), journal.tail)
            grown = await history(journal)
        async with open_journal(folder) as journal:
            assert await history(journal) == grown, seed
        shutil.rmtree(folder)


async def test_an_undamaged_crash_is_no_loss(crashed: tuple[Path, list[Entry]], tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(crashed[0], folder)
    async with open_journal(folder) as journal:
        assert journal.recovery is None
        assert await history(journal) == crashed[1]


async def test_a_log_without_its_file_is_set_aside_and_not_mistaken_for_the_next_ones(
    crashed: tuple[Path, list[Entry]], tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(crashed[0], folder)
    log = (folder / WAL).read_bytes()
    (folder / NAME).unlink()
    async with open_journal(folder) as journal:
        assert journal.recovery is not None
        assert journal.recovery.is_new_epoch
        assert await history(journal) == []
    assert (folder / "journal.damaged-1.sqlite3-wal").read_bytes() == log

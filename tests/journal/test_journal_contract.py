"""What every journal must do, whatever it is made of; a new one is added to `JOURNALS`."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path

import pytest

from edge.journal.memory import MemoryJournal
from edge.journal.sqlite import SqliteJournal, open_journal
from edge.ports import Conflict, Entry, JournalBroken, Seq
from tests.journal.entries import entry, group
from tests.journal.folders import history

Kept = MemoryJournal | SqliteJournal


@asynccontextmanager
async def in_memory(folder: Path) -> AsyncIterator[MemoryJournal]:
    del folder
    journal = MemoryJournal()
    yield journal
    journal.close()


JOURNALS: list[object] = [
    pytest.param(in_memory, id="memory"),
    pytest.param(open_journal, id="sqlite"),
    pytest.param(open_journal, id="sqlite-on-its-thread", marks=pytest.mark.real_time),
]


@pytest.fixture(params=JOURNALS)
async def journal(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    opened: Callable[[Path], AbstractAsyncContextManager[Kept]] = request.param
    async with opened(tmp_path) as journal:
        yield journal


async def test_a_new_journal_is_empty(journal: Kept) -> None:
    assert journal.tail == 0
    assert journal.epoch
    assert journal.recovery is None
    assert await history(journal) == []


async def test_it_gives_back_what_it_was_given_in_order(journal: Kept) -> None:
    entries = group(0, [1, 3, 2])
    await journal.append(entries[:2], 0)
    await journal.append(entries[2:], 4)
    assert journal.tail == 6
    assert await history(journal) == entries


async def test_times_keep_their_offset(journal: Kept) -> None:
    await journal.append(group(0), 0)
    (kept,) = await history(journal)
    assert kept.at.isoformat() == "2026-11-23T08:30:01+08:00"


async def test_an_empty_group_changes_nothing(journal: Kept) -> None:
    await journal.append([], 0)
    assert journal.tail == 0


@pytest.mark.parametrize("after", [0, 1, 3])
async def test_who_comes_second_gets_a_conflict_and_nothing_is_kept(journal: Kept, after: Seq) -> None:
    await journal.append(group(0, [2]), 0)
    with pytest.raises(Conflict) as conflict:
        await journal.append(group(after), after)
    assert conflict.value.tail == 2
    assert await history(journal) == group(0, [2])


async def test_of_two_writers_at_once_one_wins(journal: Kept) -> None:
    outcomes = await asyncio.gather(
        journal.append(group(0, [1]), 0), journal.append(group(0, [2]), 0), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), Conflict]
    assert await history(journal) == group(0, [1])


@pytest.mark.parametrize("entries", [group(1), [entry(1), entry(3)], [entry(1), entry(1)], [entry(1, 2), entry(2)]])
async def test_a_group_with_a_gap_is_a_mistake_and_none_of_it_is_kept(journal: Kept, entries: list[Entry]) -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        await journal.append(entries, 0)
    assert journal.tail == 0
    await journal.append(group(0), 0)
    assert await history(journal) == group(0)


async def test_a_group_of_which_one_entry_cannot_be_kept_is_not_kept_at_all(journal: Kept) -> None:
    if isinstance(journal, MemoryJournal):
        pytest.skip("memory keeps anything")
    unspeakable = Entry(2, entry(2).at, "c", bytes(16), entry(2).events, {"not JSON": object()})
    with pytest.raises(ValueError, match="Unable to serialize"):
        await journal.append([entry(1), unspeakable], 0)
    await journal.append(group(0), 0)
    assert await history(journal) == group(0)


@pytest.mark.parametrize(("after", "first"), [(0, 1), (1, 2), (2, 2), (3, 2), (4, 5), (5, 6)])
async def test_reading_starts_with_the_entry_that_goes_beyond(journal: Kept, after: Seq, first: Seq) -> None:
    await journal.append(group(0, [1, 3, 1, 1]), 0)
    assert (await history(journal, after))[0].seq == first


async def test_a_reader_gets_history_and_then_what_happens(journal: Kept) -> None:
    await journal.append(group(0, [1, 1]), 0)
    read: list[Seq] = []
    is_live = asyncio.Event()

    async def reader() -> None:
        async for one in journal.read(0):
            read.append(one.seq)
            if one.seq == 2:
                is_live.set()
            if one.seq == 5:
                return

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(reader())
        await is_live.wait()
        await journal.append(group(2, [1, 1]), 2)
        await journal.append(group(4), 4)
    assert read == [1, 2, 3, 4, 5]


async def test_a_reader_may_wait_for_what_is_not_there_yet(journal: Kept) -> None:
    async def first_after(seq: Seq) -> Seq:
        async for one in journal.read(seq):
            return one.seq
        raise AssertionError("a journal is read for ever")

    async with asyncio.TaskGroup() as tasks:
        early, late = tasks.create_task(first_after(0)), tasks.create_task(first_after(2))
        await asyncio.sleep(0)
        await journal.append(group(0, [1, 1]), 0)
        await journal.append(group(2), 2)
    assert (early.result(), late.result()) == (1, 3)


async def test_many_readers_and_a_busy_writer_see_the_same(journal: Kept) -> None:
    async def reader(after: Seq) -> list[Entry]:
        found = []
        async for one in journal.read(after):
            found.append(one)
            await asyncio.sleep(0)
            if one.last == 900:
                break
        return found

    async with asyncio.TaskGroup() as tasks:
        readers = [tasks.create_task(reader(after)) for after in (0, 0, 100, 450)]
        for after in range(0, 900, 30):
            await journal.append(group(after, [1, 2] * 10), after)
    whole = readers[0].result()
    assert whole == await history(journal)
    assert [one.result() for one in readers] == [whole, whole, *([e for e in whole if e.last > a] for a in (100, 450))]


async def test_what_is_read_live_is_what_is_read_again(journal: Kept) -> None:
    async def first() -> Entry:
        return await anext(aiter(journal.read(0)))

    async with asyncio.TaskGroup() as tasks:
        live = tasks.create_task(first())
        await asyncio.sleep(0)
        await journal.append(group(0, [3]), 0)
    assert [live.result()] == await history(journal) == group(0, [3])


async def test_a_reader_that_is_cancelled_disturbs_nobody(journal: Kept) -> None:
    async def reader() -> None:
        async for _ in journal.read(0):
            pass

    async with asyncio.TaskGroup() as tasks:
        for _ in range(3):
            tasks.create_task(reader()).cancel()
        waiting = [tasks.create_task(reader()) for _ in range(3)]
        await journal.append(group(0, [1] * 300), 0)
        for one in waiting:
            one.cancel()
    await journal.append(group(300), 300)
    assert len(await history(journal)) == 301


async def test_a_writer_that_is_cancelled_has_written_all_or_nothing(journal: Kept) -> None:
    async def write() -> None:
        await journal.append(group(0, [2, 1]), 0)

    async with asyncio.TaskGroup() as tasks:
        writer = tasks.create_task(write())
        await asyncio.sleep(0)
        writer.cancel()
    with suppress(Conflict):
        await journal.append(group(0, [1]), 0)
    assert await history(journal) in (group(0, [2, 1]), group(0, [1]))
    await journal.append(group(journal.tail), journal.tail)


async def test_cursors_are_remembered_by_name(journal: Kept) -> None:
    await journal.append(group(0, [1] * 5), 0)
    assert await journal.cursor("uplink") == 0
    await journal.move_cursor("uplink", 4)
    await journal.move_cursor("archive", 2)
    await journal.move_cursor("uplink", 3)  # central asks again for what it lost
    assert (await journal.cursor("uplink"), await journal.cursor("archive")) == (3, 2)


async def test_forgetting_stops_at_the_slowest_reader_and_keeps_the_newest(journal: Kept) -> None:
    await journal.append(group(0, [1, 2, 1, 1]), 0)
    await journal.move_cursor("uplink", 4)
    await journal.move_cursor("archive", 2)
    assert await journal.forget(5) == 1
    assert [one.seq for one in await history(journal)] == [2, 4, 5]
    await journal.move_cursor("archive", 5)
    assert await journal.forget(3) == 1
    await journal.move_cursor("uplink", 5)
    assert await journal.forget(5) == 1
    assert [one.seq for one in await history(journal)] == [5]
    assert await journal.forget(5) == 0
    await journal.append(group(5), 5)
    assert journal.tail == 6


async def test_the_newest_snapshot_is_given_back(journal: Kept) -> None:
    assert await journal.snapshot() is None
    await journal.append(group(0, [2, 1]), 0)
    await journal.save_snapshot(2, b"older")
    await journal.save_snapshot(3, b"newer\n\x00")
    assert await journal.snapshot() == (3, b"newer\n\x00")


async def test_closing_ends_the_readers(journal: Kept) -> None:
    async def reader() -> None:
        async for _ in journal.read(0):
            pass

    reading = asyncio.ensure_future(reader())
    await journal.append(group(0), 0)
    journal.close()
    with pytest.raises(JournalBroken):
        await reading

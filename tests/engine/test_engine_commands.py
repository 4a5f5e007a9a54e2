"""A command happens once, is kept before anybody hears of it, and is answered the same whenever it is asked again."""

import asyncio
from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.events import DayOpened
from edge.hall.refusal import Refused
from edge.ports import Conflict, Entry, JournalBroken
from tests.engine.engine_house import BROKEN, ScriptedJournal, Wall, engine_on, replay, together
from tests.support.halls import plan

TAKE = c.Take(("social",))


async def test_the_same_id_again_is_the_same_answer_and_happens_once() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        first = await engine.submit(TAKE, "touch-1")
        assert await engine.submit(TAKE, "touch-1") == first
        second, again, old = await together(engine, (TAKE, "touch-2"), (TAKE, "touch-2"), (TAKE, "touch-1"))
        assert (second, old) == (again, first)
        assert second != first
    async with engine_on(journal) as engine:
        assert await engine.submit(TAKE, "touch-1") == first
    assert journal.kinds().count("ticket.taken") == 2


async def test_an_accepted_id_is_remembered_for_a_day() -> None:
    wall = Wall()
    async with engine_on(ScriptedJournal(), wall) as engine:
        first = await engine.submit(TAKE, "touch")
        wall.skew = timedelta(hours=23, minutes=59)
        await engine.submit(TAKE, "another")
        assert await engine.submit(TAKE, "touch") == first
        wall.skew = timedelta(hours=24, minutes=1)
        await engine.submit(TAKE, "a third")
        assert (await engine.submit(TAKE, "touch"))["number"] == "A004"


async def test_a_refusal_is_not_journaled_and_is_decided_again() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        before = journal.tail
        with pytest.raises(Refused, match="nobody_waiting"):
            await engine.submit(c.Call(1), "key-1")
        assert journal.tail == before
        await engine.submit(TAKE, "touch")
        assert (await engine.submit(c.Call(1), "key-1"))["number"] == "A001"


async def test_whoever_asks_while_the_disk_is_busy_shares_the_next_flush() -> None:
    journal = ScriptedJournal(append_s=0.01)
    async with engine_on(journal) as engine:
        flushes = len(journal.groups)
        answers = await together(engine, *((TAKE, f"touch-{n}") for n in range(100)))
        assert len({answer["number"] for answer in answers if not isinstance(answer, BaseException)}) == 100
        assert [len(group) for group in journal.groups[flushes:]] == [100]


async def test_nobody_hears_before_the_journal_has_it() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        heard: list[str] = []
        engine.watch(lambda entries: heard.extend(entry.command_id for entry in entries))
        journal.append_s = 10
        asking = asyncio.create_task(engine.submit(TAKE, "touch"))
        await asyncio.sleep(9.9)
        assert (heard, asking.done()) == ([], False)
        await asyncio.sleep(0.2)
        assert (heard, asking.done()) == (["touch"], True)


async def test_watchers_hear_every_group_in_order_until_they_stop() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        heard: list[Entry] = []
        stop = engine.watch(heard.extend)
        await together(engine, (TAKE, "1"), (TAKE, "2"))
        await engine.submit(TAKE, "3")
        stop()
        await engine.submit(TAKE, "4")
        assert [entry.command_id for entry in heard] == ["1", "2", "3"]
        assert [entry.seq for entry in heard] == [heard[0].seq, heard[0].seq + 1, heard[0].seq + 2]


async def test_whoever_asked_and_left_has_asked_all_the_same() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        journal.append_s = 1
        asking = asyncio.create_task(engine.submit(TAKE, "touch"))
        await asyncio.sleep(0.5)
        asking.cancel()
        await asyncio.wait({asking})
        await asyncio.sleep(1)
        assert (await engine.submit(TAKE, "touch"))["number"] == "A001"
        assert journal.kinds().count("ticket.taken") == 1


async def test_a_flush_that_fails_undoes_its_whole_group_and_tells_everybody_in_it() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        old = await engine.submit(TAKE, "touch-1")
        heard: list[Entry] = []
        engine.watch(heard.extend)
        journal.failures = [BROKEN]
        answers = await together(
            engine, (TAKE, "touch-1"), (c.Call(1), "key-1"), (c.Call(1), "key-2"), (TAKE, "touch-2"), (TAKE, "touch-2")
        )
        assert answers == [old, BROKEN, BROKEN, BROKEN, BROKEN]
        assert (engine.hall.state, heard) == (replay(journal).state, [])
        assert (await engine.submit(TAKE, "touch-2"))["number"] == "A002"
        assert engine.hall.state == replay(journal).state


async def test_refusals_need_no_journal() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        journal.failures = [BROKEN]
        assert [str(answer) for answer in await together(engine, (c.Call(1), "1"), (c.Start(9), "2"))] == [
            "nobody_waiting",
            "unknown_window",
        ]


async def test_a_journal_that_cannot_even_be_read_is_tried_until_it_can() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        journal.failures, journal.read_failures = [BROKEN], [BROKEN] * 3
        with pytest.raises(JournalBroken):
            await engine.submit(TAKE, "touch")
        assert (await engine.submit(TAKE, "touch"))["number"] == "A001"
        assert engine.hall.state == replay(journal).state


async def test_the_engine_does_not_answer_for_a_journal_that_is_stuck() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        await engine.answers()
        journal.failures = [BROKEN]
        asking = asyncio.create_task(engine.submit(TAKE, "touch"))
        with pytest.raises(JournalBroken):
            await engine.answers()
        await asyncio.wait({asking})
        assert asking.exception() is BROKEN
        journal.append_s = 60
        asking = asyncio.create_task(engine.submit(TAKE, "touch"))
        await asyncio.sleep(1)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await engine.answers()
        await asking


async def test_another_writers_entry_is_taken_in_and_the_group_decided_again() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal, is_open=False) as engine:
        opened = Entry(1, Wall()(), "the other's", bytes(16), (DayOpened("2026-11-23"),), {"day": "2026-11-23"})
        await journal.overtake(opened)
        answers = await together(engine, (c.OpenDay(), "mine"), (TAKE, "touch"), (c.OpenDay(), "the other's"))
        assert isinstance(answers[0], Refused)
        assert not isinstance(answers[1], BaseException)
        assert (answers[1]["number"], answers[2]) == ("A001", {"day": "2026-11-23"})
        assert engine.hall.state == replay(journal).state


async def test_a_conflict_while_the_journal_cannot_be_read_is_told_as_a_broken_journal() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as engine:
        journal.failures, journal.read_failures = [Conflict(9)], [BROKEN]
        with pytest.raises(JournalBroken):
            await engine.submit(TAKE, "touch")
        assert (await engine.submit(TAKE, "touch"))["number"] == "A001"


async def test_a_huge_group_is_kept_in_several_flushes() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal, the_plan=plan()) as engine:
        flushes = len(journal.groups)
        await together(engine, *((TAKE, f"touch-{n}") for n in range(600)))
        assert [len(group) for group in journal.groups[flushes:]] == [512, 88]

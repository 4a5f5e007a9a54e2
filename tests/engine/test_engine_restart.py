"""What a restart finds: snapshots that shorten it, prints it interrupted, a journal that had to be mended."""

import asyncio
import random
from collections.abc import Sequence
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.clock import SystemClock
from edge.engine import Engine, engine
from edge.engine.retention import Retention
from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.hall.terms import TicketState
from edge.journal.halls import HallSnapshots
from edge.ports import Conflict, JournalBroken
from tests.engine.engine_house import BROKEN, ScriptedJournal, Wall, engine_on, lost_journal, replay, together
from tests.hall.test_any_sequence import COMMANDS, check
from tests.support.halls import MORNING, plan, watched

PRINTING = watched(has_printer=True)
TAKE = c.Take(("social",))


async def test_a_number_whose_printing_was_interrupted_is_offered() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PRINTING) as before:
        await before.submit(c.Take(("social",), dispenser="door"), "touch")
    async with engine_on(journal, wall, PRINTING) as after:
        await after.answers()
        ticket = after.hall.ticket("A001")
        assert (ticket.state, ticket.offered_why) == (TicketState.OFFERED, "restart")
        with pytest.raises(Refused, match="ticket_not_printing"):
            await after.submit(c.ReportPrinted(ticket.id, 1, "proven"), "print/A001/1")


async def test_a_restart_is_settled_also_when_the_journal_is_slow_to_come() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PRINTING) as before:
        await before.submit(c.Take(("social",), dispenser="door"), "touch")
    journal.failures = [BROKEN] * 3
    async with engine_on(journal, wall, PRINTING) as after:
        await after.answers()
        assert after.hall.ticket("A001").state is TicketState.OFFERED


async def test_numbers_leap_before_anything_is_taken_from_a_mended_journal() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal) as before:
        await before.submit(TAKE, "1")
    mended = lost_journal(journal.entries[:-1], cut=1)
    mended.failures = [BROKEN]
    after = Engine(plan(), mended, SystemClock(wall=Wall()))
    await after.load()
    early = asyncio.create_task(after.submit(TAKE, "before it even runs"))
    await asyncio.sleep(0)
    running = asyncio.create_task(after.run())
    assert (await early)["number"] == "A051"
    assert ("journal_recovered", "journal") in after.hall.state.problems
    running.cancel()
    await asyncio.wait({running})


async def test_a_mended_journal_is_taken_note_of_once() -> None:
    journal = lost_journal()
    for _ in range(2):
        async with engine_on(journal) as after:
            await after.answers()
    assert journal.kinds().count("journal.recovered") == 1


async def busy(engine: Engine, turns: int) -> None:
    for turn in range(turns):
        await engine.submit(TAKE, f"take-{turn}-{engine.hall.state.day}")


async def test_a_snapshot_is_taken_when_the_day_closes_and_a_start_replays_what_follows() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, has_snapshots=True) as before:
        await busy(before, 20)
        await before.submit(c.CloseDay(), "close")
        await before.answers()
        closed = journal.tail
        await before.submit(c.RaiseProblem("x", "y"), "problem")
        await asyncio.sleep(1)
        told = await before.submit(TAKE, "take-3-2026-11-23")
    async with engine_on(journal, wall, has_snapshots=True) as after:
        assert journal.read_from == [closed]
        assert after.hall.state == before.hall.state == replay(journal).state
        assert await after.submit(TAKE, "take-3-2026-11-23") == told


async def test_a_snapshot_is_taken_when_much_has_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "SNAPSHOT_EVENTS", 10)
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, has_snapshots=True) as before:
        await busy(before, 35)
        await asyncio.sleep(1)
        snapshot = await journal.snapshot()
    assert snapshot is not None
    assert journal.tail - 10 < snapshot[0] <= journal.tail


async def test_no_snapshot_is_taken_while_somebody_waits() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal, has_snapshots=True) as hall:
        before = await journal.snapshot()
        journal.append_s = 1
        closing = asyncio.create_task(hall.submit(c.CloseDay(), "close"))
        await asyncio.sleep(0.5)
        others = [asyncio.create_task(hall.submit(c.RaiseProblem("x", str(n)), str(n))) for n in range(3)]
        await closing
        await asyncio.sleep(0)
        assert (await journal.snapshot()) == before
        await asyncio.wait(others)
        await hall.answers()
        snapshot = await journal.snapshot()
        assert snapshot is not None
        assert snapshot[0] == journal.tail


class RefusingJournal(ScriptedJournal):
    """Its disk takes no snapshots."""

    async def save_snapshot(self, seq: int, state_json: bytes) -> None:
        raise JournalBroken(f"no room for {len(state_json)} bytes after {seq}")


async def test_a_snapshot_that_cannot_be_saved_hurts_nobody() -> None:
    async with engine_on(RefusingJournal(), has_snapshots=True) as hall:
        await hall.submit(c.CloseDay(), "close")
        await asyncio.sleep(1)
        await hall.submit(c.OpenDay(), "open")


@pytest.mark.parametrize("damage", ["later", "garbage", "old tokens", "none"])
async def test_a_snapshot_in_doubt_is_not_used(damage: str) -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, has_snapshots=True) as before:
        await busy(before, 5)
        await before.submit(c.CloseDay(), "close")
        await before.answers()
    snapshot = await journal.snapshot()
    assert snapshot is not None
    seq, packed = snapshot
    match damage:
        case "later":
            await journal.save_snapshot(seq + 1, packed)
        case "garbage":
            await journal.save_snapshot(seq, b"{}\n{}")
        case "old tokens":
            await journal.save_snapshot(seq, b"[]\n" + packed.partition(b"\n")[2])
        case _:
            journal._snapshot = None
    async with engine_on(journal, wall, has_snapshots=True) as after:
        assert journal.read_from == [0]
        assert after.hall.state == before.hall.state


async def test_old_days_are_forgotten_whole_once_every_reader_has_them() -> None:
    journal, wall = ScriptedJournal(), Wall()
    openings = [0]
    async with engine_on(journal, wall, has_snapshots=True) as hall:
        keeper = Retention(hall, journal, SystemClock(wall=wall), 2, ["uplink"])
        for day in range(5):
            await busy(hall, 3)
            wall.skew = timedelta(days=day + 1)
            openings.append(journal.tail)
            await hall.submit(c.OpenDay(), f"day-{day}")
            await hall.answers()
        assert await keeper.forget() == 0  # the uplink has not begun
        await journal.move_cursor("uplink", openings[1] + 2)
        await keeper.forget()
        assert openings[1] < journal.entries[0].last <= openings[2]
        await journal.move_cursor("uplink", journal.tail)
        await keeper.forget()
        assert journal.entries[0].seq == openings[2] + 1
        assert await keeper.forget() == 0
    async with engine_on(journal, wall, has_snapshots=True) as after:
        assert after.hall.state == hall.hall.state
    async with engine_on(journal, wall) as after:  # the snapshot is only a cache: the present day is still there whole
        assert after.hall.state.tickets == hall.hall.state.tickets


async def test_retention_works_at_the_start_and_after_every_close() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, has_snapshots=True) as hall:
        keeping = asyncio.create_task(Retention(hall, journal, SystemClock(wall=wall), 1, []).run())
        for day in range(4):
            await busy(hall, 2)
            wall.skew = timedelta(days=day + 1)
            await hall.submit(c.OpenDay(), f"day-{day}")
            await asyncio.sleep(1)
        assert journal.entries[0].at > MORNING + timedelta(days=1)
        keeping.cancel()
        await asyncio.wait({keeping})


Failure = st.sampled_from([None, None, None, BROKEN, Conflict(0)])


@given(
    groups=st.lists(st.lists(st.tuples(COMMANDS, st.integers(0, 40)), min_size=1, max_size=4), max_size=15),
    failures=st.lists(Failure, max_size=12),
    reads=st.lists(st.booleans(), max_size=12),
    has_snapshots=st.booleans(),
)
async def test_whatever_fails_the_hall_is_what_its_journal_says(
    groups: Sequence[Sequence[tuple[c.Command, int]]],
    failures: list[Exception | None],
    reads: list[bool],
    has_snapshots: bool,
) -> None:
    journal, chance = ScriptedJournal(), random.Random(3)
    answered: dict[str, object] = {}
    async with engine_on(journal, the_plan=PRINTING, has_snapshots=has_snapshots) as hall:
        journal.failures, journal.read_failures = failures, [BROKEN for is_broken in reads if is_broken]
        for group in groups:
            ids = [f"id-{number}" for _, number in group]
            answers = await together(hall, *((command, name) for (command, _), name in zip(group, ids, strict=True)))
            for name, answer in zip(ids, answers, strict=True):
                if isinstance(answer, BaseException):
                    assert isinstance(answer, Refused | JournalBroken)
                    assert name not in answered, "what was accepted once is accepted for ever"
                else:
                    assert answered.setdefault(name, answer) == answer
            await asyncio.sleep(chance.randrange(90))
        journal.failures = []
        await asyncio.sleep(5)
        await hall.answers()
        assert hall.hall.state == replay(journal, PRINTING).state
        assert hall.hall.next_due() == replay(journal, PRINTING).next_due()
        check(hall.hall)
        done = [entry.command_id for entry in journal.entries]
        assert len(done) == len(set(done))
        assert set(answered) <= set(done)


async def test_who_was_answered_before_is_answered_also_while_the_journal_cannot_be_read() -> None:
    journal = ScriptedJournal()
    async with engine_on(journal, the_plan=PRINTING) as hall:
        told = await hall.submit(TAKE, "touch")
        journal.failures, journal.read_failures = [BROKEN], [BROKEN]
        again, new = await together(hall, (TAKE, "touch"), (TAKE, "another touch"))
        assert again == told
        assert isinstance(new, JournalBroken)


async def test_snapshots_of_an_untouched_journal_are_none() -> None:
    assert await HallSnapshots(ScriptedJournal()).newest() is None

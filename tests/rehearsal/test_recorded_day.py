"""A recorded day played again: under its own policy it comes out as it was, under another one it tells what changes."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.policy import ClassPolicy, Policy
from edge.hall.terms import TicketClass
from edge.journal.memory import MemoryJournal
from edge.ports import Entry
from edge.rehearsal import Ending, Result, county, draw_day, rehearse, run, spread
from edge.rehearsal.halls import HallOfChance
from edge.rehearsal.nearness import nearness
from edge.rehearsal.policies import ARGUED
from edge.rehearsal.recording import NoSuchDayError, Recorded, recorded_day
from tests.support.campaign import campaign_rounds
from tests.support.halls import house

STRICT = ARGUED[2].policy


async def played(journal: MemoryJournal) -> list[Entry]:
    entries: list[Entry] = []
    async for entry in journal.read(0):
        entries.append(entry)
        if entry.last >= journal.tail:
            break
    return entries


async def record(seed: int, policy: Policy | None = None, tickets: int = 200) -> tuple[Recorded, list[Entry]]:
    """A drawn day at five windows, as a journal has it."""
    hall, journal = five_windows(policy, tickets), MemoryJournal()
    await run(draw_day(hall, seed), journal=journal)
    entries = await played(journal)
    return recorded_day(hall.plan, entries), entries


def five_windows(policy: Policy | None = None, tickets: int = 200) -> HallOfChance:
    hall = county(policy, appointments=0.1)
    plan = replace(hall.plan, windows=hall.plan.windows[:5])
    return replace(hall, plan=plan, tickets=tickets, lunch_windows=frozenset({1, 3}), absent=0.1, transfers=0.1)


def longest_s(result: Result, kind: TicketClass) -> float:
    waits = spread(wait for wait in result.waits if wait.ticket_class is kind)
    assert waits is not None
    return waits.max_s


@pytest.mark.parametrize("seed", range(campaign_rounds(2, 20)))
async def test_under_its_own_policy_a_day_comes_out_as_it_was(seed: int) -> None:
    recorded, _ = await record(seed)
    again = await run(recorded.day)
    near = nearness(recorded.result, again)
    assert near.tickets > 190
    assert near.near > 0.98
    assert again.broken == ()


async def test_the_recorded_policy_may_be_any() -> None:
    recorded, _ = await record(3, STRICT)
    assert nearness(recorded.result, await run(recorded.day)).near > 0.98
    assert nearness(recorded.result, await run(recorded.day, Policy())).near < 0.9


async def test_a_ceiling_lowers_the_longest_wait_of_who_had_none() -> None:
    recorded, _ = await record(5, STRICT, tickets=250)
    with_ceiling = await run(recorded.day, ARGUED[3].policy)
    assert longest_s(recorded.result, TicketClass.ORDINARY) > 30 * 60
    assert longest_s(with_ceiling, TicketClass.ORDINARY) < longest_s(recorded.result, TicketClass.ORDINARY)


async def test_a_head_start_shortens_the_waits_of_its_class_and_lengthens_the_others() -> None:
    recorded, _ = await record(6, tickets=250)
    ahead = replace(Policy(), classes={**Policy().classes, TicketClass.PRIORITY: ClassPolicy(head_start_s=86_400)})
    rehearsed = await run(recorded.day, ahead)
    for kind, sign in ((TicketClass.PRIORITY, -1), (TicketClass.ORDINARY, 1)):
        before, after = (
            spread(wait for wait in result.waits if wait.ticket_class is kind)
            for result in (recorded.result, rehearsed)
        )
        assert before is not None
        assert after is not None
        assert (after.mean_s - before.mean_s) * sign > 0


async def test_what_the_journal_says_of_each_ticket_is_what_will_be_played() -> None:
    recorded, _ = await record(8)
    endings = {stay.ending for arrival in recorded.day.arrivals for stay in arrival.stays}
    assert endings == {Ending.FINISHED, Ending.MISSED, Ending.TRANSFERRED}
    assert recorded.is_whole
    assert {arrival.printing_s for arrival in recorded.day.arrivals} == {2.0}
    assert len(recorded.day.steps) == 5 + 4  # opened, and two of them paused at noon


async def test_the_last_day_is_played_unless_another_is_named() -> None:
    _, entries = await record(1)
    monday = recorded_day(county().plan, entries)
    assert monday.name == "2026-11-23"
    assert recorded_day(county().plan, entries, "2026-11-23").result == monday.result
    with pytest.raises(NoSuchDayError, match=r"nobody was called on 2026-11-24 of this journal; there are 2026-11-23"):
        recorded_day(county().plan, entries, "2026-11-24")
    with pytest.raises(NoSuchDayError, match="nobody was called on any day"):
        recorded_day(county().plan, [])


async def test_a_day_that_breaks_off_is_played_as_far_as_it_goes() -> None:
    whole, entries = await record(1)
    half = recorded_day(county().plan, entries[: len(entries) // 2])
    assert not half.is_whole
    assert half.day.closes_at < whole.day.closes_at
    again = await run(half.day)
    assert nearness(half.result, again).near > 0.98


@pytest.mark.parametrize("seed", range(campaign_rounds(2, 20)))
async def test_a_day_of_clerks_who_take_their_time_comes_out_nearly_as_it_was(seed: int) -> None:
    chance, day = random.Random(seed), draw_day(five_windows(tickets=180), seed)
    numbers = [window.number for window in day.plan.windows]
    own_time_s = {number: tuple(round(chance.expovariate(1 / 20), 1) for _ in range(80)) for number in numbers}
    journal = MemoryJournal()
    await run(replace(day, reactions_s=own_time_s), journal=journal)
    recorded = recorded_day(day.plan, await played(journal))
    near = nearness(recorded.result, await run(recorded.day))
    assert near.near > 0.8
    assert near.mean_s < 60


async def test_who_comes_in_the_last_moment_still_gets_a_ticket() -> None:
    recorded = history(*OPENED, *[(c.Take(("tax",)), 0.0)] * 3, (c.Call(2), 0))
    again = await run(recorded.day)
    assert again.counts["ticket.taken"] == 3


# ---- what a drawn day does not have


def history(*steps: tuple[c.Command, float]) -> Recorded:
    """What a small hall's journal makes of these commands, each followed by so many minutes."""
    here, entries = house(is_open=False), list[Entry]()
    for command, minutes in steps:
        before, seq = len(here.events), entries[-1].last + 1 if entries else 1
        at = here.now
        here.do(command)
        events = tuple(here.events[before:])
        entries.append(Entry(seq, at, str(seq), bytes(16), events))
        until = at + timedelta(minutes=minutes)
        here.now = until
    return recorded_day(here.hall.plan, entries)


OPENED: Sequence[tuple[c.Command, float]] = ((c.OpenDay(), 0), (c.OpenWindow(1), 0), (c.OpenWindow(2), 0))


async def test_a_clerk_who_takes_a_minute_to_call_takes_it_again() -> None:
    recorded = history(
        *OPENED,
        (c.Take(("tax",)), 0),
        (c.Take(("tax",)), 1),
        (c.Call(2), 0.5),
        (c.Start(2), 9),
        (c.Finish(2), 3),
        (c.Call(2), 0.5),
        (c.Start(2), 5),
        (c.Finish(2), 1),
        (c.CloseDay(), 0),
    )
    assert recorded.day.reactions_s == {2: (60.0, 180.0)}
    again = await run(recorded.day)
    assert [wait.waited_s for wait in again.waits] == [60.0, 810.0]


async def test_parked_people_and_those_who_left_do_so_again() -> None:
    recorded = history(
        *OPENED,
        (c.Take(("tax",)), 0),
        (c.Call(2), 1),
        (c.Start(2), 2),
        (c.Take(("tax",)), 0),
        (c.Park(2, "copies"), 1),
        (c.PauseWindow(2), 4),
        (c.Cancel("B002"), 5),
        (c.Resume("B001"), 1),
        (c.OpenWindow(2), 0),
        (c.Call(2), 1),
        (c.Start(2), 1),
        (c.Finish(2), 1),
        (c.CloseDay(), 0),
    )
    first, second = recorded.day.arrivals
    assert [(stay.ending, stay.away_s) for stay in first.stays] == [(Ending.PARKED, 600.0), (Ending.FINISHED, None)]
    assert second.patience_s == 300.0
    again = await run(recorded.day)
    assert [again.counts[kind] for kind in ("ticket.parked", "ticket.resumed", "ticket.cancelled")] == [1, 1, 1]
    assert nearness(recorded.result, again).near == 1.0


async def test_a_ticket_called_by_number_is_counted_and_called_in_its_turn() -> None:
    recorded = history(
        *OPENED,
        (c.Take(("tax",)), 1),
        (c.Take(("tax",)), 1),
        (c.CallNumber(2, "B002", "acquaintance"), 1),
        (c.Finish(2), 0),
        (c.Call(2), 1),
        (c.Finish(2), 1),
        (c.CloseDay(), 0),
    )
    assert recorded.by_number == 1
    again = await run(recorded.day)
    assert [wait.ticket.partition("/")[2] for wait in again.waits] == ["B001", "B002"]


async def test_a_transfer_to_a_window_that_is_closed_this_time_waits_for_its_service() -> None:
    recorded = history(
        *OPENED,
        (c.Take(("social",)), 1),
        (c.Call(1), 1),
        (c.Transfer("A001", "knows the case", window=2), 1),
        (c.Call(2), 1),
        (c.Finish(2), 1),
        (c.CloseDay(), 0),
    )
    closed = tuple(step for step in recorded.day.steps if step.command.window != 2)
    again = rehearsed = await run(replace(recorded.day, steps=closed))
    assert rehearsed.counts["ticket.finished"] == 1
    assert {wait.window for wait in again.waits} == {1}


async def test_changed_windows_are_changed_again() -> None:
    recorded = history(
        (c.OpenDay("2026-11-23"), 0),
        (c.ChangeWindow(1, serves=("tax",)), 0),
        (c.CloseDay(), 24 * 60),
        (c.OpenDay(), 0),
        (c.OpenWindow(1), 0),
        (c.Take(("tax",)), 1),
        (c.Call(1), 1),
        (c.Finish(1), 1),
        (c.CloseDay(), 0),
    )
    assert recorded.name == "2026-11-24"
    assert [wait.window for wait in (await run(recorded.day)).waits] == [1]


def test_an_empty_comparison_says_so() -> None:
    empty = rehearse(replace(draw_day(replace(county(), tickets=1), 1), arrivals=()))
    assert nearness(empty, empty).tickets == 0

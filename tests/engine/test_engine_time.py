"""What the hall asks of itself happens when it is due, once, whatever the clock on the wall does."""

import asyncio
from datetime import timedelta

from edge.engine import Engine
from edge.hall import commands as c
from edge.hall.terms import TicketState
from tests.engine.engine_house import BROKEN, ScriptedJournal, Wall, engine_on
from tests.support.halls import plan

PRINTING = plan(has_printer=True)


def at(journal: ScriptedJournal, kind: str, wall: Wall) -> list[float]:
    """When events of this kind happened, in seconds before now."""
    return [
        (wall() - entry.at).total_seconds() for entry in journal.entries for event in entry.events if event.kind == kind
    ]


async def offered(engine: Engine) -> str:
    ticket: str = (await engine.submit(c.Take(("social",), dispenser="door"), "touch"))["ticket"]
    await engine.submit(c.ReportPrintFault(ticket, 1, "paper_out"), "fault")
    return ticket


async def test_an_untouched_offer_lapses_after_a_minute_and_once() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PRINTING) as engine:
        ticket = await offered(engine)
        await asyncio.sleep(59.9)
        assert engine.hall.ticket(ticket).state is TicketState.OFFERED
        await asyncio.sleep(0.2)
        assert engine.hall.ticket(ticket).state is TicketState.UNSURE
        await asyncio.sleep(3600)
        assert journal.kinds().count("ticket.unsure") == 1
    assert journal.entries[-1].at == journal.entries[-2].at + timedelta(seconds=60)


async def test_a_call_starts_by_itself_twenty_seconds_after_the_last_recall() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall) as engine:
        await engine.submit(c.Take(("estate",)), "touch")
        await engine.submit(c.Next(3), "next")
        await asyncio.sleep(15)
        await engine.submit(c.Recall(3), "recall")
        await asyncio.sleep(60)
        assert at(journal, "ticket.started", wall) == [40]


async def test_deadlines_are_kept_also_after_a_restart() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PRINTING) as engine:
        await offered(engine)
        await asyncio.sleep(30)
    await asyncio.sleep(10)
    async with engine_on(journal, wall, PRINTING) as engine:
        await asyncio.sleep(19)
        assert journal.kinds()[-1] == "ticket.offered"
        await asyncio.sleep(2)
        assert at(journal, "ticket.unsure", wall) == [1]


async def test_a_deadline_missed_while_the_power_was_off_is_kept_at_once() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PRINTING) as engine:
        await offered(engine)
    await asyncio.sleep(3600)
    async with engine_on(journal, wall, PRINTING):
        await asyncio.sleep(1)
        assert at(journal, "ticket.unsure", wall) == [1]


async def test_a_deadline_that_the_journal_could_not_keep_is_kept_a_little_later() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PRINTING) as engine:
        await offered(engine)
        journal.failures = [BROKEN] * 3
        await asyncio.sleep(70)
        assert at(journal, "ticket.unsure", wall) == [7]


async def test_a_clock_set_back_reorders_nobody_and_delays_no_deadline() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PRINTING) as engine:
        await engine.submit(c.Take(("tax",)), "before")
        await offered(engine)
        wall.skew -= timedelta(hours=2)
        for number in range(40):
            await engine.submit(c.RaiseProblem("x", str(number)), f"busy-{number}")
            await asyncio.sleep(2)
        assert journal.kinds().count("ticket.unsure") == 1
        times = [entry.at for entry in journal.entries]
        assert times == sorted(times)
    async with engine_on(journal, wall, PRINTING) as engine:
        await engine.submit(c.Take(("tax",)), "after")
        assert journal.entries[-1].at == times[-1]


async def test_a_call_repeated_while_the_clock_stands_still_does_not_spin() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall) as engine:
        await engine.submit(c.Take(("estate",)), "touch")
        wall.skew -= timedelta(hours=2)
        for turn in range(2):
            await engine.submit(c.Next(3), f"next-{turn}")
            await asyncio.sleep(25)
            await engine.submit(c.Transfer("C001", "again", service="estate"), f"back-{turn}")
        await engine.answers()


async def test_a_clock_set_forward_lets_deadlines_come_early_once() -> None:
    journal, wall = ScriptedJournal(), Wall()
    async with engine_on(journal, wall, PRINTING) as engine:
        await offered(engine)
        wall.skew += timedelta(hours=1)
        await engine.submit(c.RaiseProblem("x", "y"), "wake")
        await asyncio.sleep(1)
        assert journal.kinds().count("ticket.unsure") == 1


async def test_tokens_of_open_ratings_survive_a_restart_and_end_with_the_rating() -> None:
    for has_snapshots in (False, True):
        journal, wall = ScriptedJournal(), Wall()
        async with engine_on(journal, wall, has_snapshots=has_snapshots) as engine:
            await engine.submit(c.Take(("social",)), "touch")
            await engine.submit(c.Next(1), "next")
            await engine.submit(c.Finish(1), "finish")
            rating = "2026-11-23/A001#1"
            token = engine.token(rating)
            await engine.submit(c.CloseDay(), "close")
        async with engine_on(journal, wall, has_snapshots=has_snapshots) as engine:
            assert token is not None
            assert engine.token(rating) == token
            assert journal.read_from == ([] if has_snapshots else [0])
            await asyncio.sleep(61)
            assert engine.token(rating) is None
            assert engine.token("unknown") is None

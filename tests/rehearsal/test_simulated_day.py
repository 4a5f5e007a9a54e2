"""A day drawn by chance and played through the real engine: the same every time, nobody lost, every promise kept."""

from collections import Counter
from dataclasses import replace

import pytest

from edge.hall.policy import ClassPolicy, Policy
from edge.hall.terms import Rule, TicketClass
from edge.journal.memory import MemoryJournal
from edge.rehearsal import Result, county, draw_day, rehearse, run
from edge.rehearsal.result import groups, spread
from tests.support.campaign import campaign_rounds


def short_county(tickets: int = 160, policy: Policy | None = None) -> Result:
    """Fewer tickets at a third of the windows, so that a queue builds up."""
    hall = county(policy, appointments=0.1)
    plan = replace(hall.plan, windows=hall.plan.windows[:4])
    return rehearse(draw_day(replace(hall, tickets=tickets, plan=plan, lunch_windows=frozenset({1, 3})), 7))


def test_a_day_is_the_same_every_time_it_is_drawn_and_played() -> None:
    hall = replace(county(), tickets=60)
    first, second = rehearse(draw_day(hall, 3)), rehearse(draw_day(hall, 3))
    assert first == second
    assert draw_day(hall, 3) == draw_day(hall, 3)
    assert rehearse(draw_day(hall, 4)).waits != first.waits


def test_a_county_day_has_the_measure_that_was_asked_for() -> None:
    arrivals = [arrival for seed in range(5) for arrival in draw_day(county(appointments=0.1), seed).arrivals]
    classes = Counter(arrival.ticket_class for arrival in arrivals)
    assert len(arrivals) == 5 * 620
    assert classes[TicketClass.PRIORITY] / len(arrivals) == pytest.approx(0.12, abs=0.02)
    assert classes[TicketClass.APPOINTMENT] / len(arrivals) == pytest.approx(0.10, abs=0.02)
    served_s = [arrival.stays[-1].serving_s for arrival in arrivals if arrival.stays[-1].serving_s]
    assert sum(served_s) / len(served_s) / 60 == pytest.approx(9.5, abs=0.5)


@pytest.mark.parametrize("seed", range(campaign_rounds(1, 30)))
def test_a_county_day_loses_nobody_and_keeps_every_promise(seed: int) -> None:
    result = rehearse(draw_day(county(appointments=0.08), seed))
    assert result.broken == ()
    assert result.counts["ticket.taken"] == 620
    assert len({wait.ticket for wait in result.waits}) + sum(result.uncalled.values()) == 620
    ended = result.counts["ticket.finished"] + result.counts["ticket.expired"]
    assert (ended, dict(result.uncalled), dict(result.refused)) == (620, {}, {})
    assert all(0.4 < desk.utilisation <= 1 for desk in result.desks.values())


def test_what_was_told_stands_beside_what_came() -> None:
    waits = short_county().waits
    told = [wait for wait in waits if wait.told_min is not None]
    assert len(told) > len(waits) / 2
    for wait in told:
        low_min, high_min = wait.told_min or (0, 0)
        assert wait.is_as_told is (low_min * 60 <= wait.waited_s <= high_min * 60)
        assert wait.beyond_told_s == wait.waited_s - high_min * 60
    assert {wait.ahead is None for wait in waits if wait.leg == 0} == {False}


def test_waits_are_told_by_class_and_by_service() -> None:
    result = short_county()
    by_key = groups(result)
    for is_total in (True, False):
        assert sum(len(waits) for key, waits in by_key.items() if (key[0] == "") is is_total) == len(result.waits)
    for waits in by_key.values():
        one = spread(waits)
        assert one is not None
        assert one.p50_s <= one.p95_s <= one.max_s
        assert one.over == sum(wait.is_over for wait in waits)


def test_absent_people_who_come_back_are_called_again_in_their_turn() -> None:
    hall = replace(county(), tickets=120, absent=0.3, returning=1.0)
    result = rehearse(draw_day(hall, 11))
    assert result.counts["ticket.missed"] == result.counts["ticket.reinstated"] > 20
    assert result.counts["ticket.finished"] == 120
    assert result.broken == ()


def test_a_paused_window_calls_nobody_at_noon() -> None:
    hall = county()
    day = draw_day(replace(hall, tickets=300), 2)
    assert hall.lunch is not None
    begins, ends = hall.lunch
    calls = [wait for wait in rehearse(day).waits if begins < wait.called_at.time() < ends]
    assert calls
    assert not {wait.window for wait in calls} & hall.lunch_windows


def test_without_a_ceiling_nobody_is_called_by_it() -> None:
    endless = Policy(classes={kind: ClassPolicy(ceiling_s=1e9) for kind in TicketClass})
    assert Rule.CEILING in {wait.rule for wait in short_county().waits}
    assert {wait.rule for wait in short_county(policy=endless).waits} <= {Rule.SCORE, Rule.ELSEWHERE}


async def test_the_journal_of_a_rehearsed_day_can_be_kept() -> None:
    journal = MemoryJournal()
    result = await run(draw_day(replace(county(), tickets=20), 1), journal=journal)
    assert journal.tail == result.events

"""Balance on a simulated day: tickets are called where they were sent, and the work falls evenly."""

from collections import Counter
from dataclasses import dataclass, replace

import pytest

from edge.hall.apply import apply
from edge.hall.events import DayClosed, TicketCalled
from edge.hall.hall import Hall
from edge.hall.heat import heat, index_of
from edge.hall.policy import Policy
from edge.hall.routing import zone_of
from edge.hall.terms import Rule
from edge.journal.memory import MemoryJournal
from edge.rehearsal import Result, county, draw_day, run
from edge.rehearsal.result import spread
from tests.support.campaign import campaign_rounds

TICKETS = 500  # windows are busy three quarters of the day: so that balance has something to choose
SEEDS = range(campaign_rounds(2, 20))


@dataclass
class Rehearsed:
    """A day, with where its tickets were called."""

    result: Result
    heat: float
    calls: Counter[bool]  # in the zone that the ticket named, or elsewhere


async def rehearsed(seed: int, policy: Policy | None = None) -> Rehearsed:
    """Play a county's day in two zones."""
    hall_of_chance = replace(county(policy, zones="AB"), tickets=TICKETS)
    journal = MemoryJournal()
    result = await run(draw_day(hall_of_chance, seed), journal=journal)
    hall, found, calls = Hall(hall_of_chance.plan), 0.0, Counter[bool]()
    async for entry in journal.read(0):
        for event in entry.events:
            if isinstance(event, DayClosed):
                found = index_of(heat(hall, entry.at)) or 0.0
            if isinstance(event, TicketCalled):
                calls[hall.state.tickets[event.ticket].zone == zone_of(hall, event.window)] += 1
            apply(hall, event, entry.at)
        if entry.last == journal.tail:
            break
    return Rehearsed(result, found, calls)


@pytest.mark.parametrize("seed", SEEDS)
async def test_balance_makes_the_work_fall_more_evenly(seed: int) -> None:
    balanced = await rehearsed(seed)
    unbalanced = await rehearsed(seed, Policy(is_balanced=False))
    assert balanced.result.broken == unbalanced.result.broken == ()
    assert balanced.heat < unbalanced.heat
    assert balanced.heat < 1.35


@pytest.mark.parametrize("seed", SEEDS)
async def test_nine_of_ten_are_called_in_the_zone_that_their_ticket_names(seed: int) -> None:
    balanced = await rehearsed(seed)
    assert balanced.calls[True] / balanced.calls.total() > 0.9
    helped = [wait for wait in balanced.result.waits if wait.rule is Rule.ELSEWHERE]
    assert helped
    unbalanced = await rehearsed(seed, Policy(is_balanced=False))
    assert unbalanced.calls[True] / unbalanced.calls.total() < 0.75


async def test_two_zones_cost_nobody_more_than_a_minute_beside_one_queue() -> None:
    hall = replace(county(zones="AB"), tickets=TICKETS)
    windows = tuple(replace(window, zone="A") for window in hall.plan.windows)
    day = draw_day(hall, 1)
    one = spread((await run(replace(day, plan=replace(hall.plan, windows=windows)))).waits)
    two = spread((await run(day)).waits)
    assert one is not None
    assert two is not None
    assert two.mean_s - one.mean_s < 60

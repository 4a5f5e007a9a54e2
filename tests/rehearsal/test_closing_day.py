"""The end of a crowded day: whoever is sent away would have waited past closing time."""

from dataclasses import dataclass, replace
from datetime import time
from statistics import fmean

from edge.hall.closing import Closing, WhenFull
from edge.hall.sessions import Session
from edge.rehearsal import county, draw_day, run
from tests.support.campaign import campaign_rounds

WINDOWS = 5
CROWD, ORDINARY = 170, 90  # tickets of a forenoon that five windows are too few, or enough, for
SEEDS = range(campaign_rounds(3, 20))


@dataclass
class End:
    """How a day ended."""

    refused: int
    late: int  # called after closing time
    last_min: float  # how long after it the last call was


async def ended(seed: int, when_full: WhenFull, tickets: int) -> End:
    """Play a forenoon of a small hall up to its last ticket."""
    hall = county()
    plan = replace(hall.plan, windows=hall.plan.windows[:WINDOWS], closing=Closing(when_full))
    small = replace(hall, plan=plan, tickets=tickets, opens=time(8, 30), closes=time(12), humps=(), lunch=None)
    day = draw_day(small, seed)
    day = replace(day, sessions=(Session(day.opens_at, day.closes_at),))
    result = await run(day)
    late = [(wait.called_at - day.closes_at).total_seconds() / 60 for wait in result.waits]
    return End(len(day.arrivals) - len({wait.ticket for wait in result.waits}), sum(one > 0 for one in late), max(late))


async def test_a_crowded_hall_stops_those_who_could_not_be_called_and_its_staff_go_home_sooner() -> None:
    stopping = [await ended(seed, WhenFull.STOP, CROWD) for seed in SEEDS]
    taking = [await ended(seed, WhenFull.IGNORE, CROWD) for seed in SEEDS]
    assert fmean(end.late for end in stopping) < fmean(end.late for end in taking) / 2
    assert fmean(end.last_min for end in stopping) < fmean(end.last_min for end in taking) / 2
    for stopped, taken in zip(stopping, taking, strict=True):
        assert 0 < stopped.refused <= 1.2 * taken.late  # hardly anybody is sent away who would have been called in time


async def test_a_hall_with_windows_enough_sends_nobody_away() -> None:
    for seed in SEEDS:
        assert (await ended(seed, WhenFull.STOP, ORDINARY)).refused == 0

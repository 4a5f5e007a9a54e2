"""How long turns take: learnt from those that end, carried over the night, and what is left of those that go on."""

import statistics
from dataclasses import replace

import pytest

from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.plan import Plan
from edge.hall.waits.turns import MORNING_TURNS, first_rest_of, pace_of, rests_of, turn_of
from tests.support.halls import House, house, plan


def serve(here: House, window: int, times: int, minutes: float, pause_s: float = 0.0) -> None:
    """Serve so many people who wait already, each for so long, tidying up in between."""
    for _ in range(times):
        here.take()
    for _ in range(times):
        here.do(c.Call(window))
        here.wait(0.5)
        here.do(c.Start(window))
        here.wait(minutes - 0.5)
        here.do(c.Finish(window))
        here.wait(pause_s / 60)


def test_a_turn_lasts_from_one_call_to_the_next() -> None:
    here = house()
    serve(here, 1, 20, 6, pause_s=60)
    assert turn_of(here.hall, "social") == pytest.approx(7 * 60, rel=0.02)


def test_standing_free_with_nobody_waiting_is_no_part_of_a_turn() -> None:
    here = house()
    for _ in range(20):
        serve(here, 1, 1, 6)
        here.wait(30)
    assert turn_of(here.hall, "social") == pytest.approx(6 * 60, rel=0.02)


def test_who_does_not_come_costs_a_turn_too() -> None:
    here = house()
    for _ in range(20):
        here.take()
        here.do(c.Call(1))
        here.wait(1)
        here.do(c.Miss(1, "nobody"))
    assert turn_of(here.hall, "social") == pytest.approx(60)


def test_a_forgotten_key_does_not_spoil_the_mean() -> None:
    here = house()
    serve(here, 1, 20, 6)
    before = turn_of(here.hall, "social")
    serve(here, 1, 1, 170)
    after = turn_of(here.hall, "social")
    assert before is not None
    assert after is not None
    assert after < before * 1.2


def test_nothing_is_known_of_a_new_hall_and_a_little_of_a_service_that_others_resemble() -> None:
    here = house()
    assert turn_of(here.hall, "social") is None
    serve(here, 1, 4, 6)
    assert turn_of(here.hall, "social") is None
    serve(here, 1, 1, 6)
    assert turn_of(here.hall, "social") == turn_of(here.hall, "tax") == pytest.approx(360)


def test_what_the_configuration_calls_usual_counts_until_the_hall_knows_better() -> None:
    here = House(Hall(_usually(15)))
    here.do(c.OpenDay())
    here.do(c.OpenWindow(1))
    assert turn_of(here.hall, "social") == 15 * 60
    serve(here, 1, 30, 5)
    learnt = turn_of(here.hall, "social")
    assert learnt is not None
    assert 5 * 60 <= learnt < 6.5 * 60


def _usually(minutes: float) -> Plan:
    made = plan()
    return replace(made, services=tuple(replace(one, usual_s=minutes * 60) for one in made.services))


def test_a_slow_window_is_known_as_one() -> None:
    here = house()
    for _ in range(20):
        serve(here, 1, 1, 5)
        serve(here, 2, 1, 10)
    assert pace_of(here.hall, 1) < 0.9
    assert pace_of(here.hall, 2) > 1.1
    assert pace_of(here.hall, 3) == 1.0


def test_a_morning_begins_with_what_was_usual_and_soon_follows_the_day() -> None:
    here = house()
    serve(here, 1, 60, 5)
    yesterday = turn_of(here.hall, "social")
    here.wait(24 * 60)
    here.do(c.OpenDay())
    here.do(c.OpenWindow(1))
    assert turn_of(here.hall, "social") == pytest.approx(yesterday)
    assert here.hall.state.experience.turns["social"].weight == MORNING_TURNS
    serve(here, 1, 25, 10)
    today = turn_of(here.hall, "social")
    assert today is not None
    assert today > 8 * 60


@pytest.mark.parametrize(("passed", "mean"), [(0, 1.0), (1, 2 / 3), (20, 0.5)])
def test_the_rests_of_many_turns_have_their_mean_and_their_spread(passed: float, mean: float) -> None:
    rests = rests_of([(1.0, passed)] * 200)
    assert statistics.fmean(rests) == pytest.approx(mean, rel=0.03)
    assert min(rests) < mean / 6
    assert max(rests) > mean * 2.5


def test_of_many_turns_the_first_is_over_long_before_the_mean() -> None:
    turns = [(600.0, place * 30.0) for place in range(20)]
    assert first_rest_of(turns) == pytest.approx(min(rests_of(turns)), abs=30)
    assert first_rest_of(turns) < 90
    assert rests_of([(600.0, 0.0)])[0] == pytest.approx(600, rel=0.1), "of one window it is the mean"


def test_no_turns_have_no_rests() -> None:
    assert rests_of([]) == []

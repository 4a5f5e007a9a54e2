"""Durations counted in steps tell the same as the durations themselves, to a step."""

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from edge.reports.spread import STEP_S, Spread

SECONDS = st.lists(st.floats(0, 40_000), min_size=1, max_size=200)


@given(SECONDS, st.sampled_from([0.5, 0.95, 1.0]))
def test_a_part_is_told_to_the_end_of_its_step(seconds: list[float], part: float) -> None:
    spread = Spread()
    for each in seconds:
        spread.add(each)
    exact = sorted(seconds)[ceil(part * len(seconds)) - 1]
    told = spread.at(part)
    assert told is not None
    assert exact <= told <= exact + STEP_S
    assert spread.longest_s == max(seconds)


@given(SECONDS, SECONDS)
def test_joined_spreads_are_the_spread_of_all(some: list[float], others: list[float]) -> None:
    one, other, both = Spread(), Spread(), Spread()
    for each in some:
        one.add(each)
        both.add(each)
    for each in others:
        other.add(each)
        both.add(each)
    one.join(other)
    assert (one.n, one.steps, one.longest_s) == (both.n, both.steps, both.longest_s)


def test_nothing_has_no_mean_and_no_parts() -> None:
    assert Spread().mean_s is None
    assert Spread().at(0.95) is None

"""The told range calibrates itself: it holds four waits in five whatever the truth is, and what was learnt is kept."""

import random

import pytest

from edge.hall.experience import Experience, Told
from edge.hall.terms import TicketClass
from edge.hall.waits.bands import learn, spread_of, tell
from edge.hall.waits.judging import DAYS_KEPT, begin_day, judge, together

ORDINARY = TicketClass.ORDINARY
MINUTE_S = 60.0


def live(experience: Experience, truth: tuple[float, float], waits: int, seed: int = 1) -> float:
    """Let so many waits be told and come true; returns the share that the ranges of the last half held.

    `truth` is the mean of actual waits as a multiple of the estimate, and their standard deviation.
    """
    chance = random.Random(seed)
    held = []
    for _ in range(waits):
        walked_s = chance.uniform(12, 35) * MINUTE_S
        told = tell(experience, ORDINARY, walked_s, spread_of(walked_s, 60))
        actual_s = max(0.0, walked_s * chance.gauss(*truth))
        held.append(told.low_min <= actual_s / MINUTE_S <= told.high_min)
        learn(experience, ORDINARY, told, actual_s)
    return sum(held[waits // 2 :]) / (waits - waits // 2)


@pytest.mark.parametrize("truth", [(1.0, 0.2), (1.0, 0.5), (1.4, 0.3), (0.6, 0.2)])
def test_ranges_come_to_hold_four_waits_in_five_whatever_the_truth_is(truth: tuple[float, float]) -> None:
    assert live(Experience(), truth, 2_000) == pytest.approx(0.8, abs=0.04)


def test_a_world_that_changes_is_followed() -> None:
    experience = Experience()
    live(experience, (1.0, 0.2), 1_000)
    assert live(experience, (1.5, 0.2), 2_000, seed=2) == pytest.approx(0.8, abs=0.05)


def test_a_bias_is_taken_out_of_the_likeliest_wait() -> None:
    experience = Experience()
    live(experience, (1.3, 0.1), 3_000)
    told = tell(experience, ORDINARY, 20 * MINUTE_S, spread_of(20 * MINUTE_S, 60))
    assert told.expected_s == pytest.approx(26 * MINUTE_S, rel=0.1)
    assert told.low_min <= 26 <= told.high_min


def test_each_class_learns_for_itself() -> None:
    experience = Experience()
    before = tell(experience, TicketClass.PRIORITY, 1_200, 200)
    live(experience, (2.0, 0.1), 300)
    assert tell(experience, TicketClass.PRIORITY, 1_200, 200) == before
    assert tell(experience, ORDINARY, 1_200, 200) != before


@pytest.mark.parametrize(
    ("walked_min", "low", "high"),
    [(0, 0, 5), (1, 0, 5), (7, 5, 10), (20, 15, 25), (58, 50, 70), (123, 110, 140)],
)
def test_ranges_are_whole_steps_of_five_minutes_and_of_ten_beyond_an_hour(
    walked_min: float, low: int, high: int
) -> None:
    told = tell(Experience(), ORDINARY, walked_min * MINUTE_S, 90)
    assert told.low_min <= walked_min <= told.high_min
    step = 10 if told.high_min > 60 else 5
    assert told.high_min % step == 0
    assert abs(told.low_min - low) <= 10
    assert abs(told.high_min - high) <= 10


def told_range(low: int, high: int, walked_min: float = 20) -> Told:
    return Told(low, high, walked_min * MINUTE_S, walked_min * MINUTE_S, 200)


def test_the_error_is_counted() -> None:
    experience = Experience()
    for actual_min in (14, 16, 24, 26, 31):
        judge(experience, "social", ORDINARY, told_range(15, 25), actual_min * MINUTE_S)
    judge(experience, "tax", ORDINARY, told_range(15, 25), 20 * MINUTE_S)
    social, all_of_them = experience.judged["social"], together(experience)
    assert (social.waits, social.in_range, social.too_little) == (5, 2, 1)
    assert social.error_s == (6 + 4 + 4 + 6 + 11) * MINUTE_S
    assert (all_of_them.waits, all_of_them.in_range, all_of_them.too_little) == (6, 3, 1)


def test_who_finds_a_free_window_flatters_nobody() -> None:
    experience = Experience()
    judge(experience, "social", ORDINARY, told_range(0, 5, walked_min=0), 30)
    assert not experience.judged
    judge(experience, "social", ORDINARY, told_range(0, 5, walked_min=0), 12 * MINUTE_S)
    assert experience.judged["social"].too_little == 1
    assert not experience.bands, "at once is nothing to learn from"


def test_a_new_day_counts_anew_and_goes_on_with_what_was_learnt() -> None:
    experience = Experience()
    for number in range(DAYS_KEPT + 5):
        judge(experience, "social", ORDINARY, told_range(15, 25), 40 * MINUTE_S)
        begin_day(experience, f"day {number}")
    assert not experience.judged
    assert [one.judged.waits for one in experience.days] == [1] * DAYS_KEPT
    assert experience.days[-1].day == f"day {DAYS_KEPT + 4}"
    assert experience.bands["ordinary/2"].judged == DAYS_KEPT + 5

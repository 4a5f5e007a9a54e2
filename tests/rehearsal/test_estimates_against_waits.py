"""Told waits against actual ones over drawn days: ranges hold what they promise, and beat what is commonly done."""

import asyncio
from dataclasses import replace

import pytest

from edge.hall.waits.judging import together
from edge.journal.hall_records import read_hall, write_hall
from edge.rehearsal import county
from edge.rehearsal.estimates import Played, follow_one_another, play
from edge.rehearsal.halls import HallOfChance
from edge.rehearsal.truth import table, told_truth, truth
from tests.support.campaign import campaign_rounds


def half_a_county() -> HallOfChance:
    hall = county()
    plan = replace(hall.plan, windows=hall.plan.windows[:7])
    return replace(hall, plan=plan, tickets=315, lunch_windows=frozenset({1, 3, 5}))


def days_of() -> Played:
    days = follow_one_another(half_a_county(), campaign_rounds(2, 10))
    return asyncio.run(play(days))


@pytest.fixture(scope="module")
def played() -> Played:
    return days_of()


def test_the_ranges_hold_about_four_waits_in_five(played: Played) -> None:
    told = told_truth(played.guessed)
    assert told.waits > 300
    assert told.in_range is not None
    assert told.beyond is not None
    assert 0.7 < told.in_range < 0.9
    assert told.beyond < 0.06


def test_the_walk_is_nearer_than_the_fixed_formula_and_the_last_wait(played: Played) -> None:
    told = told_truth(played.guessed)
    for other in (truth(played.guessed, lambda one: one.fixed_s), truth(played.guessed, lambda one: one.last_s)):
        assert told.error_min < other.error_min
        assert told.too_little < other.too_little


def test_the_same_days_are_told_and_judged_the_same(played: Played) -> None:
    again = days_of()
    assert again.guessed == played.guessed
    assert again.state == played.state


def test_the_hall_itself_publishes_what_the_comparison_finds(played: Played) -> None:
    last = played.state.day
    of_last = [one for one in played.guessed if one.day == last]
    found, published = told_truth(of_last), together(played.state.experience)
    assert found.in_range is not None
    assert published.waits >= len(of_last), "who found a free window, but was not called in time, is counted too"
    assert published.in_range == round(found.in_range * len(of_last))
    assert [one.day for one in played.state.experience.days] == sorted({one.day for one in played.guessed} - {last})


def test_what_was_learnt_survives_a_snapshot(played: Played) -> None:
    kept = read_hall(write_hall(played.state, {}))
    assert kept is not None
    assert kept[0].experience == played.state.experience
    assert kept[0] == played.state


def test_the_table_names_every_way_of_estimating() -> None:
    text = table(replace(half_a_county(), tickets=120), 1)
    for way in ("walked forward", "not announced", "fixed: people ahead", "last: the wait", "told to ordinary"):
        assert way in text

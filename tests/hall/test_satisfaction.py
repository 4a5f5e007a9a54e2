"""Public figures of ratings: of enough of them, of more than one window, and in whole groups only."""

from dataclasses import replace

import pytest

from edge.hall import commands as c
from edge.hall.satisfaction import satisfaction
from edge.hall.satisfied import Satisfaction
from edge.hall.terms import Channel
from tests.hall.test_ratings import finished
from tests.support.halls import RATING, House, house

FIVE = replace(RATING, public_at_least=5)


def rate(here: House, window: int, level: int) -> None:
    here.take()
    here.call(window)
    here.do(c.Finish(window))
    here.do(c.PressRating(window, level))


def test_no_figure_is_told_of_few_ratings() -> None:
    here = house(rating=FIVE)
    for number in range(4):
        rate(here, 1 + number % 2, 5)
        assert satisfaction(here.hall) is None
    rate(here, 1, 5)
    assert satisfaction(here.hall) == Satisfaction(5, 5)


def test_a_figure_moves_in_whole_groups_so_that_no_single_rating_can_be_read_from_it() -> None:
    here = house(rating=FIVE)
    for number in range(5):
        rate(here, 1 + number % 2, 5)
    for _ in range(4):
        rate(here, 1, 1)
        assert satisfaction(here.hall) == Satisfaction(5, 5)
    rate(here, 2, 1)
    assert satisfaction(here.hall) == Satisfaction(10, 5)


def test_the_figure_of_a_single_window_is_never_told() -> None:
    here = house(rating=FIVE)
    for _ in range(20):
        rate(here, 1, 5)
    assert satisfaction(here.hall) is None
    assert satisfaction(here.hall, "A") is None


def test_a_zone_has_its_own_figure_where_it_has_enough() -> None:
    here = house(rating=FIVE)
    for number in range(5):
        rate(here, 1 + number % 2, 4)
    rate(here, 3, 1)
    assert satisfaction(here.hall, "A") == Satisfaction(5, 5)
    assert satisfaction(here.hall, "B") is None


def test_no_answer_a_default_and_a_second_rating_count_nothing() -> None:
    here = house(rating=replace(FIVE, link_s=86400.0))
    for number in range(4):
        rate(here, 1 + number % 2, 5)
    finished(here)
    here.wait(2)
    _, token = finished(here)
    here.do(c.DeclineRating(token))
    assert len(here.hall.state.rated_today) == 4
    _, token = finished(here)
    here.do(c.Rate(token, 5, Channel.TABLET))
    here.do(c.Rate(token, 1, Channel.QR, ("115",)))
    assert satisfaction(here.hall) == Satisfaction(5, 5)


def test_yesterdays_visits_rated_today_and_a_new_day_begin_at_nought() -> None:
    here = house(rating=replace(FIVE, link_s=5 * 86400.0))
    for number in range(5):
        rate(here, 1 + number % 2, 5)
    _, token = finished(here)
    here.do(c.CloseDay())
    here.wait(24 * 60)
    here.do(c.OpenDay())
    here.do(c.Rate(token, 5, Channel.QR))
    assert here.hall.state.rated_today == []


@pytest.mark.parametrize(("good_from", "good"), [(3, 3), (4, 2)])
def test_what_is_good_is_the_regions_choice(good_from: int, good: int) -> None:
    here = house(rating=replace(FIVE, good_from=good_from))
    for number, level in enumerate((5, 4, 3, 2, 1)):
        rate(here, 1 + number % 2, level)
    found = satisfaction(here.hall)
    assert found is not None
    assert (found.good, found.percent) == (good, good * 20)

"""A bad rating is alerted with a deadline, followed until it is settled; a region's default is never a citizen's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.events import (
    RatingAlerted,
    RatingDefaulted,
    RatingGiven,
    RatingOverdue,
    RatingSettled,
)
from edge.hall.rating_plan import days_after
from edge.hall.restore import restore
from edge.hall.terms import AlertState, Channel, RatingState
from tests.hall.test_ratings import finished
from tests.support.halls import MORNING, RATING, House, house

SOON = replace(RATING, deadline_days=1, due=days_after, link_s=3 * 86400.0)


def alerts(here: House) -> list[RatingAlerted]:
    return [event for event in here.events if isinstance(event, RatingAlerted)]


@pytest.mark.parametrize(("level", "is_alerted"), [(5, False), (4, False), (3, False), (2, True), (1, True)])
def test_only_the_two_lowest_levels_are_alerted(level: int, is_alerted: bool) -> None:
    here = house()
    rating, token = finished(here)
    tags = {2: ("207",), 1: ("115",)}.get(level, ())
    here.do(c.Rate(token, level, Channel.TABLET, tags))
    assert [alert.rating for alert in alerts(here)] == ([rating] if is_alerted else [])
    if is_alerted:
        assert (alerts(here)[0].tags, alerts(here)[0].list_version) == (tags, "national-2020")


def test_a_bad_key_of_a_button_box_is_alerted_without_a_reason() -> None:
    here = house()
    finished(here)
    here.do(c.PressRating(1, 2))
    assert alerts(here)[0].due_at == here.now + timedelta(days=7)  # five weekdays from a Monday


def test_the_alert_says_which_case_it_is_about() -> None:
    here = house()
    ticket = here.take()
    here.do(c.BindCase(ticket.id, "440103-2026-0007"))
    here.call(1)
    here.do(c.Finish(1))
    here.do(c.PressRating(1, 1))
    assert alerts(here)[0].case == "440103-2026-0007"


def test_central_says_who_deals_with_it_and_when_it_is_done() -> None:
    here = house(rating=SOON)
    rating, _ = finished(here)
    here.do(c.PressRating(1, 1))
    assert here.do(c.AckRating(rating, "12345热线", "回电13800001234"))["due"]
    alert = here.hall.state.alerts[rating]
    assert (alert.state, alert.by) == (AlertState.ACKNOWLEDGED, "12345热线")
    assert "138" not in repr(here.events[-1])
    assert here.refuses(c.AckRating(rating, "12345热线")) == "alert_acknowledged"
    here.do(c.CloseRating(rating, "12345热线", "已回访，已整改"))
    assert here.events[-1] == RatingSettled(rating, "12345热线", "已回访，已整改")
    assert here.refuses(c.CloseRating(rating, "12345热线")) == "unknown_alert"
    here.wait(3 * 24 * 60)
    assert not any(isinstance(event, RatingOverdue) for event in here.events)


def test_what_nobody_settles_in_time_is_a_problem_until_the_last_of_them_is_settled() -> None:
    here = house(rating=SOON)
    first, _ = finished(here)
    here.do(c.PressRating(1, 1))
    here.wait(60)
    second, _ = finished(here)
    here.do(c.PressRating(1, 2))
    here.do(c.AckRating(second, "张主任"))
    problems = here.hall.state.problems
    here.wait(23 * 60 + 1)
    assert problems["rating_overdue", "ratings"].detail == "1"
    here.wait(60)
    assert problems["rating_overdue", "ratings"].detail == "2"
    here.do(c.CloseRating(first, "张主任"))
    assert problems["rating_overdue", "ratings"].detail == "1"
    here.do(c.CloseRating(second, "张主任"))
    assert problems == {}


def test_an_alert_outlives_its_day_and_a_restart() -> None:
    here = house(rating=SOON)
    rating, _ = finished(here)
    here.do(c.PressRating(1, 1))
    here.do(c.CloseDay())
    here.now += timedelta(hours=20)
    here.do(c.OpenDay())
    here.hall = restore(here.hall.plan, here.hall.state)
    here.wait(5 * 60)
    assert here.hall.state.alerts[rating].is_overdue


def test_a_bad_second_rating_of_a_visit_is_alerted_but_not_twice() -> None:
    here = house(rating=SOON)
    _, token = finished(here)
    here.do(c.Rate(token, 5, Channel.TABLET))
    here.do(c.Rate(token, 1, Channel.QR, ("115",)))
    assert [(alert.sequence, alert.level) for alert in alerts(here)] == [(2, 1)]
    _, token = finished(here)
    here.do(c.Rate(token, 1, Channel.TABLET, ("115",)))
    here.do(c.Rate(token, 2, Channel.QR, ("207",)))
    assert len(alerts(here)) == 2


DEFAULTING = replace(RATING, default_level=3, default_after_days=2)


def test_where_a_region_counts_a_default_it_is_an_event_of_its_own_and_no_rating() -> None:
    here = house(rating=DEFAULTING)
    silent, _ = finished(here)
    declined, token = finished(here)
    here.do(c.DeclineRating(token))
    given, _ = finished(here)
    here.do(c.PressRating(1, 5))
    here.do(c.CloseDay())
    here.wait(24 * 60)
    here.do(c.OpenDay())
    here.wait(25 * 60)
    assert [event for event in here.events if isinstance(event, RatingDefaulted)] == [RatingDefaulted(silent, 3, 2)]
    assert [event.rating for event in here.events if isinstance(event, RatingGiven)] == [given]
    state = here.hall.state.ratings
    assert (state[silent].state, state[silent].level, state[silent].default_level) == (RatingState.TIMED_OUT, None, 3)
    assert state[declined].default_level is None


def test_a_default_is_counted_once_and_a_citizen_may_still_rate() -> None:
    here = house(rating=replace(DEFAULTING, link_s=5 * 86400.0))
    rating, token = finished(here)
    here.wait(2 * 24 * 60 + 1)
    here.hall = restore(here.hall.plan, here.hall.state)
    assert here.refuses(c.DefaultRating(rating)) == "unknown_rating"
    here.do(c.Rate(token, 1, Channel.QR, ("115",)))
    assert here.hall.state.ratings[rating].level == 1
    assert alerts(here)[0].sequence == 1


def test_without_a_default_nothing_is_ever_counted_for_somebody() -> None:
    here = house()
    rating, _ = finished(here)
    here.wait(30 * 24 * 60)
    assert here.refuses(c.DefaultRating(rating)) == "unknown_rating"
    assert here.now > MORNING

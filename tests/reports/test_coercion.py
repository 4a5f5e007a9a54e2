"""Signs that ratings are not the citizens' own, found in the figures of a day."""

from dataclasses import replace

import pytest

from edge.hall import commands as c
from edge.hall.terms import Channel
from edge.reports.coercion import Sign, Thresholds, signs
from edge.reports.tables import TABLES, Names, brief
from tests.hall.test_ratings import finished
from tests.reports.test_report_figures import Watched
from tests.support.halls import house

FEW = Thresholds(least=5)


@pytest.fixture
def hall() -> Watched:
    return Watched(house())


def visit(hall: Watched, window: int, level: int | None, *, after_s: float = 8.0) -> None:
    """Serve somebody, who rates after so many seconds, or lets the rating time out."""
    hall.take("social")
    hall.call(window)
    hall.do(c.Finish(window))
    hall.wait((61.0 if level is None else after_s) / 60)
    if level is not None:
        hall.do(c.PressRating(window, level))


def codes(hall: Watched, limits: Thresholds = FEW) -> list[tuple[str, int]]:
    return [(sign.code, sign.window) for sign in signs(hall.report(), limits)]


def test_ordinary_days_show_nothing(hall: Watched) -> None:
    for level in (5, 4, 5, 3, 5, None, 2, 5, None, 4):
        visit(hall, 1, level)
        visit(hall, 2, level)
    assert codes(hall) == []


def test_best_within_two_seconds_is_a_sign_and_best_after_reading_is_none(hall: Watched) -> None:
    for level in (5, 5, 5, 4, 4):
        visit(hall, 1, level, after_s=1.5)
        visit(hall, 2, level, after_s=2.5)
    assert codes(hall) == [("quick_best", 1)]
    assert signs(hall.report(), FEW) == [Sign("quick_best", 1, 0.6, 3)]


def test_quick_ratings_that_are_bad_are_no_sign_of_anything(hall: Watched) -> None:
    for _ in range(6):
        visit(hall, 1, 2, after_s=1)
    assert codes(hall) == []


def test_a_phones_rating_is_never_too_quick(hall: Watched) -> None:
    for _ in range(6):
        _, token = finished(hall)
        hall.do(c.Rate(token, 4, Channel.QR))
        _, token = finished(hall)
        hall.do(c.Rate(token, 5, Channel.QR))
    assert codes(hall) == []


def test_nothing_but_best_is_a_sign(hall: Watched) -> None:
    for _ in range(6):
        visit(hall, 1, 5)
        visit(hall, 2, 4)
    assert codes(hall) == [("all_best", 1)]


def test_a_window_where_hardly_anybody_answers_stands_out_only_beside_others_who_do(hall: Watched) -> None:
    for _ in range(6):
        visit(hall, 1, None)
    assert codes(hall) == []
    for _ in range(12):
        visit(hall, 2, 4)
    assert ("unanswered", 1) in codes(hall)


def test_ratings_that_come_from_one_window_only_stand_out(hall: Watched) -> None:
    for _ in range(6):
        visit(hall, 1, 4)
        visit(hall, 2, None)
        visit(hall, 2, None)
    assert ("only_here", 1) in codes(hall)


def test_keys_with_nothing_to_rate_are_counted_by_window(hall: Watched) -> None:
    visit(hall, 1, 4)
    for _ in range(6):
        hall.do(c.PressRating(1, 5))
    assert codes(hall) == [("stray_keys", 1)]


def test_visits_that_are_finished_before_anybody_could_rate_are_counted(hall: Watched) -> None:
    for _ in range(6):
        hall.take("social")
        hall.call(1)
        hall.do(c.Finish(1))
        hall.wait(0.1)
    assert ("cut_short", 1) in codes(hall)


def test_a_window_with_few_ratings_is_not_judged(hall: Watched) -> None:
    for _ in range(6):
        visit(hall, 1, 5, after_s=1)
    assert codes(hall, Thresholds()) == []
    assert codes(hall, replace(FEW, least=7)) == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_table_says_what_it_is_and_why_it_may_matter(hall: Watched, language: str) -> None:
    for _ in range(20):
        visit(hall, 1, 5, after_s=1)
    rows = list(TABLES["coercion"](hall.report(), Names(language=language)))
    assert [(row["window"], row["share"], row["count"]) for row in rows] == [(1, 100.0, 20), (1, 100.0, 20)]
    assert all(not str(row["sign"]).startswith("sign.") for row in rows)
    assert all(len(str(row["explanation"])) > 20 for row in rows)
    assert brief(hall.report())["signs"] == [
        {"sign": "quick_best", "window": 1, "count": 20},
        {"sign": "all_best", "window": 1, "count": 20},
    ]

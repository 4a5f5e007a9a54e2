"""How evenly the work falls on windows with the same skills."""

import pytest

from edge.hall import commands as c
from edge.hall.heat import RECENT, heat, index_of
from tests.hall.test_zones_and_windows import serve, two_zones


def test_windows_of_the_same_skills_are_compared_and_no_others() -> None:
    here = two_zones()
    here.take("estate")
    serve(here, 6, 10)
    (group,) = heat(here.hall, here.now)
    assert (group.services, sorted(one.window for one in group.windows)) == (("social", "tax"), [1, 2, 5])


def test_heat_is_the_busiest_over_the_idlest() -> None:
    here = two_zones()
    for window, minutes in ((1, 30), (2, 15), (5, 15)):
        here.do(c.CallNumber(window, here.take().id, "test"))
        here.wait(minutes)
        here.do(c.Finish(window))
    (group,) = heat(here.hall, here.now)
    assert [(one.window, one.zone, one.utilisation) for one in group.windows] == [
        (1, "A", 0.5),
        (2, "A", 0.25),
        (5, "B", 0.25),
    ]
    assert index_of((group,)) == 2


def test_an_idle_window_makes_the_heat_great_and_still_a_number() -> None:
    here = two_zones()
    here.do(c.CallNumber(1, here.take().id, "test"))
    here.wait(20)
    assert index_of(heat(here.hall, here.now)) == 100


def test_what_was_of_late_may_be_even_while_the_day_is_not() -> None:
    here = two_zones()
    here.do(c.CallNumber(1, here.take().id, "test"))
    here.wait(30)
    here.do(c.Finish(1))
    for window in (1, 2, 5):
        here.do(c.CallNumber(window, here.take().id, "test"))
    here.wait(90)
    assert index_of(heat(here.hall, here.now, RECENT)) == 1
    assert index_of(heat(here.hall, here.now)) == pytest.approx(4 / 3)


def test_a_window_that_has_hardly_been_open_says_nothing() -> None:
    here = two_zones()
    assert heat(here.hall, here.now) == ()
    assert index_of(()) is None
    here.wait(20)
    here.do(c.CloseWindow(2))
    here.do(c.ChangeWindow(6, serves=("social", "tax")))
    here.do(c.CloseWindow(6))
    assert {one.window for group in heat(here.hall, here.now) for one in group.windows} == {1, 2, 5, 6}
    here.wait(120)
    recent = heat(here.hall, here.now, RECENT)
    assert {one.window for group in recent for one in group.windows} == {1, 5}

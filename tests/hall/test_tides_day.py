"""Tidal windows over the day: closing days and windows, several advices, restarts."""

from dataclasses import replace

import pytest

from edge.hall import commands as c
from edge.hall.events import (
    TideAdvised,
)
from edge.hall.restore import restore
from edge.hall.tide_rule import review
from tests.support.tidal_hall import TIDES, accept, breathe, crowd, drain, tidal_house


def test_a_closed_day_forgets_advice_and_gives_windows_back_what_they_serve() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    accept(here)
    here.take("estate")
    here.do(c.CloseDay())
    assert here.hall.window(6).serves == ("social", "tax", "estate")
    assert here.hall.state.tides.advised == {}
    assert breathe(here) == []


def test_a_window_closed_by_hand_gets_its_services_back_too() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    accept(here)
    here.do(c.CloseWindow(6, "shift_end"))
    assert here.hall.window(6).serves == ("social", "tax", "estate")
    assert here.hall.state.tides.lent == {}


def test_what_somebody_changed_since_is_left_alone() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    accept(here)
    here.do(c.ChangeWindow(6, ("tax",), ()))
    here.do(c.CloseWindow(6, "shift_end"))
    assert here.hall.window(6).serves == ("tax",)


def test_one_advice_for_one_service_at_a_time() -> None:
    here = tidal_house()
    crowd(here, people=30)
    breathe(here)
    assert len(here.hall.state.tides.advised) == 1


def test_the_oldest_wait_does_not_open_one_window_after_the_other() -> None:
    here = tidal_house(replace(TIDES, open_over_s=7200))
    here.do(c.ChangeWindow(7, ("social",)))
    crowd(here, people=1)
    here.wait(26)
    breathe(here)
    accept(here)
    assert breathe(here) == []
    here.wait(11)
    assert isinstance(breathe(here)[0], TideAdvised)


@pytest.mark.parametrize("answer", ["none", "accepted", "closing"])
def test_a_restart_in_the_middle_repeats_nothing(answer: str) -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    if answer == "accepted":
        accept(here)
        breathe(here)
    if answer == "closing":
        here.do(c.OpenWindow(6))
        breathe(here)
        here.do(c.ChangeWindow(6, ("social",)))
        drain(here, 1, 2, 6)
        here.wait(31)
        here.do(c.CallNumber(6, here.take().id, "test"))
        breathe(here)
        accept(here)
    again = restore(here.hall.plan, here.hall.state)
    assert list(review(again, here.now)) == list(review(here.hall, here.now)) == []


def test_before_the_windows_open_nobody_is_sent_to_a_tidal_one() -> None:
    here = tidal_house()
    for number in (1, 2):
        here.do(c.CloseWindow(number))
    assert here.do(c.Take(("social",)))["windows"] == [1, 2]
    assert here.do(c.Take(("estate",)))["windows"] in ([6], [7])  # nobody else serves it

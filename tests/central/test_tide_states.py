"""Advice about tidal windows as central sees it: retained while nobody has answered, cleared afterwards."""

from datetime import timedelta

from edge.central.state import hall_states
from edge.central.topics import Topics
from edge.hall import commands as c
from tests.support.tidal_hall import breathe, crowd, tidal_house

TOPICS = Topics("demo-001")


def test_an_unanswered_advice_is_a_state_of_its_window() -> None:
    here = tidal_house()
    crowd(here)
    assert TOPICS.tide(6) not in hall_states(TOPICS, here.hall, here.now)
    breathe(here)
    told = hall_states(TOPICS, here.hall, here.now)[TOPICS.tide(6)]
    assert (told["id"], told["window"], told["way"], told["why"]) == ("2026-11-23/tide-1", 6, "open", "expected")
    assert told["before_s"] > told["after_s"]
    assert told["service"] == "social"


def test_it_is_gone_once_somebody_has_answered() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    here.do(c.AcceptTide("2026-11-23/tide-1", "central"))
    told = hall_states(TOPICS, here.hall, here.now + timedelta(seconds=1))
    assert TOPICS.tide(6) not in told
    assert told[TOPICS.window(6)]["state"] == "open"

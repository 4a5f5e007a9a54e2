"""Advice about tidal windows on the supervisor's page, and what the other screens show once a window has opened."""

from dataclasses import replace

import pytest

from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.terms import Role, WindowState
from edge.hall.tide_rule import review
from edge.hall.tides import Tides
from edge.web.plan import ScreenKind as K
from tests.web.hall_at_work import PLAN, HallAtWork, Stage
from tests.web.test_web_views import shown
from tests.web.visiting import visiting

TIDAL = 3


def crowded() -> Stage:
    """Return a hall with so many people that a tidal window is advised."""
    windows = tuple(replace(one, role=Role.TIDAL) if one.number == TIDAL else one for one in PLAN.windows)
    serves = tuple(replace(one, serves=("social", "medical")) if one.number == TIDAL else one for one in windows)
    stage = Stage(HallAtWork(Hall(replace(PLAN, windows=serves, tides=Tides(windows=(TIDAL,))))))
    stage.commands.do(c.OpenDay())
    for number in (1, 2, 5):
        stage.commands.do(c.OpenWindow(number))
    for _ in range(12):
        stage.take("social")
    advise(stage)
    return stage


def advise(stage: Stage) -> None:
    """Play the adviser's part."""
    for name, command in tuple(review(stage.commands.hall, stage.commands.now())):
        stage.commands.do(command, name)


def test_the_supervisor_sees_which_window_and_what_it_would_do() -> None:
    section = shown(crowded(), K.SUPERVISOR)["tides"]
    (advice,) = section["advised"]
    assert (advice["window"], advice["way"], advice["name"], advice["waiting"]) == (TIDAL, "open", "社会保险", 12)
    assert advice["after_min"] < advice["before_min"]
    assert section["people"][0] == {"code": "1024", "name": "李明"}


@pytest.mark.real_time
async def test_the_supervisor_accepts_and_is_named() -> None:
    stage = crowded()
    (advice,) = shown(stage, K.SUPERVISOR)["tides"]["advised"]
    async with visiting(stage) as visitor:
        asked = {"advice": advice["advice"], "by": "nobody"}
        assert (await visitor.act("/supervisor/", "accept_tide", **asked))[1]["code"] == "unknown_clerk"
        status, answer = await visitor.act("/s/duty-desk-secret-01/", "accept_tide", **asked | {"by": "1024"})
        assert (status, answer["window"]) == (200, TIDAL)
        assert (await visitor.act("/supervisor/", "decline_tide", **asked | {"by": ""}))[1]["code"] == "unknown_tide"
    assert stage.commands.hall.window(TIDAL).state is WindowState.OPEN
    assert shown(stage, K.SUPERVISOR)["tides"]["advised"] == []


@pytest.mark.real_time
async def test_whoever_declines_without_a_name_is_the_screen() -> None:
    stage = crowded()
    (advice,) = shown(stage, K.SUPERVISOR)["tides"]["advised"]
    async with visiting(stage) as visitor:
        assert (await visitor.act("/s/duty-desk-secret-01/", "decline_tide", advice=advice["advice"]))[0] == 200
    advise(stage)
    assert shown(stage, K.SUPERVISOR)["tides"]["advised"] == []
    assert stage.commands.hall.state.tides.quiet


def test_the_board_of_the_zone_tells_that_a_window_has_opened() -> None:
    stage = crowded()
    assert shown(stage, K.BOARD)["opened"] == []
    (advice,) = stage.commands.hall.state.tides.advised.values()
    stage.commands.do(c.AcceptTide(advice.id, "1024"))
    assert shown(stage, K.BOARD)["opened"] == [
        {"window": TIDAL, "services": {"zh": ["社会保险"], "en": ["Social insurance"]}}
    ]


def test_a_hall_without_tidal_windows_says_so() -> None:
    assert shown(Stage(), K.SUPERVISOR)["tides"]["windows"] == []

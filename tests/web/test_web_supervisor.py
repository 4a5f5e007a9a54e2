"""What the supervisor of the hall sees, and may do."""

from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.terms import Channel, TicketState
from edge.web.plan import ScreenKind as K
from edge.web.views.complaints import key_of
from tests.web.hall_at_work import open_stage
from tests.web.test_web_views import shown
from tests.web.visiting import visiting


def test_the_supervisor_sees_windows_queues_and_who_is_unsure() -> None:
    stage = open_stage()
    for _ in range(3):
        stage.take("social")
    stage.commands.do(c.Next(1))
    taken = stage.commands.do(c.Take(("tax",), dispenser="door"))
    stage.commands.do(c.ReportPrintFault(taken["ticket"], 1, "silent"))
    stage.commands.do(c.LapseOffer(taken["ticket"]))
    state = shown(stage, K.SUPERVISOR)
    windows = {one["number"]: one for one in state["windows"]}
    assert (windows[1]["ticket"], windows[1]["clerk"], windows[6]["state"]) == ("A001", "李明", "closed")
    queues = {one["code"]: one for one in state["queues"]}
    assert (queues["social"]["waiting"], queues["social"]["windows"]) == (2, [1, 2])
    assert queues["social"]["oldest"]
    assert queues["estate"]["windows"] == []
    assert [one["number"] for one in state["unsure"]["tickets"]] == ["C001"]


def test_the_supervisor_is_told_nothing_of_ratings() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    (rating,) = stage.commands.hall.state.ratings
    before = shown(stage, K.SUPERVISOR)["windows"]
    stage.commands.do(c.Rate(stage.commands.tokens[rating], 1, Channel.TABLET, ("115",)))
    assert shown(stage, K.SUPERVISOR)["windows"] == before


def test_a_bad_rating_reaches_the_supervisor_late_and_without_who_gave_it() -> None:
    stage = open_stage()
    start = stage.commands.now()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    (rating,) = stage.commands.hall.state.ratings
    quiet = shown(stage, K.SUPERVISOR)
    stage.commands.do(c.Rate(stage.commands.tokens[rating], 1, Channel.TABLET, ("115",), "等了一小时"))
    assert shown(stage, K.SUPERVISOR) == quiet
    stage.commands.now = lambda: start + timedelta(minutes=16)
    complaints = shown(stage, K.SUPERVISOR)["complaints"]
    (told,) = complaints["ratings"]
    assert (told["window"], told["level"], told["tags"]["zh"]) == (1, 1, ["服务态度差效率低"])
    body = str(told)
    assert not any(secret in body for secret in ("A001", "1024", "李明", "等了一小时"))


@pytest.mark.real_time
async def test_the_supervisor_settles_a_bad_rating_with_a_word_about_it() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    stage.commands.do(c.PressRating(1, 1))
    (alert,) = stage.commands.hall.state.alerts.values()
    key = key_of(alert)
    async with visiting(stage) as visitor:
        assert (await visitor.act("/supervisor/", "settle_rating", key=key, note=" "))[0] == 400
        assert (await visitor.act("/supervisor/", "settle_rating", key=key, note="已回访"))[0] == 200
        assert (await visitor.act("/clerk/1/", "settle_rating", key=key, note="没有的事"))[0] == 400
    assert stage.commands.hall.state.alerts == {}


@pytest.mark.real_time
async def test_the_supervisor_says_who_holds_an_unsure_number_and_who_does_not() -> None:
    stage = open_stage()
    for _ in range(2):
        taken = stage.commands.do(c.Take(("social",), dispenser="door"))
        stage.commands.do(c.ReportPrintFault(taken["ticket"], 1, "silent"))
        stage.commands.do(c.LapseOffer(taken["ticket"]))
    async with visiting(stage) as visitor:
        assert (await visitor.act("/supervisor/", "confirm", ticket="A001"))[0] == 200
        assert (await visitor.act("/s/duty-desk-secret-01/", "void", ticket="A002"))[0] == 200
        assert (await visitor.act("/supervisor/", "confirm", ticket="A002"))[1]["code"] == "ticket_not_unsure"
        assert (await visitor.act("/supervisor/", "next"))[0] == 400
    states = [ticket.state for ticket in stage.commands.hall.state.tickets.values()]
    assert states == [TicketState.WAITING, TicketState.VOID]

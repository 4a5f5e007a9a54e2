"""What a touch does, and how it is answered."""

import asyncio
import json
from uuid import uuid4

import pytest

from edge.hall import commands as c
from edge.hall.terms import TicketClass, TicketState
from tests.web.hall_at_work import PERSON, Stage, open_stage
from tests.web.visiting import visiting


@pytest.mark.real_time
async def test_a_touch_takes_a_ticket_once_however_often_it_is_sent() -> None:
    async with visiting(open_stage()) as visitor:
        tap = str(uuid4())
        taps = [visitor.act("/ticket/", "take", tap, services=["social"]) for _ in range(5)]
        answers = await asyncio.gather(*taps)
        assert {(status, answer["number"]) for status, answer in answers} == {(200, "A001")}
        assert visitor.stage.commands.ids.count(f"screen/ticket-door/{tap}") == 1
        assert (await visitor.act("/ticket/", "take", services=["social"]))[1]["number"] == "A002"


@pytest.mark.real_time
async def test_a_refusal_is_409_with_a_stable_code_and_both_languages() -> None:
    async with visiting(open_stage()) as visitor:
        status, answer = await visitor.act("/clerk/1/", "next")
        assert (status, answer["code"]) == (409, "nobody_waiting")
        assert set(answer["message"]) == {"zh", "en"}
        assert answer["message"]["zh"] != answer["message"]["en"] != ""


@pytest.mark.real_time
async def test_a_refused_tap_is_decided_again() -> None:
    async with visiting(open_stage()) as visitor:
        tap = str(uuid4())
        assert (await visitor.act("/clerk/1/", "next", tap))[0] == 409
        visitor.stage.take("social")
        assert (await visitor.act("/clerk/1/", "next", tap))[0] == 200


@pytest.mark.real_time
async def test_a_journal_that_cannot_keep_is_503() -> None:
    async with visiting(open_stage()) as visitor:
        visitor.stage.commands.is_broken = True
        status, answer = await visitor.act("/ticket/", "take", services=["social"])
        assert (status, answer["code"]) == (503, "journal_broken")


@pytest.mark.real_time
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"[]",
        b'{"do": "take", "services": ["social"]}',
        b'{"do": "take", "id": "short", "services": ["social"]}',
        b'{"do": "take", "id": "00000000-0000-0000-0000-000000000000", "services": []}',
        b'{"do": "take", "id": "00000000-0000-0000-0000-000000000000", "services": ["a"], "person": {}}',
        b'{"do": "fly", "id": "00000000-0000-0000-0000-000000000000"}',
    ],
)
async def test_nonsense_is_400_and_does_nothing(body: bytes) -> None:
    async with visiting(open_stage()) as visitor:
        before = visitor.stage.commands.seq
        headers = {"Content-Type": "application/json"}
        async with visitor.session.post("/ticket/api/act", data=body, headers=headers) as answer:
            assert answer.status == 400
            assert (await answer.json())["code"] == "bad_args"
        assert visitor.stage.commands.seq == before


@pytest.mark.real_time
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 400),
        ({"Content-Type": "application/json", "Origin": "http://evil.example"}, 400),
        ({"Content-Type": "application/json"}, 200),
    ],
)
async def test_only_our_own_pages_may_post(headers: dict[str, str], status: int) -> None:
    body = b'{"do": "take", "id": "00000000-0000-0000-0000-000000000000", "services": ["social"]}'
    async with (
        visiting(open_stage()) as visitor,
        visitor.session.post("/ticket/api/act", data=body, headers=headers) as answer,
    ):
        assert answer.status == status


@pytest.mark.real_time
async def test_a_body_that_is_too_large_is_413() -> None:
    async with visiting(open_stage()) as visitor:
        body = b'{"do": "' + b"x" * 20_000
        headers = {"Content-Type": "application/json"}
        async with visitor.session.post("/ticket/api/act", data=body, headers=headers) as answer:
            assert answer.status == 413
        assert (await visitor.get("/healthz"))[0] == 200


@pytest.mark.real_time
async def test_a_card_goes_with_the_services_that_need_one_only() -> None:
    stage = open_stage()
    async with visiting(stage) as visitor:
        stage.cards.lay("door")
        _, social = await visitor.act("/ticket/", "take", services=["social"])
        assert stage.commands.hall.ticket(social["ticket"]).person is None
        assert stage.cards.person_at("door") == PERSON
        _, household = await visitor.act("/ticket/", "take", services=["household"])
        assert stage.commands.hall.ticket(household["ticket"]).person == PERSON
        assert stage.cards.person_at("door") is None
        status, answer = await visitor.act("/ticket/", "take", services=["household"])
        assert (status, answer["code"]) == (409, "card_needed")


@pytest.mark.real_time
async def test_the_green_channel_names_its_reason() -> None:
    async with visiting(open_stage()) as visitor:
        _, answer = await visitor.act("/ticket/", "take", services=["social"], reason="elderly")
        ticket = visitor.stage.commands.hall.ticket(answer["ticket"])
        assert (ticket.ticket_class, ticket.reason) == (TicketClass.PRIORITY, "elderly")
        assert (await visitor.act("/ticket/", "take", services=["social"], reason="important"))[0] == 400


@pytest.mark.real_time
@pytest.mark.parametrize(("what", "state"), [("accept", TicketState.WAITING), ("give_up", TicketState.VOID)])
async def test_an_offered_number_is_taken_or_given_up(what: str, state: TicketState) -> None:
    stage = open_stage()
    async with visiting(stage) as visitor:
        _, taken = await visitor.act("/ticket/", "take", services=["social"])
        stage.commands.do(c.ReportPrintFault(taken["ticket"], 1, "paper_out"))
        assert (await visitor.act("/ticket/", what, ticket=taken["ticket"]))[0] == 200
        assert stage.commands.hall.ticket(taken["ticket"]).state is state


@pytest.mark.real_time
async def test_a_dispenser_does_not_touch_tickets_of_another() -> None:
    stage = open_stage()
    stage.commands.do(c.Take(("social",)))
    ticket = stage.commands.hall.ticket("A001")
    ticket.dispenser = "other"
    async with visiting(stage) as visitor:
        status, answer = await visitor.act("/ticket/", "give_up", ticket=ticket.id)
        assert (status, answer["code"]) == (409, "unknown_ticket")


@pytest.mark.real_time
async def test_a_whole_visit_from_the_clerks_page() -> None:
    stage = open_stage()
    stage.take("social")
    stage.take("social")
    async with visiting(stage) as visitor:
        base = "/clerk/1/"
        assert (await visitor.act(base, "next"))[1]["number"] == "A001"
        assert (await visitor.act(base, "recall"))[0] == 200
        assert (await visitor.act(base, "start"))[0] == 200
        assert (await visitor.act(base, "park", reason="补充材料"))[0] == 200
        assert (await visitor.act(base, "call_number", ticket="A002", reason="急事急办"))[0] == 200
        assert (await visitor.act(base, "miss", reason="多次呼叫未到"))[0] == 200
        assert (await visitor.act(base, "reinstate", ticket=_id(stage, "A002")))[0] == 200
        assert (await visitor.act(base, "resume", ticket=_id(stage, "A001")))[0] == 200
        assert (await visitor.act(base, "next"))[1]["number"] == "A001"
        assert (await visitor.act(base, "transfer", ticket=_id(stage, "A001"), service="tax", reason="取错号"))[
            0
        ] == 200
        assert (await visitor.act(base, "next"))[1]["number"] == "A002"
        assert (await visitor.act(base, "finish", outcome="accepted"))[0] == 200
        assert (await visitor.act(base, "pause", reason="午休"))[0] == 200
        assert (await visitor.act(base, "open"))[0] == 200
        assert (await visitor.act(base, "sign_out"))[0] == 200
        assert (await visitor.act(base, "sign_in", clerk="1031"))[0] == 200
        assert (await visitor.act(base, "close"))[0] == 200


def _id(stage: Stage, number: str) -> str:
    return stage.commands.hall.ticket(number).id


@pytest.mark.real_time
async def test_a_rating_needs_the_pads_token_and_tags_of_its_level() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    token = stage.commands.tokens[f"{stage.commands.hall.state.day}/A001#1"]
    async with visiting(stage) as visitor:
        base = "/s/pad-secret-0001/"
        assert (await visitor.act(base, "rate", token="0" * 32, level=5))[0] == 409
        assert (await visitor.act(base, "rate", token=token, level=6))[0] == 400
        assert (await visitor.act(base, "rate", token=token, level=1, tags=["207"]))[0] == 409
        assert (await visitor.act(base, "rate", token=token, level=1, tags=["110", "115"]))[0] == 200
        assert (await visitor.act(base, "rate", token=token, level=5))[1]["code"] == "already_rated"


@pytest.mark.real_time
async def test_the_technician_tries_devices_and_opens_the_day() -> None:
    stage = open_stage()
    async with visiting(stage) as visitor:
        base = "/technician/"
        assert (await visitor.act(base, "test", device="printer-1"))[0] == 200
        assert (await visitor.act(base, "restart", device="nothing"))[1]["code"] == "unknown_device"
        assert stage.devices.asked == [("printer-1", "test")]
        assert (await visitor.act(base, "close_day"))[0] == 200
        assert (await visitor.act(base, "close_day"))[1]["code"] == "day_not_open"


@pytest.mark.real_time
async def test_the_technician_settles_only_what_a_person_must_look_at() -> None:
    stage = open_stage()
    stage.commands.do(c.RaiseProblem("clock_jumped", "clock"))
    stage.commands.do(c.RaiseProblem("paper_out", "printer-1"))
    async with visiting(stage) as visitor:
        base = "/technician/"
        assert (await visitor.act(base, "settle", code="clock_jumped", place="clock"))[0] == 200
        assert (await visitor.act(base, "settle", code="paper_out", place="printer-1"))[1]["code"] == "problem_unknown"
    assert list(stage.commands.hall.state.problems) == [("paper_out", "printer-1")]


@pytest.mark.real_time
async def test_a_ticket_is_found_by_its_number_and_nothing_of_a_person_with_it() -> None:
    stage = open_stage()
    stage.take("social")
    stage.take("household", person=PERSON)
    async with visiting(stage) as visitor:
        status, body, headers = await visitor.get("/kiosk/api/where?number=h001")
        assert json.loads(body)["standing"]["zh"] == "前面没有人，请留意叫号"
        assert status == 200
        assert '"ahead": 0' in body
        assert "1234" not in body
        assert headers["Cache-Control"] == "no-store"
        assert (await visitor.get("/kiosk/api/where?number=Z999"))[0] == 409
        assert (await visitor.get("/board/A/api/where?number=A001"))[0] == 404


@pytest.mark.real_time
async def test_health_tells_what_does_not_answer() -> None:
    stage = open_stage()
    async with visiting(stage) as visitor, visitor.session.get("/healthz") as answer:
        assert (answer.status, (await answer.json())["is_well"]) == (200, True)
        assert answer.headers["Cache-Control"] == "no-store"
    stage.vitals = {"journal": False, "engine": True}
    async with visiting(stage) as visitor, visitor.session.get("/ticket/api/health") as answer:
        body = await answer.json()
        assert (answer.status, body["is_well"], body["journal"]) == (503, False, False)


@pytest.mark.real_time
async def test_every_answer_forbids_what_pages_do_not_need() -> None:
    async with visiting(open_stage()) as visitor:
        for path in ("/ticket/", "/ticket/ui/shared/shared.js", "/healthz", "/nowhere", "/s/wrong/"):
            _, _, headers = await visitor.get(path)
            policy = headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert "Set-Cookie" not in headers

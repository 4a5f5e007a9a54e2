"""What each screen is shown."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from edge.hall import commands as c
from edge.hall.tags import Tag, TagList
from edge.hall.terms import Channel, TicketClass
from edge.ports import SlotStatus
from edge.web.access import Place
from edge.web.memory import TAIL, Memory
from edge.web.plan import ScreenKind
from edge.web.qr import qr_path
from edge.web.scene import Census, Scene
from edge.web.views import VIEWS
from tests.web.hall_at_work import PERSON, Stage, open_stage

K = ScreenKind
PLACES = {
    K.TICKET: Place(K.TICKET, "ticket", dispenser="door"),
    K.KIOSK: Place(K.KIOSK, "kiosk"),
    K.RATING: Place(K.RATING, "pad-1", window=1),
    K.BOARD: Place(K.BOARD, "board-A", zone="A"),
    K.CLERK: Place(K.CLERK, "clerk-1", window=1),
    K.SUPERVISOR: Place(K.SUPERVISOR, "supervisor"),
    K.TECHNICIAN: Place(K.TECHNICIAN, "technician"),
}


def shown(stage: Stage, kind: ScreenKind, memory: Memory | None = None, **more: Any) -> dict[str, Any]:
    """Return what a screen shows now."""
    memory = memory or Memory()
    scene = Scene(
        stage.room,
        stage.commands.now(),
        Census(stage.commands.hall),
        stage.devices.statuses(),
        stage.bridge.status(),
        tuple(memory.tail),
        **more,
    )
    return VIEWS[kind](scene, PLACES[kind])


@pytest.mark.parametrize("kind", list(ScreenKind))
def test_every_state_is_json_and_small(kind: ScreenKind) -> None:
    stage = open_stage()
    for _ in range(40):
        stage.take("social")
    body = json.dumps(shown(stage, kind), ensure_ascii=False)
    assert len(body.encode()) < 8_000


@pytest.mark.parametrize("kind", list(ScreenKind))
def test_every_state_can_be_shown_before_the_first_day(kind: ScreenKind) -> None:
    assert shown(Stage(), kind)["hall"] == "示范区政务服务中心"


@pytest.mark.parametrize("kind", list(ScreenKind))
def test_nothing_of_a_card_but_the_masked_name_at_its_own_dispenser(kind: ScreenKind) -> None:
    stage, memory = open_stage(), Memory()
    stage.commands.watch(memory.note)
    stage.cards.lay("door")
    stage.take("household", person=PERSON)
    stage.commands.do(c.Next(3))
    body = json.dumps(shown(stage, kind, memory), ensure_ascii=False)
    assert PERSON.key not in body
    assert PERSON.number_tail not in body
    assert (PERSON.name_masked in body) is (kind is ScreenKind.TICKET)


def test_the_ticket_screen_tells_people_ahead_and_who_serves() -> None:
    stage = open_stage()
    stage.take("social")
    rows = {row["code"]: row for row in shown(stage, K.TICKET)["services"]}
    assert rows["social"]["waiting"] == 1
    assert rows["social"]["is_served"]
    assert not rows["estate"]["is_served"]
    assert rows["household"]["needs_card"]


@pytest.mark.parametrize(
    ("state", "problem", "conditions", "shown_as"),
    [
        ("ready", "", set(), ("ready", "", False)),
        ("ready", "", {"paper_near_end"}, ("ready", "", True)),
        ("ready", "paper_out", set(), ("fault", "paper_out", False)),
        ("ready", "", {"cover_open", "paper_near_end"}, ("fault", "cover_open", True)),
        ("backoff", "silent", set(), ("missing", "silent", False)),
        ("absent", "", set(), ("missing", "", False)),
    ],
)
def test_the_ticket_screen_says_what_the_printer_says(
    state: str, problem: str, conditions: set[str], shown_as: tuple[str, str, bool]
) -> None:
    stage = open_stage()
    now = datetime.now(UTC)
    stage.devices.put(
        SlotStatus("printer-1", "printer.escpos", state, now, problem=problem, conditions=frozenset(conditions))
    )
    assert tuple(shown(stage, K.TICKET)["printer"].values()) == shown_as


def test_an_offered_number_stays_on_its_dispenser() -> None:
    stage = open_stage()
    taken = stage.commands.do(c.Take(("social",), dispenser="door"))
    stage.commands.do(c.ReportPrintFault(taken["ticket"], 1, "paper_out"))
    (ticket,) = shown(stage, K.TICKET)["tickets"]
    assert (ticket["state"], ticket["why"], ticket["number"]) == ("offered", "paper_out", "A001")
    assert ticket["qr"]["path"].startswith("M0 0.5h7")


def test_the_board_shows_the_newest_call_and_five_before_it() -> None:
    stage = open_stage()
    for _ in range(9):
        stage.take("social")
    for _ in range(8):
        stage.commands.do(c.Next(1))
    state = shown(stage, K.BOARD)
    assert state["current"]["number"] == "A008"
    assert [row["number"] for row in state["rows"]] == ["A007", "A006", "A005", "A004", "A003"]
    assert (state["current"]["state"], state["rows"][0]["state"]) == ("called", "over")


def test_the_board_of_a_zone_knows_nothing_of_another() -> None:
    stage = open_stage()
    stage.take("tax")
    stage.commands.do(c.Next(5))
    assert shown(stage, K.BOARD)["current"] is None


def test_the_board_tells_who_waits_here_that_another_zone_calls() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.CallNumber(5, "A001", "their own wish"))
    call = shown(stage, K.BOARD)["current"]
    assert (call["number"], call["window"], call["zone"]) == ("A001", 5, "B区 企业服务区")
    stage.commands.do(c.Recall(5))
    stage.take("social")
    stage.commands.do(c.Next(1))
    assert shown(stage, K.BOARD)["current"]["zone"] == ""


def test_a_recall_gives_a_call_a_new_key() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    before = shown(stage, K.BOARD)["current"]["key"]
    stage.commands.do(c.Recall(1))
    assert shown(stage, K.BOARD)["current"]["key"] != before


def test_a_ticket_that_was_called_twice_stands_once() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Miss(1, "未到"))
    stage.commands.do(c.Reinstate("A001"))
    stage.commands.do(c.CallNumber(2, "A001", "材料已补齐"))
    state = shown(stage, K.BOARD)
    assert (state["current"]["window"], state["rows"]) == (2, [])


def test_the_pad_shows_the_badge_and_then_the_open_rating_with_its_token() -> None:
    stage = open_stage()
    assert shown(stage, K.RATING)["rating"] is None
    assert shown(stage, K.RATING)["clerk"] == {
        "name": "李明", "number": "1024", "post": "综合受理岗", "department": "", "photo": "",
    }  # fmt: skip
    token = _finish(stage)
    assert shown(stage, K.RATING)["rating"]["token"] == token
    stage.commands.do(c.Rate(token, 5, Channel.TABLET))
    assert shown(stage, K.RATING)["rating"] is None


def test_no_other_screen_learns_of_a_rating() -> None:
    stage, memory = open_stage(), Memory()
    stage.commands.watch(memory.note)
    _finish(stage)
    before = {kind: shown(stage, kind) for kind in ScreenKind if kind is not K.RATING}
    token = stage.commands.tokens[f"{stage.commands.hall.state.day}/A001#1"]
    stage.commands.do(c.Rate(token, 1, Channel.TABLET, ("115",)))
    for kind, state in before.items():
        now = shown(stage, kind, memory)
        assert token not in json.dumps(now)
        if kind is not K.TECHNICIAN:  # whose journal tail names the event, without its answer
            assert now == state
    tail = [line for line in shown(stage, K.TECHNICIAN, memory)["tail"] if line["kind"] == "rating.given"]
    assert [line["facts"] for line in tail] == [""]


def _finish(stage: Stage) -> str:
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    return stage.commands.tokens[f"{stage.commands.hall.state.day}/A001#1"]


def test_the_clerk_learns_why_a_ticket_was_called() -> None:
    stage, memory = open_stage(), Memory()
    stage.commands.watch(memory.note)
    stage.take("social", ticket_class=TicketClass.PRIORITY, reason="elderly")
    stage.commands.do(c.CallNumber(1, "A001", "急事急办"))
    ticket = shown(stage, K.CLERK, memory)["ticket"]
    assert (ticket["class"], ticket["reason"]) == ("priority", "elderly")
    assert "急事急办" in ticket["why"]["zh"]


def test_the_clerk_sees_missed_parked_and_unsure() -> None:
    stage = open_stage()
    stage.take("social")
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Miss(1, "未到"))
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Start(1))
    stage.commands.do(c.Park(1, "补充材料"))
    taken = stage.commands.do(c.Take(("social",), dispenser="door"))
    stage.commands.do(c.ReportPrintFault(taken["ticket"], 1, "silent"))
    stage.commands.do(c.LapseOffer(taken["ticket"]))
    state = shown(stage, K.CLERK)
    lists = {name: [one["number"] for one in state[name]["tickets"]] for name in ("missed", "parked", "unsure")}
    assert lists == {"missed": ["A001"], "parked": ["A002"], "unsure": ["A003"]}


def test_the_technician_sees_state_age_and_what_to_do() -> None:
    stage = open_stage()
    now = datetime.now(UTC)
    stage.devices.put(
        SlotStatus("led-3", "display.onbon_bxk", "backoff", now, now, "silent", repair="Check the wires.")
    )
    slots: Mapping[str, Any] = {slot["name"]: slot for slot in shown(stage, K.TECHNICIAN)["slots"]}
    led = slots["led-3"]
    assert (led["state"], led["problem"]["code"], led["since"], led["heard"]) == (
        "backoff",
        "silent",
        now.isoformat(timespec="seconds"),
        now.isoformat(timespec="seconds"),
    )
    assert led["repair"]["zh"]
    assert led["problem"]["zh"] != led["problem"]["en"]


def test_the_technician_sees_which_screens_are_connected() -> None:
    screens = {
        one["name"]: one for one in shown(open_stage(), K.TECHNICIAN, watching={"pad-1": 1, "kiosk": 2})["screens"]
    }
    assert (screens["pad-1"]["streams"], screens["clerk-2"]["streams"], screens["kiosk"]["streams"]) == (1, 0, 2)
    assert screens["pad-1"]["is_paired"]
    assert not screens["loose"]["is_paired"]


def test_the_tail_is_bounded_and_says_nothing_that_was_typed() -> None:
    stage, memory = open_stage(), Memory()
    stage.commands.watch(memory.note)
    for number in range(TAIL + 5):
        stage.commands.do(c.PauseWindow(1, f"reason {number}"))
        stage.commands.do(c.OpenWindow(1))
    assert len(memory.tail) == TAIL
    assert "reason" not in str(memory.tail)
    assert memory.seq == stage.commands.seq


def test_a_qr_code_is_one_shape_with_its_three_corners() -> None:
    size, path = qr_path("demo-001:2026-11-22/A001")
    assert size in range(21, 58, 4)
    assert path.startswith("M0 0.5h7")
    assert f"M{size - 7} 0.5h7" in path


def test_the_pad_offers_the_reasons_of_the_list_that_is_used_now() -> None:
    stage = open_stage()
    assert {level: len(tags) for level, tags in shown(stage, K.RATING)["tags"]["levels"].items()} == {"2": 8, "1": 8}
    stage.commands.do(c.AdoptTags(TagList("2027", (Tag("201", 2, "排队时间太长"),))))
    tags = shown(stage, K.RATING)["tags"]
    assert tags == {
        "version": "2027",
        "levels": {"2": [{"code": "201", "zh": "排队时间太长", "en": "排队时间太长"}], "1": []},
    }


def test_a_card_that_cannot_be_read_is_told_at_its_dispenser() -> None:
    stage = open_stage()
    assert shown(stage, K.TICKET)["card_problem"] is None
    stage.cards.problems["door"] = "card_unreadable"
    assert shown(stage, K.TICKET)["card_problem"]["zh"].startswith("身份证")


def test_only_what_the_hall_cannot_see_the_end_of_is_settled_by_hand() -> None:
    stage = open_stage()
    stage.commands.do(c.RaiseProblem("journal_recovered", "journal"))
    stage.commands.do(c.RaiseProblem("paper_out", "printer-1"))
    problems = {one["code"]: one["is_settled_by_hand"] for one in shown(stage, K.TECHNICIAN)["problems"]}
    assert problems == {"journal_recovered": True, "paper_out": False}

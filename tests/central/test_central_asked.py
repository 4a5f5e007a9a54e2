"""Every command of the contract, as central writes it and as the hall understands it."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest

from edge.central.arguments import DeviceArgs, NoArgs, ResendArgs
from edge.central.requests import BESIDE, COMMANDS, read_command, read_request
from edge.hall import commands as c
from edge.hall.terms import Admission, Channel, FeedbackSource, FeedbackTopic, Outcome, Resolution, Role, TicketClass

PERSON_ARGS = {"name_masked": "张**", "number_tail": "1234", "age_band": "60-69", "sealed": "c2VhbGVk"}

DUE = datetime.fromisoformat("2026-11-23T17:00:00+08:00")

ASKED: list[tuple[str, dict[str, Any], object]] = [
    ("take", {"service": "social"}, c.Take(("social",))),
    (
        "take",
        {"services": ["social", "tax"], "class": "priority", "reason": "elderly", "dispenser": "door", "case": "K1"},
        c.Take(("social", "tax"), TicketClass.PRIORITY, "elderly", "door", case="K1"),
    ),
    ("take", {"appointment": "AP-7"}, c.Take((), appointment="AP-7")),
    (
        "take",
        {
            "service": "tax",
            "class": "appointment",
            "appointment": "AP-7",
            "slot": {"start": "2026-11-23T09:00:00+08:00", "end": "2026-11-23T17:00:00+08:00"},
        },
        c.Take(("tax",), TicketClass.APPOINTMENT, appointment="AP-7", slot=c.Slot(DUE - timedelta(hours=8), DUE)),
    ),
    ("take", {"theme": "shop"}, c.Take((), theme="shop")),
    ("take", {"service": "pickup", "case": "SL-7"}, c.Take(("pickup",), case="SL-7")),
    ("take", {"service": "tax", "appointment": "AP-7"}, c.Take(("tax",), appointment="AP-7")),
    (
        "take",
        {"service": "tax", "person": PERSON_ARGS},
        c.Take(("tax",), person=c.Person("张**", "1234", "60-69", "command:id-1", "c2VhbGVk")),
    ),
    ("call", {"window": 3}, c.Call(3)),
    ("next", {"window": 3}, c.Next(3)),
    ("call_number", {"window": 3, "ticket": "A012", "reason": "行动不便"}, c.CallNumber(3, "A012", "行动不便")),
    ("next", {"window": 3, "seen": "A012"}, c.Next(3, seen="A012")),
    ("recall", {"window": 3}, c.Recall(3)),
    ("recall", {"window": 3, "seen": "A012"}, c.Recall(3, "A012")),
    ("start", {"window": 3, "seen": "A012"}, c.Start(3, seen="A012")),
    ("miss", {"window": 3, "seen": "A012"}, c.Miss(3, seen="A012")),
    ("park", {"window": 3, "seen": "A012"}, c.Park(3, seen="A012")),
    ("finish", {"window": 3, "seen": "A012"}, c.Finish(3, seen="A012")),
    ("start", {"window": 3}, c.Start(3)),
    ("miss", {"window": 3, "reason": "not there"}, c.Miss(3, "not there")),
    ("park", {"window": 3, "reason": "补材料"}, c.Park(3, "补材料")),
    ("finish", {"window": 3}, c.Finish(3)),
    ("finish", {"window": 3, "outcome": "notice_given"}, c.Finish(3, Outcome.NOTICE_GIVEN)),
    ("reinstate", {"ticket": "2026-11-22/A012"}, c.Reinstate("2026-11-22/A012")),
    (
        "reinstate",
        {"ticket": "A012", "reason": "r", "is_late": True},
        c.Reinstate("A012", "r", is_late=True),
    ),
    ("resume", {"ticket": "A012"}, c.Resume("A012")),
    ("cancel", {"ticket": "A012", "reason": "left"}, c.Cancel("A012", "left")),
    ("reprint", {"ticket": "A012", "dispenser": "door"}, c.Reprint("A012", "door")),
    ("confirm", {"ticket": "A012"}, c.Confirm("A012")),
    ("void", {"ticket": "A012"}, c.Void("A012")),
    ("transfer", {"ticket": "A012", "service": "tax", "reason": "r"}, c.Transfer("A012", "r", service="tax")),
    ("transfer", {"ticket": "A012", "window": 4, "reason": "r"}, c.Transfer("A012", "r", window=4)),
    ("open_window", {"window": 3}, c.OpenWindow(3)),
    ("pause_window", {"window": 3, "reason": "午休"}, c.PauseWindow(3, "lunch")),
    ("pause_window", {"window": 3, "reason": "去修打印机"}, c.PauseWindow(3, "去修打印机")),
    ("close_window", {"window": 3}, c.CloseWindow(3)),
    ("change_window", {"window": 3, "serves": ["tax"]}, c.ChangeWindow(3, ("tax",), by="central")),
    ("change_window", {"window": 3, "role": "tidal"}, c.ChangeWindow(3, role=Role.TIDAL, by="central")),
    (
        "change_window",
        {"window": 3, "role": "consult", "also": ["deliver"], "by": "wang"},
        c.ChangeWindow(3, role=Role.CONSULT, also=(Role.DELIVER,), by="wang"),
    ),
    ("undo_change", {"window": 3}, c.UndoChange(3, "central")),
    (
        "change_service",
        {"service": "tax", "admission": "never", "reason": "停电"},
        c.ChangeService("tax", Admission.NEVER, "停电"),
    ),
    ("sign_in", {"window": 3, "clerk": "007"}, c.SignIn(3, "007")),
    ("sign_out", {"window": 3}, c.SignOut(3)),
    ("sign_out", {"window": 3, "clerk": "007"}, c.SignOut(3, "007")),
    ("open_day", {}, c.OpenDay()),
    ("close_day", {"reason": "停电"}, c.CloseDay("停电")),
    (
        "rate",
        {"token": "t", "level": 1, "tags": ["态度"], "text": "等太久", "channel": 3},
        c.Rate("t", 1, Channel.QR, ("态度",), "等太久"),
    ),
    (
        "feedback",
        {"topic": "attitude", "source": "phone", "text": "没人接电话", "ticket": "A012"},
        c.GiveFeedback(FeedbackTopic.ATTITUDE, FeedbackSource.PHONE, "没人接电话", "A012"),
    ),
    (
        "ack_rating",
        {"rating": "2026-11-22/A012#1", "by": "12345热线"},
        c.AckRating("2026-11-22/A012#1", "12345热线"),
    ),
    (
        "close_rating",
        {"rating": "2026-11-22/A012#1", "by": "12345热线", "note": "已整改"},
        c.CloseRating("2026-11-22/A012#1", "12345热线", "已整改"),
    ),
    ("accept_tide", {"advice": "2026-11-22/tide-1", "by": "12345"}, c.AcceptTide("2026-11-22/tide-1", "12345")),
    (
        "decline_tide",
        {"advice": "2026-11-22/tide-1", "by": "12345", "reason": "no clerk"},
        c.DeclineTide("2026-11-22/tide-1", "12345", "no clerk"),
    ),
    ("bind_case", {"ticket": "A012", "case": "K1"}, c.BindCase("A012", "K1")),
    ("set_deadline", {"case": "K1", "at": "2026-11-23T17:00:00+08:00"}, c.SetDeadline(DUE, "K1")),
    ("set_deadline", {"ticket": "A012", "at": None}, c.SetDeadline(None, ticket="A012")),
    (
        "close_unresolved",
        {"matter": "N001", "result": "referred", "note": "转医保局"},
        c.CloseUnresolved("N001", Resolution.REFERRED, "转医保局", "central"),
    ),
    ("ask_chief", {"window": 3, "department": "hrss"}, c.AskChief(3, "hrss")),
    ("answer_chief", {"request": "2026-11-22/chief/1"}, c.AnswerChief("2026-11-22/chief/1", "central")),
    ("note_region", {"ticket": "A012", "region": "510100"}, c.NoteRegion("A012", "510100")),
    (
        "take",
        {"service": "unresolved", "failed": "A012", "note": "系统报错", "region": "510100"},
        c.Take(("unresolved",), failed="A012", note="系统报错", region="510100"),
    ),
    ("device", {"name": "led-3", "action": "test"}, DeviceArgs(name="led-3", action="test")),
    ("snapshot", {}, NoArgs()),
    ("resend", {"from_seq": 7}, ResendArgs(from_seq=7)),
]


@pytest.mark.parametrize(("name", "args", "command"), ASKED)
def test_every_command_of_the_contract_is_understood(name: str, args: dict[str, Any], command: object) -> None:
    request = read_request(json.dumps({"id": "id-1", "args": args}).encode())
    assert read_command(name, request) == command


def test_the_table_above_leaves_no_command_out() -> None:
    assert {name for name, _, _ in ASKED} == {*COMMANDS, *BESIDE}


CONTRACT = {
    "take": "service services class reason dispenser person agent appointment case",
    "call": "window",
    "next": "window seen",
    "call_number": "window ticket reason",
    "recall start miss park": "window reason seen",
    "finish": "window outcome seen",
    "reinstate": "ticket reason is_late",
    "resume cancel reprint confirm void": "ticket reason",
    "transfer": "ticket service window reason",
    "open_window pause_window close_window": "window reason",
    "change_window": "window serves role",
    "sign_in sign_out": "window clerk",
    "open_day close_day snapshot": "",
    "rate": "token level tags text channel",
    "bind_case": "ticket case",
    "device": "name action",
    "resend": "from_seq",
}
"""The arguments by the names under which central's makers know them; there may be more, never fewer."""


@pytest.mark.parametrize(("names", "arguments"), CONTRACT.items())
def test_arguments_keep_the_names_of_the_contract(names: str, arguments: str) -> None:
    models = {name: model for name, (model, _) in COMMANDS.items()} | dict(BESIDE)
    for name in names.split():
        known = {field.alias or name for name, field in models[name].model_fields.items()}
        assert set(arguments.split()) <= known, name

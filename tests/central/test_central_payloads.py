"""What passes the door between hall and central, in both directions."""

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.central import answers
from edge.central.address import Address, parse_address
from edge.central.backoff import Backoff
from edge.central.payloads import BatchMessage, EventMessage, Happened, batch_bytes, event_bytes, plain
from edge.central.requests import BESIDE, COMMANDS, LARGEST_PAYLOAD, Request, read_command, read_id, read_request
from edge.central.topics import Topics
from edge.hall import events as e
from edge.hall.refusal import Refused
from edge.hall.terms import Rule, TicketClass
from tests.central.small_hall import PERSON

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
PERSON_ARGS = {"name_masked": "张**", "number_tail": "1234", "age_band": "60-69", "sealed": "c2VhbGVk"}

WRONG: list[tuple[str, Any, str, str]] = [
    ("call", {}, "bad_args", "window"),
    ("call", {"window": "3"}, "bad_args", "window"),
    ("call", {"window": True}, "bad_args", "window"),
    ("call", {"window": 3.5}, "bad_args", "window"),
    ("call", {"window": 0}, "bad_args", "window"),
    ("call", {"window": 3, "clerk": "x"}, "bad_args", "clerk"),
    ("take", {}, "bad_args", "args"),
    ("take", {"service": "a", "services": ["b"]}, "bad_args", "args"),
    ("take", {"services": []}, "bad_args", "services"),
    ("take", {"service": "a", "class": "vip"}, "bad_args", "class"),
    ("take", {"service": "a", "person": {"name": "张三丰"}}, "bad_args", "person.name_masked"),
    ("finish", {"window": 3, "outcome": "rejected"}, "bad_args", "outcome"),
    ("transfer", {"ticket": "A012", "reason": "r"}, "bad_args", "args"),
    ("rate", {"token": "t", "level": 6, "channel": 3}, "bad_args", "level"),
    ("rate", {"token": "t", "level": 1, "channel": 9}, "bad_args", "channel"),
    ("open_day", {"day": "tomorrow"}, "bad_args", "day"),
    ("resend", {"from_seq": 0}, "bad_args", "from_seq"),
    ("format_disk", {}, "unknown_command", "command"),
    ("", {}, "unknown_command", "command"),
]


@pytest.mark.parametrize(("name", "args", "code", "field"), WRONG)
def test_what_does_not_fit_is_refused_with_its_path(name: str, args: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refused) as caught:
        read_command(name, Request(id="1", args=args))
    assert (caught.value.code, field in caught.value.facts) == (code, True)
    assert "张三丰" not in str(caught.value.facts)


ENVELOPES: list[tuple[bytes, str, str]] = [
    (b"", "bad_args", ""),
    (b"{", "bad_args", ""),
    (b"\xff\xfe", "bad_args", ""),
    (b"[]", "bad_args", ""),
    (b"{}", "bad_args", ""),
    (b'{"id":""}', "bad_args", ""),
    (b'{"id":7}', "bad_args", ""),
    (b'{"id":"1","args":[]}', "bad_args", "1"),
    (b'{"id":"1","expires":"2026-11-22T09:30:00"}', "bad_args", "1"),
    (b'{"id":"1","reply":7}', "bad_args", "1"),
    (b'{"id":"1","args":{"a":"' + b"x" * LARGEST_PAYLOAD + b'"}}', "too_large", ""),
    (b"[" * 60_000, "bad_args", ""),
    (rb'{"id":"1","args":{"service":"\ud800"}}', "bad_args", ""),  # half a pair is no text
]


@pytest.mark.parametrize(("payload", "code", "command_id"), ENVELOPES, ids=range(len(ENVELOPES)))
def test_an_envelope_that_is_none_is_refused_and_its_id_found_if_there_is_one(
    payload: bytes, code: str, command_id: str
) -> None:
    with pytest.raises(Refused) as caught:
        read_request(payload)
    assert (caught.value.code, read_id(payload)) == (code, command_id)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted({*COMMANDS, *BESIDE, "nothing"})
KEYS = ["service", "services", "window", "ticket", "reason", "class", "person", "level", "channel", "tags", "from_seq"]


@given(name=st.sampled_from(NAMES), payload=st.binary(max_size=200))
def test_any_bytes_are_a_command_or_a_refusal(name: str, payload: bytes) -> None:
    _read(name, payload)


@given(
    name=st.sampled_from(NAMES),
    args=JSON | st.dictionaries(st.sampled_from(KEYS), JSON, max_size=5),
    extra=st.dictionaries(st.sampled_from(["reply", "expires", "v", "id"]), JSON, max_size=3),
)
def test_any_json_is_a_command_or_a_refusal(name: str, args: Any, extra: dict[str, Any]) -> None:
    _read(name, json.dumps({"id": "1", "args": args, **extra}).encode())


def _read(name: str, payload: bytes) -> None:
    with suppress(Refused):
        assert read_command(name, read_request(payload)) is not None
        return
    with pytest.raises(Refused) as caught:
        read_command(name, read_request(payload))
    answer = json.loads(answers.refused(read_id(payload), caught.value))
    assert answer["error"]["code"] in {"bad_args", "unknown_command", "too_large"}


def test_of_a_person_only_what_is_masked_or_sealed_goes_out() -> None:
    taken = e.TicketTaken("2026-11-22/A012", "A012", 12, ("social",), TicketClass.PRIORITY, person=PERSON, agent=PERSON)
    data = plain(taken)
    assert data["person"] == data["agent"] == PERSON_ARGS
    assert PERSON.key not in json.dumps(data)
    assert (data["class"], "ticket_class" in data) == ("priority", False)


def test_a_call_goes_out_with_its_whole_reason() -> None:
    reason = e.CallReason(Rule.SCORE, 340, 2.5, (e.Candidate("2026-11-22/A012", "social", "ordinary", 340, 2.5),))
    raw = event_bytes("demo-001", "e1", "ntp", Happened(7, AT, "key-1", e.TicketCalled("2026-11-22/A012", 3, reason)))
    message = EventMessage.model_validate_json(raw)
    assert (message.seq, message.at, message.cause, message.kind) == (7, AT, "key-1", "ticket.called")
    assert message.data["reason"]["candidates"][0]["line"] == "ordinary"


def test_several_events_in_one_message_are_what_they_are_singly() -> None:
    raw = [event_bytes("大厅", "e1", "ntp", Happened(n, AT, "c", e.DayOpened("2026-11-22"))) for n in (1, 2, 3)]
    batch = BatchMessage.model_validate_json(batch_bytes("大厅", raw))
    assert batch.hall == "大厅"
    assert [EventMessage.model_validate_json(each) for each in raw] == batch.events


def test_a_refusal_is_said_in_two_languages_with_its_facts() -> None:
    answer = json.loads(answers.refused("id-1", Refused("window_busy", window=3, ticket="A012")))
    assert answer == {
        "id": "id-1",
        "ok": False,
        "error": {
            "code": "window_busy",
            "message": "3 号窗口正在办理 A012。",
            "message_en": "Window 3 is busy with A012.",
            "fields": {"window": 3, "ticket": "A012"},
        },
    }


TOPICS = [
    (Topics("demo-001").event("ticket.called"), "hall/demo-001/event/ticket/called"),
    (Topics("demo-001").problem("paper_out", "printer-1"), "hall/demo-001/state/problem/paper_out/printer-1"),
    (Topics("d").problem("lost", "serial:///dev/ttyUSB0"), "hall/d/state/problem/lost/serial%3A%2F%2F%2Fdev%2FttyUSB0"),
    (Topics("demo-001").problem("clock_jumped", ""), "hall/demo-001/state/problem/clock_jumped/-"),
    (Topics("demo-001").queue("社保"), "hall/demo-001/state/queue/%E7%A4%BE%E4%BF%9D"),
    (Topics("a/+#").answer("1/2 #"), "hall/a%2F%2B%23/answer/1%2F2%20%23"),
]  # fmt: skip


@pytest.mark.parametrize(("topic", "expected"), TOPICS)
def test_names_become_levels_of_a_topic(topic: str, expected: str) -> None:
    assert topic == expected


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_name_breaks_out_of_its_level(code: str, place: str) -> None:
    topic = Topics("demo-001").problem(code, place)
    assert re.fullmatch(r"hall/demo-001/state/problem/[\w.~%-]+/[\w.~%-]+", topic)


@pytest.mark.parametrize(
    ("topic", "may"),
    [
        ("hall/demo-001/answer/1", True),
        ("hall/demo-001/desk/7", True),
        ("hall/demo-001/cmd/take", False),
        ("hall/demo-001/event/ticket/taken", False),
        ("hall/demo-001/status", False),
        ("hall/demo-001/reply/1", False),
        ("hall/other/answer/1", False),
        ("hall/demo-0011/answer/1", False),
        ("hall/demo-001/", False),
        ("hall/demo-001/desk//7", False),
        ("hall/demo-001/desk/+", False),
        ("hall/demo-001/desk/#", False),
        ("hall/demo-001/desk/\x00", False),
        ("hall/demo-001/desk/" + "x" * 600, False),
        ("$SYS/broker", False),
    ],
)
def test_answers_go_only_where_they_cannot_be_taken_for_something_else(topic: str, may: bool) -> None:
    assert Topics("demo-001").may_answer_to(topic) is may


def test_an_address_is_read_with_its_port_and_log_in() -> None:
    assert parse_address("mqtt://10.0.0.5") == Address("10.0.0.5", 1883)
    assert parse_address("mqtts://hall:p%40ss@broker.example:8884") == Address(
        "broker.example", 8884, is_secure=True, user="hall", password="p@ss"
    )
    assert "p@ss" not in repr(parse_address("mqtts://hall:p%40ss@broker.example"))


@pytest.mark.parametrize("url", ["", "10.0.0.5", "http://10.0.0.5", "mqtt://", "mqtt://host:99999"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_address(url)


def test_the_back_off_doubles_to_a_minute_with_full_jitter() -> None:
    longest = Backoff(lambda: 1.0)
    assert [longest.next_s() for _ in range(8)] == [1, 2, 4, 8, 16, 32, 60, 60]
    longest.reset()
    assert longest.next_s() == 1
    assert [Backoff(lambda: 0.0).next_s() for _ in range(3)] == [0, 0, 0]


def test_a_call_is_told_with_its_sentence_beside_the_data() -> None:
    reason = e.CallReason(Rule.CEILING, 1900, line="ordinary", ticket_class=TicketClass.ORDINARY, limit_s=1800)
    happened = Happened(7, AT, "c1", e.TicketCalled("2026-11-22/A012", 3, reason))
    data = json.loads(event_bytes("demo-001", "e1", "ntp", happened))["data"]
    assert data["reason"]["rule"] == "ceiling"
    assert data["reason"]["class"] == "ordinary"
    assert data["why"] == "A012 已等候 31 分钟，超过普通类 30 分钟上限"
    assert data["why_en"] == "A012 has waited 31 min: over the limit of 30 min for ordinary tickets"

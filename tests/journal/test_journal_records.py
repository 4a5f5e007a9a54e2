"""Entries as they are written down."""

import json
from dataclasses import fields
from datetime import datetime
from functools import reduce
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.hall.events import CallReason, Candidate, DayOpened, Event, TicketCalled
from edge.hall.state import HallState, Problem
from edge.hall.terms import Rule
from edge.journal.errors import NotUnderstood
from edge.journal.hall_records import read_hall, write_hall
from edge.journal.records import read_entries, write_entry
from edge.ports import Entry
from tests.journal.entries import MORNING, entry
from tests.support.halls import house

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)  # half a surrogate pair is no text
st.register_type_strategy(str, TEXT)
ANSWERS = st.dictionaries(TEXT, st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), TEXT), max_size=3)
EVENTS = st.one_of([st.from_type(kind) for kind in get_args(Event)])
TIMES = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.timezones())  # noqa: DTZ001 - bounds are bare


def is_finite(event: Event) -> bool:
    """Whether its numbers are such as the rules can make."""
    return "nan" not in repr(event) and "inf" not in repr(event)


@given(
    st.lists(EVENTS.filter(is_finite), min_size=1, max_size=4),
    TIMES,
    TEXT,
    st.binary(min_size=16, max_size=16),
    ANSWERS,
)
def test_any_entry_comes_back_as_it_was(
    events: list[Event], at: datetime, command_id: str, chance: bytes, answer: dict[str, object]
) -> None:
    before = Entry(1, at, command_id, chance, tuple(events), answer)
    (after,) = read_entries([write_entry(before)])
    assert after == before
    assert after.at.utcoffset() == at.utcoffset()
    assert [type(event) for event in after.events] == [type(event) for event in events]


@given(EVENTS.filter(is_finite))
def test_every_field_of_an_event_is_written_beside_its_kind_and_version(event: Event) -> None:
    (stored,) = json.loads(write_entry(Entry(1, MORNING, "c", bytes(16), (event,))))["events"]
    assert stored.pop("kind") == f"{event.kind}/1"
    assert set(stored) == {field.name for field in fields(event)}


def test_an_entry_as_it_lies_on_the_disk() -> None:
    """Changing what this says breaks every journal in the field."""
    reason = CallReason(Rule.SCORE, 60, 1.5, (Candidate("2026-11-23/A001", "social", "ordinary", 60, 1.5),))
    before = Entry(
        7, MORNING, "clerk-9", bytes(range(16)), (TicketCalled("2026-11-23/A001", 3, reason),), {"window": 3}
    )
    stored = (
        '{"seq":7,"at":"2026-11-23T08:30:00+08:00","command":"clerk-9","chance":"000102030405060708090a0b0c0d0e0f",'
        '"events":[{"kind":"ticket.called/1","ticket":"2026-11-23/A001","window":3,"reason":{"rule":"score",'
        '"waited_s":60,"score":1.5,"candidates":[{"ticket":"2026-11-23/A001","service":"social","line":"ordinary",'
        '"waited_s":60,"score":1.5,"is_secondary":false}],"passed_over":[],"note":""}}],"answer":{"window":3}}'
    )
    since = {
        '"is_secondary":false}': '"is_secondary":false,"ticket_class":null,"due_in":0,"is_elsewhere":false}',
        '"note":""}': '"note":"","line":"","ticket_class":null,"limit_s":0,"is_continuing":false,"is_resumed":false,'
        '"is_stranded":false}',
    }
    written = reduce(lambda text, field: text.replace(field, since[field]), since, stored)
    assert write_entry(before).decode() == written
    assert read_entries([written.encode()]) == read_entries([stored.encode()]) == [before]


def test_fields_of_a_newer_version_are_passed_over() -> None:
    stored = json.loads(write_entry(entry(1)))
    stored["mood"] = "good"
    stored["events"][0]["colour"] = "red"
    assert read_entries([json.dumps(stored).encode()]) == [entry(1)]


def test_fields_that_an_older_version_did_not_know_have_their_defaults() -> None:
    stored = json.loads(write_entry(entry(1)))
    del stored["events"][0]["zone"]
    assert read_entries([json.dumps(stored).encode()]) == [entry(1)]


@pytest.mark.parametrize("kind", ["ticket.levitated/1", "day.opened/2", "day.opened"])
def test_an_unknown_kind_is_reported_by_name(kind: str) -> None:
    stored = write_entry(Entry(1, MORNING, "c", bytes(16), (DayOpened("2026-11-23"),)))
    with pytest.raises(NotUnderstood, match=f"kind {kind}, which"):
        read_entries([stored.replace(b"day.opened/1", kind.encode())])


def test_what_does_not_fit_is_reported_without_its_content() -> None:
    stored = write_entry(entry(1)).replace(b'"serial":1', b'"serial":"Zhang San"')
    with pytest.raises(NotUnderstood, match="serial") as report:
        read_entries([stored])
    assert "Zhang" not in str(report.value)


def test_a_hall_at_work_comes_back_from_its_snapshot() -> None:
    work = house()
    for _ in range(6):
        work.take("social")
    work.take("tax", "estate")
    work.call(1)
    work.wait(3)
    work.call(1)
    work.call(2)
    work.hall.state.problems[("paper_out", "printer-1")] = Problem("paper_out", "printer-1", MORNING)
    answers = {"clerk-9": (MORNING, {"number": "A001", "ahead": 3})}
    assert read_hall(write_hall(work.hall.state, answers)) == (work.hall.state, answers)


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"version":2,"state":{}}', b'{"version":1,"state":{"day":3}}'])
def test_a_snapshot_of_another_kind_is_none(raw: bytes) -> None:
    assert read_hall(raw) is None


def test_an_empty_hall_has_a_snapshot_too() -> None:
    assert read_hall(write_hall(HallState(), {})) == (HallState(), {})

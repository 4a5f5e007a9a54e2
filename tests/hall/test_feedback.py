"""Complaints and suggestions beside ratings: taken from anybody, with a receipt, and nothing of a person in clear."""

from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.events import FeedbackGiven
from edge.hall.terms import FeedbackSource as Source
from edge.hall.terms import FeedbackTopic as Topic
from tests.support.halls import house


def test_each_has_a_receipt_and_a_new_day_begins_at_one() -> None:
    here = house()
    for receipt in ("T001", "T002"):
        assert here.do(c.GiveFeedback(Topic.WAITING, Source.KIOSK))["receipt"] == receipt
    here.do(c.CloseDay())
    assert here.do(c.GiveFeedback(Topic.OTHER, Source.KIOSK))["receipt"] == "T003"  # after hours, too
    here.now += timedelta(days=1)
    here.do(c.OpenDay())
    assert here.do(c.GiveFeedback(Topic.WAITING, Source.KIOSK))["receipt"] == "T001"


def test_a_paper_card_says_something_and_its_numbers_are_taken_out() -> None:
    here = house()
    ticket = here.take()
    assert here.refuses(c.GiveFeedback(Topic.ATTITUDE, Source.PAPER)) == "reason_needed"
    assert here.refuses(c.GiveFeedback(Topic.ATTITUDE, Source.PAPER, "x" * 501)) == "bad_args"
    assert here.refuses(c.GiveFeedback(Topic.ATTITUDE, Source.PAPER, "等太久", "Z999")) == "unknown_ticket"
    here.do(c.GiveFeedback(Topic.ATTITUDE, Source.PAPER, "等太久，电话13800001234", ticket.number))
    event = here.events[-1]
    assert isinstance(event, FeedbackGiven)
    assert (event.ticket, event.text, event.is_masked) == (ticket.id, "等太久，电话***********", True)


def test_before_the_first_day_there_is_nobody_to_complain_to() -> None:
    assert house(is_open=False).refuses(c.GiveFeedback(Topic.OTHER, Source.KIOSK)) == "day_not_open"


@pytest.mark.parametrize("shown", [repr(c.GiveFeedback(Topic.OTHER, Source.PAPER, "张三", contact="sealed-words"))])
def test_what_was_said_is_in_no_repr(shown: str) -> None:
    assert "张三" not in shown
    assert "sealed-words" not in shown

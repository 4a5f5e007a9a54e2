"""A city's day through the real engine; `make campaign` plays all of its 16,000 tickets at 250 windows."""

import pytest

from edge.hall.terms import Rule, TicketClass
from edge.rehearsal import Result, city, draw_day, rehearse
from edge.rehearsal.result import groups
from tests.support.campaign import campaign_rounds

TICKETS = campaign_rounds(600, 16_000)
WINDOWS = campaign_rounds(10, 250)


@pytest.fixture(scope="module")
def city_day() -> Result:
    return rehearse(draw_day(city(tickets=TICKETS, windows=WINDOWS), 1))


def test_nobody_is_lost_no_number_comes_twice_and_every_promise_is_kept(city_day: Result) -> None:
    assert city_day.broken == ()  # read all over again every 500 entries, and at every call for those over the ceiling
    assert city_day.counts["ticket.taken"] == TICKETS
    assert city_day.counts["ticket.finished"] + city_day.counts["ticket.expired"] == TICKETS
    assert len({wait.ticket for wait in city_day.waits}) == TICKETS
    assert (dict(city_day.refused), dict(city_day.uncalled)) == ({}, {})


def test_windows_help_out_and_the_green_channel_waits_least(city_day: Result) -> None:
    assert {Rule.SCORE, Rule.SPILL} <= {wait.rule for wait in city_day.waits}
    mean_s = {
        kind: sum(wait.waited_s for wait in waits) / len(waits)
        for (service, kind), waits in groups(city_day).items()
        if not service
    }
    assert mean_s[TicketClass.PRIORITY] < mean_s[TicketClass.APPOINTMENT] < mean_s[TicketClass.ORDINARY]

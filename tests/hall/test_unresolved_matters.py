"""What could not be done (办不成事): bound to the ticket that failed, with a clock of its own, closed with a result."""

from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.events import ReminderRaised, TicketTaken, UnresolvedClosed, UnresolvedOpened
from edge.hall.hall import Hall
from edge.hall.sessions import Session
from edge.hall.terms import Outcome, Resolution, TicketState, Timer
from tests.hall.test_roles import hall_with_roles
from tests.support.halls import House, house, watched

MATTER = "2026-11-23/A001#1"


def failed() -> House:
    """A hall where A001 could not be done at window 1, five minutes after it was taken."""
    here = House(Hall(watched()))
    here.do(c.OpenDay())
    for number in (1, 2, 3, 4):
        here.do(c.OpenWindow(number))
    here.do(c.SignIn(1, "0012"))
    here.take()
    here.wait(5)
    here.call(1)
    answer = here.do(c.Finish(1, Outcome.UNRESOLVED))
    assert answer["report"] == "N001"
    return here


def test_a_failed_leg_goes_on_at_the_window_for_it_with_the_same_arrival() -> None:
    here = failed()
    report = here.hall.ticket("N001")
    assert (report.state, report.failed) == (TicketState.WAITING, "2026-11-23/A001")
    assert report.arrived_at == here.hall.ticket("A001").arrived_at
    opened = next(event for event in here.events if isinstance(event, UnresolvedOpened))
    assert (opened.matter, opened.failed, opened.ticket) == (MATTER, "2026-11-23/A001", "2026-11-23/N001")
    assert (opened.window, opened.clerk, opened.service, opened.department) == (1, "0012", "social", "hrss")
    assert here.call(4) == "N001"


def test_serving_the_report_does_not_close_it_and_failing_again_opens_no_second() -> None:
    here = failed()
    here.call(4)
    here.do(c.Finish(4, Outcome.UNRESOLVED))
    assert list(here.hall.state.unresolved) == [MATTER]
    assert sum(isinstance(event, TicketTaken) for event in here.events) == 2


def test_a_citizen_reports_with_the_number_of_the_ticket_that_failed() -> None:
    here = failed()
    assert here.refuses(c.Take(("unresolved",), failed="A001")) == "already_reported"
    assert here.refuses(c.Take(("unresolved",), failed="A099")) == "unknown_ticket"
    here.take("tax")
    here.do(c.Take(("unresolved",), failed="B001", note="材料被退两次，我的电话 13812345678"))
    matter = here.hall.state.unresolved["2026-11-23/B001#1"]
    assert (matter.ticket, matter.service) == ("2026-11-23/N002", "tax")
    assert "138" not in matter.reason


def test_a_citizen_may_report_without_any_number() -> None:
    here = failed()
    here.do(c.Take(("unresolved",)))
    assert here.hall.state.unresolved["2026-11-23/N002#1"].failed == ""


def test_a_ticket_that_is_sent_to_the_window_is_a_report_of_itself() -> None:
    here = hall_with_roles()
    here.take("social")
    here.call(1)
    here.do(c.Transfer("A001", "difficult", service="unresolved"))
    matter = here.hall.state.unresolved[MATTER]
    assert matter.failed == matter.ticket == "2026-11-23/A001"


def test_where_no_window_is_for_it_the_clock_runs_all_the_same() -> None:
    here = house()
    here.take()
    here.call(1)
    assert here.do(c.Finish(1, Outcome.UNRESOLVED))["report"] == ""
    assert here.hall.state.unresolved[MATTER].ticket == ""


def test_the_clock_reminds_before_and_when_it_has_run_out_and_stops_with_a_result() -> None:
    here = failed()
    here.call(4)
    here.do(c.Finish(4))
    here.wait(89)
    assert not here.hall.state.reminders
    here.wait(1)
    assert [(one.timer, one.is_over) for one in here.hall.state.reminders.values()] == [(Timer.UNRESOLVED_NEAR, False)]
    here.wait(30)
    assert Timer.UNRESOLVED_OVER in {one.timer for one in here.hall.state.reminders.values()}
    here.do(c.CloseUnresolved("N001", Resolution.RESOLVED, by="0012"))
    closed = next(event for event in here.events if isinstance(event, UnresolvedClosed))
    assert (closed.matter, closed.is_overdue, closed.spent_s) == (MATTER, True, 7200)
    here.wait(1)
    assert not here.hall.state.reminders
    assert here.refuses(c.CloseUnresolved("N001", Resolution.RESOLVED)) == "matter_closed"


@pytest.mark.parametrize("result", [Resolution.EXPLAINED, Resolution.REFERRED])
def test_what_was_explained_or_passed_on_says_how(result: Resolution) -> None:
    here = failed()
    assert here.refuses(c.CloseUnresolved(MATTER, result)) == "reason_needed"
    here.do(c.CloseUnresolved(MATTER, result, "转市场监管局企业注册科"))
    assert here.hall.state.unresolved[MATTER].result is result


def test_the_clock_runs_in_the_sessions_of_the_day_and_rests_overnight() -> None:
    here = House(Hall(watched()))
    here.do(c.OpenDay())
    morning = here.now
    sessions = (
        Session(morning, morning + timedelta(hours=1)),
        Session(morning + timedelta(hours=3), morning + timedelta(minutes=200)),
    )
    here.do(c.PlanDay(sessions))
    here.do(c.Take(("unresolved",)))
    here.wait(300)  # an hour in the morning, twenty minutes in the afternoon
    assert not [event for event in here.events if isinstance(event, ReminderRaised) and "unres" in event.timer.value]
    here.do(c.CloseDay())
    matter = here.hall.state.unresolved["2026-11-23/N001#1"]
    assert (matter.spent_s, matter.running_since) == (80 * 60, None)
    here.now += timedelta(hours=18)
    here.do(c.OpenDay())
    here.wait(11)
    assert [one.timer for one in here.hall.state.reminders.values()] == [Timer.UNRESOLVED_NEAR]
    here.wait(30)
    assert len(here.hall.state.reminders) == 2


def test_a_closed_report_is_gone_the_next_morning_and_an_open_one_is_not() -> None:
    here = failed()
    here.do(c.Take(("unresolved",)))
    here.do(c.CloseUnresolved(MATTER, Resolution.WITHDRAWN))
    here.do(c.CloseDay())
    here.now += timedelta(days=1)
    here.do(c.OpenDay())
    assert list(here.hall.state.unresolved) == ["2026-11-23/N002#1"]


def test_a_clerk_asks_for_the_chief_of_the_department_once_until_somebody_goes() -> None:
    here = failed()
    here.take()
    here.call(1)
    asked = here.do(c.AskChief(1))
    request = here.hall.state.chief_requests[asked["request"]]
    assert (request.department, request.chief, request.ticket) == ("hrss", "0012", "2026-11-23/A002")
    assert here.refuses(c.AskChief(1)) == "chief_already_asked"
    here.do(c.AnswerChief(request.id, "supervisor"))
    assert (request.answered_by, request.answered_at) == ("supervisor", here.now)
    assert here.refuses(c.AnswerChief(request.id)) == "chief_not_asked"
    assert here.refuses(c.AskChief(2)) == "unknown_department"


def test_a_ticket_of_another_region_carries_it() -> None:
    here = hall_with_roles()
    here.do(c.Take(("cross",), region="510100"))
    assert here.hall.ticket("M001").region == "510100"
    here.do(c.NoteRegion("M001", "330106"))
    assert here.hall.ticket("M001").region == "330106"
    assert here.refuses(c.NoteRegion("M001", "四川")) == "bad_args"
    assert here.refuses(c.Take(("cross",), region="51")) == "bad_args"

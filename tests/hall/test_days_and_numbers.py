"""The business day, numbers that never come twice, and what a restart or a clock must not change."""

from datetime import timedelta

from edge.hall import commands as c
from edge.hall.events import DayClosed, DayOpened
from edge.hall.policy import Policy
from edge.hall.terms import TicketState
from tests.support.halls import house, person


def test_numbers_rise_by_one_for_each_prefix() -> None:
    here = house()
    taken = [here.take(service).number for service in ("social", "tax", "social", "tax", "social")]
    assert taken == ["A001", "B001", "A002", "B002", "A003"]


def test_nothing_is_taken_before_the_day_is_open() -> None:
    here = house(is_open=False)
    assert here.refuses(c.Take(("social",))) == "day_not_open"
    assert here.refuses(c.OpenWindow(1)) == "day_not_open"


def test_opening_the_same_day_again_goes_on_with_its_numbers() -> None:
    here = house()
    here.take()
    here.do(c.CloseDay("by mistake"))
    here.do(c.OpenDay())
    assert here.take().number == "A002"


def test_a_new_day_begins_at_one() -> None:
    here = house()
    here.take()
    here.do(c.CloseDay())
    here.now += timedelta(days=1)
    here.do(c.OpenDay())
    assert here.take().id == "2026-11-24/A001"


def test_a_day_left_open_by_a_power_cut_is_closed_before_the_next() -> None:
    here = house()
    left = here.take()
    here.now += timedelta(days=1)
    here.do(c.OpenDay())
    assert left.state is TicketState.EXPIRED
    kinds = [event for event in here.events if isinstance(event, DayClosed | DayOpened)]
    assert kinds[1:] == [DayClosed("2026-11-23", "left_open"), DayOpened("2026-11-24")]


def test_a_clock_set_back_never_opens_an_earlier_day() -> None:
    here = house()
    here.take()
    here.do(c.CloseDay())
    here.now -= timedelta(days=3)
    here.do(c.OpenDay())
    assert here.take().id == "2026-11-23/A002"


def test_closing_the_day_expires_what_is_open_and_closes_windows() -> None:
    here = house()
    waiting, served = here.take(), here.take()
    here.do(c.CallNumber(1, served.id, "test"))
    here.do(c.CloseDay())
    assert {waiting.state, served.state} == {TicketState.EXPIRED}
    assert all(window.state.value == "closed" and window.ticket is None for window in here.hall.state.windows.values())


def test_a_hall_may_keep_its_waiting_tickets_overnight() -> None:
    here = house(Policy(keeps_tickets_overnight=True))
    kept = here.take()
    here.do(c.CloseDay())
    here.now += timedelta(days=1)
    here.do(c.OpenDay())
    here.do(c.OpenWindow(1))
    assert here.call(1) == kept.number


def test_numbers_leap_ahead_after_a_mended_journal() -> None:
    here = house()
    here.take()
    here.do(c.ReportRecovery("e2", 3))
    assert here.take().number == "A052"
    assert here.take("tax").number == "B051"


def test_numbers_leap_ahead_when_the_whole_journal_was_lost() -> None:
    here = house(is_open=False)
    here.do(c.ReportRecovery("e2", 0))
    here.do(c.OpenDay())
    assert here.take().number == "A051"


def test_one_open_ticket_for_person_and_service() -> None:
    here = house()
    here.do(c.Take(("social",), person=person()))
    assert here.refuses(c.Take(("social",), person=person())) == "already_waiting"
    here.do(c.Take(("tax",), person=person()))
    here.do(c.Take(("social",), person=person(), agent=person("k2")))
    here.do(c.Cancel("A001"))
    here.do(c.Take(("social",), person=person()))


def test_a_service_that_needs_a_card_asks_for_it_at_the_dispenser() -> None:
    here = house()
    assert here.refuses(c.Take(("estate",), dispenser="door")) == "card_needed"
    here.do(c.Take(("estate",), dispenser="door", person=person()))


def test_next_finishes_what_was_never_started_as_served_unless_the_clerk_says_missed() -> None:
    here = house()
    first, second, third = here.take(), here.take(), here.take()
    here.call(1)
    here.do(c.Next(1))
    assert first.state is TicketState.DONE
    here.do(c.Next(1, is_missed=True))
    assert second.state is TicketState.MISSED
    assert third.state is TicketState.CALLED
    assert here.do(c.Next(1))["code"] == "nobody_waiting"
    assert here.refuses(c.Next(1)) == "nobody_waiting"


def test_recalls_are_limited_and_then_a_miss_needs_no_reason() -> None:
    here = house()
    here.take()
    here.call(1)
    assert here.refuses(c.Miss(1)) == "reason_needed"
    for _ in range(3):
        here.do(c.Recall(1))
    assert here.refuses(c.Recall(1)) == "recall_limit"
    here.do(c.Miss(1))


def test_a_window_without_a_start_key_starts_by_itself() -> None:
    here = house()
    ticket = here.take("estate")
    here.do(c.Next(3))
    here.wait(0.3)
    assert ticket.state.value == "called"
    here.do(c.Recall(3))
    here.wait(0.3)  # 36 seconds after the call, 18 after the recall
    assert ticket.state.value == "called"
    here.wait(0.1)
    assert here.hall.ticket(ticket.id).state.value == "serving"


def test_the_four_times_of_a_leg_are_kept() -> None:
    here = house()
    ticket = here.take()
    here.wait(5)
    here.call(1)
    here.wait(1)
    here.do(c.Start(1))
    here.wait(7)
    here.do(c.Park(1))
    here.wait(11)
    here.do(c.Resume(ticket.id))
    here.wait(2)
    here.call(1)
    here.do(c.Finish(1))
    leg = ticket.legs[0]
    assert [leg.waiting_s, leg.walking_s, leg.serving_s, leg.parked_s] == [420, 60, 420, 660]


def test_problems_are_raised_once_and_cleared_once() -> None:
    here = house()
    here.do(c.RaiseProblem("paper_out", "printer-1"))
    assert here.refuses(c.RaiseProblem("paper_out", "printer-1")) == "problem_known"
    here.do(c.ClearProblem("paper_out", "printer-1"))
    assert here.refuses(c.ClearProblem("paper_out", "printer-1")) == "problem_unknown"

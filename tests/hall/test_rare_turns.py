"""What happens seldom and must be right all the same: itineraries, paused windows, nights, mended journals."""

from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.events import TicketCalled
from edge.hall.order import choose
from edge.hall.policy import Policy
from edge.hall.refusal import Refused
from edge.hall.terms import Rule, TicketState
from tests.support.halls import House, house, person

TOMORROW = timedelta(days=1)


def reason_of(here: House) -> TicketCalled:
    event = here.events[-1]
    assert isinstance(event, TicketCalled)
    return event


def test_next_calls_the_same_person_again_where_their_next_leg_is_served_here_and_nobody_else_waits() -> None:
    here = house()
    ticket = here.take("social", "tax")
    here.call(2)
    here.do(c.Next(2))
    assert (ticket.state, ticket.service, ticket.window) == (TicketState.CALLED, "tax", 2)


@pytest.mark.parametrize("other", ["tax", "social"])
@pytest.mark.parametrize("wait", [1, 40])
def test_next_with_a_further_leg_calls_whom_finish_and_call_would(other: str, wait: int) -> None:
    houses = house(), house()
    for here in houses:
        here.take("social", "tax")
        here.wait(1)
        here.call(2)
        here.take(other)
        here.take("tax")
        here.wait(wait)
    houses[0].do(c.Next(2))
    houses[1].do(c.Finish(2))
    houses[1].do(c.Call(2))
    together, apart = (reason_of(here) for here in houses)
    assert together.ticket == apart.ticket
    assert together.reason.rule is apart.reason.rule


def test_a_further_leg_that_this_window_does_not_serve_waits_elsewhere() -> None:
    here = house()
    ticket = here.take("social", "tax")
    here.call(1)
    assert here.do(c.Next(1))["code"] == "nobody_waiting"
    assert ticket.state is TicketState.WAITING
    assert here.call(2) == ticket.number


def test_nobody_waits_for_ever_for_a_window_that_is_paused() -> None:
    here = house()
    bound, other = here.take(), here.take()
    here.call(1)
    here.do(c.Transfer(bound.id, "needs the clerk there", window=2))
    here.do(c.PauseWindow(2, "lunch"))
    here.wait(20)
    assert here.call(1) == other.number
    here.do(c.Finish(1))
    here.wait(5)
    assert here.refuses(c.Call(1)) == "nobody_waiting"
    here.wait(6)
    assert here.call(1) == bound.number
    assert reason_of(here).reason.rule is Rule.CEILING


def test_who_is_bound_to_an_open_window_is_left_to_it() -> None:
    here = house()
    bound = here.take()
    here.call(1)
    here.do(c.Transfer(bound.id, "needs the clerk there", window=2))
    here.wait(60)
    assert here.refuses(c.Call(1)) == "nobody_waiting"


def test_a_returned_ticket_that_is_kept_overnight_is_not_put_back_by_the_count_of_yesterday() -> None:
    here = house(Policy(keeps_tickets_overnight=True))
    for _ in range(20):
        here.take()
        here.call(1)
    returned = here.take()
    here.call(1)
    here.do(c.Next(1, is_missed=True))
    here.do(c.Reinstate(returned.id))
    here.do(c.CloseDay())
    here.now += TOMORROW
    here.do(c.OpenDay())
    here.do(c.OpenWindow(1))
    others = [here.take().number for _ in range(5)]
    assert [here.call(1) for _ in range(4)] == [*others[:3], returned.number]


def test_a_number_that_somebody_still_holds_from_yesterday_is_left_out() -> None:
    here = house(Policy(keeps_tickets_overnight=True))
    served, kept = here.take(), here.take()
    here.do(c.Cancel(served.id))
    here.do(c.CloseDay())
    here.now += TOMORROW
    here.do(c.OpenDay())
    assert [here.take().number for _ in range(3)] == ["A001", "A003", "A004"]
    assert here.hall.ticket("A002") is kept


def test_numbers_go_on_past_three_digits() -> None:
    here = house()
    for _ in range(998):
        here.take()
    assert [here.take().number for _ in range(3)] == ["A999", "A1000", "A1001"]


def test_a_mended_journal_leaps_also_where_the_same_day_is_opened_again() -> None:
    here = house()
    here.take()
    here.do(c.CloseDay("noon"))
    here.do(c.ReportRecovery("e2", 1))
    here.do(c.OpenDay())
    assert here.take().number == "A052"


def test_a_mended_journal_that_lost_the_mornings_opening_leaps_in_the_day_that_is_opened_again() -> None:
    here = house()
    here.take()  # yesterday, left open
    here.now += TOMORROW
    here.do(c.ReportRecovery("e2", 40))
    here.do(c.OpenDay())
    assert here.take().id == "2026-11-24/A051"
    here.now += TOMORROW
    here.do(c.OpenDay())
    assert here.take().id == "2026-11-25/A001"


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "20261124"])
def test_a_day_that_is_no_date_is_refused(day: str) -> None:
    assert house().refuses(c.OpenDay(day)) == "bad_args"


def test_an_open_rating_takes_a_key_for_as_long_as_it_is_open() -> None:
    here = house(Policy(rating_open_s=600, late_press_s=120))
    here.take()
    here.call(1)
    here.do(c.Finish(1))
    here.wait(5)
    here.do(c.PressRating(1, 5))


def test_a_key_before_the_leg_is_finished_rates_nothing() -> None:
    here = house()
    here.take()
    here.call(1)
    assert here.do(c.PressRating(1, 5)) == {"taken": False}


def test_a_rating_box_that_fails_after_the_press_changes_nothing() -> None:
    here = house()
    ticket = here.take()
    here.call(1)
    here.do(c.Finish(1))
    here.do(c.PressRating(1, 2))
    assert here.refuses(c.FailRating(f"{ticket.id}#1", "silent")) == "rating_closed"


def test_whoever_was_transferred_may_not_hold_a_second_ticket_for_the_new_service() -> None:
    here = house()
    here.do(c.Take(("social",), person=person()))
    here.call(1)
    here.do(c.Transfer("A001", "wrong line", "tax"))
    assert here.refuses(c.Take(("tax",), person=person())) == "already_waiting"
    here.do(c.Take(("social",), person=person()))


def test_a_finished_leg_does_not_keep_a_person_from_coming_again() -> None:
    here = house()
    here.do(c.Take(("social", "tax"), person=person()))
    assert here.refuses(c.Take(("social",), person=person())) == "already_waiting"
    here.call(1)
    here.do(c.Finish(1))
    here.do(c.Take(("social",), person=person()))
    assert here.refuses(c.Take(("tax",), person=person())) == "already_waiting"


def test_a_second_reprint_makes_the_first_ones_outcome_old_news() -> None:
    here = house(has_printer=True)
    ticket = here.take()
    here.do(c.ReportPrinted(ticket.id, 1, "proven"))
    here.do(c.Reprint(ticket.id))
    here.do(c.Reprint(ticket.id))
    assert here.refuses(c.ReportPrintFault(ticket.id, 2, "paper_out")) == "ticket_not_printing"
    assert here.refuses(c.ReportPrinted(ticket.id, 2, "proven")) == "ticket_not_printing"
    here.do(c.ReportPrinted(ticket.id, 3, "proven"))
    assert ticket.state is TicketState.WAITING


@pytest.mark.parametrize("days", [0, 1])
def test_a_printers_word_after_the_close_of_day_is_refused(days: int) -> None:
    here = house(has_printer=True)
    ticket = here.take()
    here.do(c.CloseDay())
    here.now += days * TOMORROW
    if days:
        here.do(c.OpenDay())
    with pytest.raises(Refused):
        here.do(c.ReportPrinted(ticket.id, 1, "proven"))


def test_an_offer_is_settled_by_whoever_is_first() -> None:
    here = house(has_printer=True)
    for first, late in ((c.AcceptOffer, c.LapseOffer), (c.LapseOffer, c.AcceptOffer)):
        ticket = here.take()
        here.do(c.ReportPrintFault(ticket.id, 1, "silent"))
        here.do(first(ticket.id))
        assert here.refuses(late(ticket.id)) == "ticket_not_offered"


def test_a_window_that_nobody_could_be_called_to_chooses_nobody() -> None:
    here = house()
    here.take("tax")
    assert choose(here.hall, here.hall.window(1), here.now) is None

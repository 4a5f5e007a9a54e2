"""Printed, offered, void or unsure; and ratings that only citizens give."""

from edge.hall import commands as c
from edge.hall.decide.ratings import hash_of, token_of
from edge.hall.events import RatingGiven, RatingIgnored, RatingOpened
from edge.hall.terms import Channel, RatingState, TicketState
from tests.support.halls import House, house


def open_rating(here: House) -> tuple[RatingOpened, str]:
    """Serve somebody at window 1; return the rating that opened, and its token."""
    here.take()
    here.call(1)
    chance = here.chance.randbytes(16)
    here.chance.randbytes = lambda _count: chance  # type: ignore[method-assign, assignment]  # this one draw must be known
    here.do(c.Finish(1))
    opened = here.events[-1]
    assert isinstance(opened, RatingOpened)
    return opened, token_of(chance, opened.rating)


def test_an_untouched_offer_becomes_unsure_and_is_never_called() -> None:
    here = house(has_printer=True)
    ticket = here.take()
    here.do(c.ReportPrintFault(ticket.id, 1, "paper_out"))
    here.wait(0.9)
    assert ticket.state.value == "offered"
    here.wait(0.2)
    assert ticket.state.value == "unsure"
    assert here.refuses(c.Call(1)) == "nobody_waiting"
    here.do(c.Confirm(ticket.id))
    assert here.call(1) == ticket.number


def test_a_printers_late_word_about_an_offered_ticket_changes_nothing() -> None:
    here = house(has_printer=True)
    ticket = here.take()
    here.do(c.ReportPrintFault(ticket.id, 1, "silent"))
    assert here.refuses(c.ReportPrinted(ticket.id, 1, "proven")) == "ticket_not_printing"


def test_a_reprint_is_a_new_attempt_and_the_ticket_waits_on() -> None:
    here = house(has_printer=True)
    ticket = here.take()
    here.do(c.ReportPrinted(ticket.id, 1, "proven"))
    here.do(c.Reprint(ticket.id, reason="lost"))
    assert (ticket.attempt, ticket.state) == (2, TicketState.WAITING)
    assert here.refuses(c.ReportPrinted(ticket.id, 1, "proven")) == "ticket_not_printing"
    here.do(c.ReportPrinted(ticket.id, 2, "proven"))


def test_every_finished_leg_opens_one_rating() -> None:
    here = house()
    ticket = here.take("social", "tax")
    here.call(1)
    here.do(c.Finish(1))
    here.call(2)
    here.do(c.Finish(2))
    opened = [event.rating for event in here.events if isinstance(event, RatingOpened)]
    assert opened == [f"{ticket.id}#1", f"{ticket.id}#2"]


def test_no_answer_is_never_a_rating() -> None:
    here = house()
    opened, _ = open_rating(here)
    here.wait(1.1)
    rating = here.hall.state.ratings[opened.rating]
    assert (rating.state, rating.level) == (RatingState.TIMED_OUT, None)


def test_a_button_press_counts_for_the_last_leg_for_two_minutes() -> None:
    here = house()
    open_rating(here)
    here.wait(1.5)  # timed out meanwhile
    here.do(c.PressRating(1, 4))
    assert here.do(c.PressRating(1, 1)) == {"taken": False}
    open_rating(here)
    here.wait(2.1)
    assert here.do(c.PressRating(1, 4)) == {"taken": False}


def test_a_token_rates_once_and_a_second_time_only_by_phone() -> None:
    here = house()
    opened, token = open_rating(here)
    assert opened.token_hash == hash_of(token)
    here.do(c.Rate(token, 1, Channel.TABLET, ("115",)))
    assert here.refuses(c.Rate(token, 5, Channel.TABLET)) == "already_rated"
    here.do(c.Rate(token, 3, Channel.QR))
    assert here.refuses(c.Rate(token, 5, Channel.QR)) == "already_rated"
    given = [event for event in here.events if isinstance(event, RatingGiven)]
    assert [(event.level, event.sequence) for event in given] == [(1, 1), (3, 2)]


def test_a_declined_rating_can_still_be_given_by_phone() -> None:
    here = house()
    opened, token = open_rating(here)
    here.do(c.DeclineRating(token))
    assert here.refuses(c.Rate(token, 5, Channel.TABLET)) == "rating_closed"
    here.do(c.Rate(token, 5, Channel.QR))
    assert here.hall.state.ratings[opened.rating].state is RatingState.GIVEN


def test_a_token_that_nobody_gave_out_is_refused() -> None:
    here = house()
    open_rating(here)
    assert here.refuses(c.Rate("0" * 32, 5, Channel.TABLET)) == "unknown_rating"


def test_the_next_call_never_waits_for_a_rating() -> None:
    here = house()
    open_rating(here)
    following = here.take()
    assert here.call(1) == following.number


def test_whoever_rates_is_told_nothing_about_it() -> None:
    here = house()
    _, token = open_rating(here)
    assert here.do(c.Rate(token, 2, Channel.TABLET, ("207",))) == {"taken": True}


def test_a_press_with_nothing_to_rate_is_counted_and_its_key_is_not_kept() -> None:
    here = house()
    here.do(c.PressRating(1, 1))
    assert here.events[-1] == RatingIgnored(1)
    assert here.hall.state.counts["rating.ignored"] == 1
    assert not here.hall.state.ratings

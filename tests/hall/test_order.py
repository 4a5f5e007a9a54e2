"""Who is next: each part of the order rule, alone and against the others."""

from edge.hall import commands as c
from edge.hall.events import TicketCalled, TicketReinstated, TicketTransferred
from edge.hall.policy import Policy
from edge.hall.terms import Rule, TicketClass
from tests.support.halls import House, house


def last_call(here: House) -> TicketCalled:
    return next(event for event in reversed(here.events) if isinstance(event, TicketCalled))


def test_the_earliest_comes_first_within_a_class() -> None:
    here = house()
    numbers = [here.take().number for _ in range(3)]
    assert [here.call(1) for _ in range(3)] == numbers == ["A001", "A002", "A003"]


def test_a_priority_ticket_overtakes_whoever_waited_less_than_its_head_start() -> None:
    here = house()
    here.take()
    here.wait(4)
    green = here.take(ticket_class=TicketClass.PRIORITY)
    assert here.call(1) == green.number
    assert last_call(here).reason.rule is Rule.SCORE
    assert last_call(here).reason.passed_over == ("2026-11-23/A001",)


def test_a_priority_ticket_does_not_overtake_whoever_waited_longer() -> None:
    here = house()
    early = here.take()
    here.wait(6)
    here.take(ticket_class=TicketClass.PRIORITY)
    assert here.call(1) == early.number


def test_the_ceiling_protects_ordinary_people_from_the_green_channel() -> None:
    here = house()
    early = here.take()
    here.wait(25)
    for _ in range(3):
        here.take(ticket_class=TicketClass.PRIORITY)
    here.wait(10)  # the green ones score 5 + 30 minutes, the ordinary one 35; it is five minutes over its ceiling
    assert here.call(1) == early.number
    assert last_call(here).reason.rule is Rule.CEILING


def test_of_two_over_their_ceilings_the_one_further_over_goes_first() -> None:
    here = house()
    here.take()
    here.wait(12)
    green = here.take(ticket_class=TicketClass.PRIORITY)
    here.wait(20)  # ordinary 2 minutes over 30, priority 5 over 15
    assert here.call(1) == green.number


def test_who_waits_for_this_very_window_goes_before_the_score() -> None:
    here = house()
    moved = here.take()
    here.call(1)
    here.do(c.Start(1))
    here.take(ticket_class=TicketClass.PRIORITY)
    here.do(c.Transfer(moved.id, "special case", window=2))
    assert here.call(2) == moved.number
    assert last_call(here).reason.rule is Rule.BOUND


def test_a_bound_ticket_is_no_candidate_elsewhere() -> None:
    here = house()
    moved = here.take()
    here.call(1)
    here.do(c.Transfer(moved.id, "special case", window=2))
    assert here.refuses(c.Call(1)) == "nobody_waiting"


def test_who_waits_for_a_busy_window_beyond_the_ceiling_is_taken_elsewhere_but_not_where_it_came_from() -> None:
    here = house()
    moved = here.take()
    here.call(1)
    here.wait(20)
    here.do(c.Transfer(moved.id, "special case", window=2))
    here.wait(29)
    assert here.refuses(c.Call(3)) == "nobody_waiting"  # arrived 49 minutes ago, but waits for window 2 only for 29
    here.wait(2)
    assert here.refuses(c.Call(1)) == "nobody_waiting"
    assert here.call(3) == moved.number
    assert (last_call(here).reason.rule, last_call(here).reason.is_stranded) == (Rule.CEILING, True)


def test_whoever_was_parked_for_long_still_comes_back_to_the_same_window_first() -> None:
    here = house()
    parked = here.take()
    here.call(1)
    here.do(c.Start(1))
    here.do(c.Park(1, "needs a copy"))
    here.wait(50)
    here.do(c.Resume(parked.id))
    assert here.refuses(c.Call(2)) == "nobody_waiting"
    assert here.call(1) == parked.number


def test_the_next_leg_keeps_the_arrival_time_and_queues_behind_nobody_who_came_later() -> None:
    here = house()
    visit = here.take("social", "tax")
    here.wait(5)
    here.take("tax")
    here.call(1)
    here.do(c.Finish(1))
    assert here.call(2) == visit.number


def test_closing_a_window_gives_its_bound_tickets_back_to_the_service() -> None:
    here = house()
    moved = here.take()
    here.call(1)
    here.do(c.Transfer(moved.id, "special case", window=2))
    here.do(c.CloseWindow(2))
    assert here.call(1) == moved.number


def test_secondary_services_wait_until_the_primary_ones_are_empty() -> None:
    here = house()
    own = here.take("tax")
    here.do(c.Take(("estate",), person=None))
    assert here.call(2) == own.number
    assert here.call(2) == "C001"
    assert last_call(here).reason.rule is Rule.SPILL


def test_secondary_services_join_once_their_oldest_waited_too_long() -> None:
    here = house()
    here.take("estate")
    here.wait(16)
    here.take("tax")
    assert here.call(2) == "C001"
    assert last_call(here).reason.rule is Rule.SPILL


def test_a_reinstated_ticket_waits_three_calls_then_competes_by_its_first_arrival() -> None:
    here = house()
    back = here.take()
    here.call(1)
    here.do(c.Miss(1, "did not come"))
    others = [here.take().number for _ in range(5)]
    here.wait(1)
    here.do(c.Reinstate(back.id))
    assert [here.call(1) for _ in range(4)] == [*others[:3], back.number]


def test_a_reinstated_ticket_is_called_early_when_nobody_else_is_left() -> None:
    here = house()
    back = here.take()
    here.call(1)
    here.do(c.Miss(1, "did not come"))
    here.do(c.Reinstate(back.id))
    assert here.call(1) == back.number
    assert last_call(here).reason.rule is Rule.EARLY_RETURN


def test_the_return_window_closes() -> None:
    here = house()
    back = here.take()
    here.call(1)
    here.do(c.Miss(1, "did not come"))
    here.wait(61)
    assert here.refuses(c.Reinstate(back.id)) == "return_window_over"


def test_after_the_return_window_the_supervisor_may_let_somebody_back_for_a_reason() -> None:
    here = house()
    back = here.take()
    here.call(1)
    here.do(c.Miss(1, "did not come"))
    here.wait(61)
    assert here.refuses(c.Reinstate(back.id, is_late=True)) == "reason_needed"
    here.do(c.Reinstate(back.id, "by_supervisor", is_late=True))
    event = here.events[-1]
    assert isinstance(event, TicketReinstated)
    assert (event.is_late, event.reason) == (True, "by_supervisor")
    assert here.call(1) == back.number


def test_a_transfer_keeps_who_sent_it_and_why() -> None:
    here = house()
    moved = here.take()
    here.do(c.SignIn(1, "0012"))
    here.call(1)
    here.do(c.Transfer(moved.id, "wrong_ticket", service="tax"))
    event = here.events[-1]
    assert isinstance(event, TicketTransferred)
    assert (event.from_window, event.clerk, event.reason) == (1, "0012", "wrong_ticket")


def test_a_transfer_keeps_the_arrival_time() -> None:
    here = house()
    moved = here.take("social")
    here.wait(3)
    here.take("tax")
    here.call(1)
    here.do(c.Transfer(moved.id, "wrong desk", service="tax"))
    assert here.call(2) == moved.number


def test_a_parked_ticket_comes_back_to_its_window_first() -> None:
    here = house()
    parked = here.take()
    here.call(1)
    here.do(c.Start(1))
    here.do(c.Park(1, "needs a copy"))
    here.take(ticket_class=TicketClass.PRIORITY)
    here.do(c.Resume(parked.id))
    assert here.call(1) == parked.number


def test_a_call_by_number_needs_a_reason_and_keeps_it() -> None:
    here = house()
    ticket = here.take()
    assert here.refuses(c.CallNumber(1, ticket.number, "")) == "reason_needed"
    here.do(c.CallNumber(1, ticket.number, "母亲带着婴儿"))
    assert last_call(here).reason.note == "母亲带着婴儿"


def test_other_policies_give_another_order() -> None:
    here = house(Policy(classes={}))  # every class as ordinary
    first = here.take()
    here.take(ticket_class=TicketClass.PRIORITY)
    assert here.call(1) == first.number

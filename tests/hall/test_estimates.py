"""What a citizen is told when taking a ticket: people ahead, and a range or no estimate yet."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from edge.hall import commands as c
from edge.hall.estimate import expect, expect_for
from edge.hall.sessions import Rest
from edge.hall.terms import TicketClass, TicketState
from edge.hall.waits.judging import together
from tests.support.halls import House, house


def told(here: House, service: str = "social", ticket_class: TicketClass = TicketClass.ORDINARY) -> tuple[int, object]:
    reason = "elderly" if ticket_class is TicketClass.PRIORITY else ""
    answer = here.do(c.Take((service,), ticket_class, reason))
    return answer["ahead"], answer["range"]


def serve(here: House, times: int, minutes: float) -> None:
    """Serve so many people at window 1, each for so long."""
    for _ in range(times):
        here.take()
        here.call(1)
        here.do(c.Start(1))
        here.wait(minutes)
        here.do(c.Finish(1))


def test_a_free_window_means_at_once() -> None:
    assert told(house()) == (0, [0, 5])


def test_without_experience_there_is_no_estimate() -> None:
    here = house()
    for number in (1, 2):
        here.take()
        here.call(number)
    here.take()
    assert told(here) == (1, None)


def test_recent_throughput_gives_a_range_that_holds_what_follows() -> None:
    here = house()
    here.do(c.CloseWindow(2))
    here.do(c.CloseWindow(3))
    serve(here, 8, 5)
    for _ in range(4):
        here.take()
    ahead, shown = told(here)
    assert ahead == 4
    assert isinstance(shown, list)
    low, high = shown
    assert low <= 5 * 5 <= high  # five people at five minutes each come first, or it is the fifth's turn
    assert low % 5 == high % 5 == 0


def test_tickets_still_in_the_printer_are_people_ahead() -> None:
    here = house(has_printer=True)
    here.take()
    assert told(here)[0] == 1


def test_a_priority_ticket_counts_only_those_who_stay_before_it() -> None:
    here = house()
    here.take()
    here.wait(6)
    here.take()
    assert told(here, ticket_class=TicketClass.PRIORITY)[0] == 1


def test_nothing_is_promised_where_no_window_is_open() -> None:
    here = house()
    for number in (1, 2, 3):
        here.do(c.CloseWindow(number))
    assert told(here) == (0, None)


def experienced(waiting: int = 0) -> House:
    """A hall that knows how long social insurance takes, with one window for it, busy, and so many waiting."""
    here = house()
    here.do(c.CloseWindow(2))
    here.do(c.CloseWindow(3))
    serve(here, 12, 5)
    for _ in range(waiting + 1):
        here.take()
    here.call(1)
    return here


def test_a_rest_that_the_roster_has_announced_is_reckoned_with() -> None:
    here = experienced(waiting=4)
    before = expect(here.hall, "social", TicketClass.ORDINARY, here.now)
    begins = here.now + timedelta(minutes=10)
    here.do(c.PlanDay(rests=(Rest(1, begins, begins + timedelta(minutes=60), "lunch"),)))
    after = expect(here.hall, "social", TicketClass.ORDINARY, here.now)
    assert before.told is not None
    assert after.told is not None
    assert 50 * 60 < after.told.walked_s - before.told.walked_s < 75 * 60
    assert after.ahead == before.ahead == 4


def test_who_waits_hears_of_less_and_less() -> None:
    here = experienced(waiting=4)
    last = here.hall.in_state(TicketState.WAITING)[-1]
    told = []
    while last.state is TicketState.WAITING:
        expected = expect_for(here.hall, last, here.now)
        assert expected.told is not None
        told.append((expected.ahead, expected.told.walked_s))
        here.wait(5)
        here.call(1)
    assert [ahead for ahead, _ in told] == [3, 2, 1, 0]
    assert [walked_s for _, walked_s in told] == sorted((walked_s for _, walked_s in told), reverse=True)


def judged(here: House) -> int:
    return together(here.hall.state.experience).waits


def test_what_was_told_is_judged_when_its_holder_comes_to_the_window() -> None:
    here = experienced(waiting=2)
    before = judged(here)
    here.wait(5)
    here.call(1)
    assert judged(here) == before, "called is not yet come"
    here.do(c.Start(1))
    assert judged(here) == before + 1


def test_a_call_by_number_a_missed_call_and_a_left_hall_are_not_judged() -> None:
    here = experienced(waiting=3)
    first, second, third = here.hall.in_state(TicketState.WAITING)
    before = judged(here)
    here.do(c.Finish(1))
    here.do(c.CallNumber(1, second.id, "asked for"))
    here.do(c.Finish(1))
    here.call(1)
    here.do(c.Miss(1, "not there"))
    here.do(c.Reinstate(first.id))
    here.do(c.CallNumber(1, first.id, "back"))
    here.do(c.Finish(1))
    here.do(c.Cancel(third.id))
    assert judged(here) == before


@given(waiting=st.integers(0, 30), kind=st.sampled_from(list(TicketClass)), later_min=st.integers(0, 40))
def test_a_told_range_is_one_and_grows_with_the_line(waiting: int, kind: TicketClass, later_min: int) -> None:
    here = experienced(waiting)
    now = here.now + timedelta(minutes=later_min)
    fewer = expect(here.hall, "social", kind, now)
    here.take(ticket_class=kind)
    more = expect(here.hall, "social", kind, now)
    for told in (fewer, more):
        assert told.low_min is not None
        assert told.high_min is not None
        assert 0 <= told.low_min < told.high_min
        assert told.ahead >= 0
    assert fewer.told is not None
    assert more.told is not None
    assert more.told.walked_s >= fewer.told.walked_s
    if kind is TicketClass.ORDINARY:
        assert more.ahead == fewer.ahead + 1
        assert more.told.walked_s > fewer.told.walked_s

"""What a citizen is told when taking a ticket: people ahead, and a range or no estimate yet."""

from edge.hall import commands as c
from edge.hall.terms import TicketClass
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

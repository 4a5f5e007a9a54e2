"""Two hands at one window, two windows in one hall: a step never hits the ticket after the one it was meant for."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.hall import commands as c
from edge.hall.events import (
    Event,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketParked,
    TicketRecalled,
    TicketStarted,
)
from edge.hall.policy import Policy
from edge.hall.refusal import Refused
from edge.hall.terms import TicketState
from tests.support.halls import House, house


def test_next_pressed_on_two_devices_calls_once() -> None:
    here = house()
    first, second, _ = (here.take() for _ in range(3))
    here.call(1)
    here.do(c.Next(1, seen=first.number))
    assert here.refuses(c.Next(1, seen=first.number)) == "ticket_changed"
    assert second.state is TicketState.CALLED
    assert here.do(c.Next(1, seen=second.id))["number"] == "A003"


def test_next_for_a_free_window_does_not_end_who_was_called_meanwhile() -> None:
    here = house()
    here.take()
    here.take()
    here.do(c.Next(1, seen=""))
    assert here.refuses(c.Next(1, seen="")) == "ticket_changed"


def test_next_after_somebody_else_has_finished_asks_to_look_again() -> None:
    here = house()
    first = here.take()
    here.take()
    here.call(1)
    here.do(c.Finish(1))
    assert here.refuses(c.Next(1, seen=first.number)) == "window_free"
    assert here.do(c.Next(1, seen=""))["number"] == "A002"


STEPS: list[Callable[[str], c.Command]] = [
    lambda seen: c.Recall(1, seen),
    lambda seen: c.Start(1, seen=seen),
    lambda seen: c.Miss(1, "did not come", seen),
    lambda seen: c.Finish(1, seen=seen),
    lambda seen: c.Park(1, "needs a copy", seen),
]


@pytest.mark.parametrize("step", STEPS)
def test_a_step_meant_for_the_ticket_before_leaves_the_next_one_alone(step: Callable[[str], c.Command]) -> None:
    here = house()
    first, second = here.take(), here.take()
    here.call(1)
    here.call(1)
    before = second.state
    assert here.refuses(step(first.number)) == "ticket_changed"
    assert second.state is before


def test_a_refusal_names_who_is_there_now() -> None:
    here = house()
    here.take()
    here.call(1)
    with pytest.raises(Refused) as caught:
        here.do(c.Finish(1, seen="A099"))
    assert caught.value.facts == {"window": 1, "ticket": "A001"}


def test_a_keypad_pressed_twice_in_a_hurry_calls_once() -> None:
    here = house()
    first, second, third = (here.take() for _ in range(3))
    blind = c.Next(1, is_blind=True)
    here.do(blind)
    assert here.refuses(blind) == "just_called"
    here.wait(1.9 / 60)
    assert here.refuses(blind) == "just_called"
    here.wait(0.2 / 60)
    here.do(blind)
    assert (first.state, second.state) == (TicketState.DONE, TicketState.CALLED)
    here.do(c.Start(1))
    here.do(blind)  # who is being served has not just been called
    assert third.state is TicketState.CALLED


def test_the_guard_of_keypads_can_be_switched_off() -> None:
    here = house(Policy(next_guard_s=0))
    here.take()
    here.take()
    here.do(c.Next(1, is_blind=True))
    assert here.do(c.Next(1, is_blind=True))["number"] == "A002"


def test_who_cannot_say_what_they_saw_is_served_as_ever() -> None:
    here = house()
    here.take()
    here.take()
    here.do(c.Next(1))
    assert here.do(c.Next(1))["number"] == "A002"


# Any number of hands: each looks, waits, and presses for what it saw.

HANDS = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 3), st.integers(0, 5)), min_size=1, max_size=40)
STEPS_OF: list[Callable[[int, str], c.Command]] = [
    lambda window, seen: c.Next(window, seen=seen),
    lambda window, seen: c.Next(window, is_missed=True, seen=seen),
    lambda window, seen: c.Finish(window, seen=seen),
    lambda window, seen: c.Miss(window, "did not come", seen),
    lambda window, seen: c.Park(window, "needs a copy", seen),
    c.Recall,
]
OF_THE_TICKET = TicketFinished | TicketMissed | TicketParked | TicketRecalled | TicketStarted


@given(presses=HANDS)
def test_no_step_ever_touches_another_ticket_than_the_one_that_was_seen(presses: list[tuple[int, int, int]]) -> None:
    here = house()
    for _ in range(12):
        here.take("social")
    looks = [dict.fromkeys((1, 2, 3), "") for _ in range(4)]
    for hand, window, step in presses:
        seen = looks[hand][window]
        before = len(here.events)
        with suppress(Refused):
            here.do(STEPS_OF[step](window, seen))
        assert {event.ticket for event in here.events[before:] if isinstance(event, OF_THE_TICKET)} <= {seen}
        looks[hand] = {number: here.hall.desk(number).ticket or "" for number in (1, 2, 3)}


@given(presses=HANDS)
def test_two_windows_never_take_one_ticket(presses: list[tuple[int, int, int]]) -> None:
    here = house()
    waiting = {here.take("social").id for _ in range(12)}
    for _, window, step in presses:
        before = len(here.events)
        try:
            here.do(STEPS_OF[step](window, here.hall.desk(window).ticket or ""))
        except Refused:
            continue
        called = [event.ticket for event in here.events[before:] if isinstance(event, TicketCalled)]
        assert set(called) <= waiting, "somebody was called who was not waiting any more"
        waiting -= set(called)
        held = [desk.ticket for desk in here.hall.state.windows.values() if desk.ticket]
        assert len(held) == len(set(held))


def calls(events: list[Event]) -> list[str]:
    return [event.ticket for event in events if isinstance(event, TicketCalled)]


@given(order=st.permutations([1, 2, 3] * 4))
def test_whatever_the_order_of_the_windows_everybody_is_called_once_and_in_turn(order: list[int]) -> None:
    here: House = house()
    taken = [here.take("social").id for _ in range(12)]
    for window in order:
        here.do(c.Next(window, seen=here.hall.desk(window).ticket or ""))
    assert calls(here.events) == taken

"""What a clerk's keys mean, as the hall stands when they are pressed."""

import pytest

from drivers.contract import Key, KeyPressed
from edge.devices.keys import BY_KEY, commands_for
from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.hall.terms import TicketState
from tests.support.halls import house

PLAIN = [
    (Key.RECALL, c.Recall(1)),
    (Key.START, c.Start(1)),
    (Key.MISS, c.Miss(1, BY_KEY)),
    (Key.FINISH, c.Finish(1)),
    (Key.RATE, c.Finish(1)),
    (Key.PARK, c.Park(1, BY_KEY)),
    (Key.NEXT, c.Next(1, is_blind=True)),
    (Key.PAUSE, c.PauseWindow(1)),
]


@pytest.mark.parametrize(("key", "command"), PLAIN)
def test_a_plain_key_is_one_command(key: Key, command: c.Command) -> None:
    assert commands_for(house().hall, 1, KeyPressed(key)) == (command,)


def test_the_first_call_of_a_keypad_opens_its_window() -> None:
    here = house(is_open=False)
    here.do(c.OpenDay())
    assert commands_for(here.hall, 1, KeyPressed(Key.NEXT)) == (c.OpenWindow(1), c.Next(1, is_blind=True))
    assert commands_for(here.hall, 1, KeyPressed(Key.PAUSE)) == (c.OpenWindow(1),)


def test_digits_call_the_ticket_whose_number_they_end() -> None:
    here = house()
    here.take()
    ticket = here.take()
    pressed = KeyPressed(Key.CALL_NUMBER, "002")
    assert commands_for(here.hall, 1, pressed) == (c.CallNumber(1, ticket.id, BY_KEY),)


@pytest.mark.parametrize("digits", ["", "9", "x"])
def test_digits_that_fit_no_ticket_are_refused(digits: str) -> None:
    here = house()
    here.take()
    with pytest.raises(Refused, match="unknown_ticket"):
        commands_for(here.hall, 1, KeyPressed(Key.CALL_NUMBER, digits))


def test_digits_that_fit_two_tickets_are_refused() -> None:
    here = house()
    here.take("social")
    here.take("tax")
    with pytest.raises(Refused, match="unknown_ticket"):
        commands_for(here.hall, 2, KeyPressed(Key.CALL_NUMBER, "1"))


def test_resume_takes_the_longest_parked_of_this_window() -> None:
    here = house()
    with pytest.raises(Refused):
        commands_for(here.hall, 1, KeyPressed(Key.RESUME))
    first = here.ticket_in(TicketState.PARKED)
    here.wait(1)
    here.ticket_in(TicketState.PARKED)
    assert commands_for(here.hall, 1, KeyPressed(Key.RESUME)) == (c.Resume(first.id), c.Call(1))


def test_resume_at_a_busy_window_only_puts_the_parked_ticket_first_in_line() -> None:
    here = house()
    first = here.ticket_in(TicketState.PARKED)
    here.ticket_in(TicketState.SERVING)
    assert commands_for(here.hall, 1, KeyPressed(Key.RESUME)) == (c.Resume(first.id),)


def test_transfer_sends_who_is_here_to_the_window_that_was_typed() -> None:
    here = house()
    ticket = here.ticket_in(TicketState.CALLED)
    pressed = KeyPressed(Key.TRANSFER, "2")
    assert commands_for(here.hall, 1, pressed) == (c.Transfer(ticket.id, BY_KEY, window=2),)
    with pytest.raises(Refused, match="key_not_used"):
        commands_for(here.hall, 2, pressed)

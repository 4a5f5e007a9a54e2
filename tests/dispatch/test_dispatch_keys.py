"""What every key of a clerk's keypad asks of the hall, and what cards are told to the card desk."""

import asyncio

import pytest

from drivers.contract import CardRead, CardRemoved, CardType, CardUnreadable, DeviceEvent, Key, KeyPressed
from edge.devices.keys import commands_for
from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.hall.terms import TicketState
from tests.dispatch.counter_hall import counter
from tests.engine.engine_house import BROKEN
from tests.support.halls import House, house


def at_the_window() -> House:
    """Window 1 serves A001; A002 is parked there, A003 waits."""
    here = house()
    first, second = here.take(), here.take()
    here.take()
    here.do(c.CallNumber(1, second.id, "test"))
    here.do(c.Start(1))
    here.do(c.Park(1))
    here.do(c.CallNumber(1, first.id, "test"))
    return here


TODAY = "2026-11-23"
MEANINGS = {
    Key.NEXT: (c.Next(1, is_blind=True),),
    Key.RECALL: (c.Recall(1),),
    Key.START: (c.Start(1),),
    Key.MISS: (c.Miss(1, "keypad"),),
    Key.FINISH: (c.Finish(1),),
    Key.RATE: (c.Finish(1),),
    Key.PAUSE: (c.PauseWindow(1),),
    Key.TRANSFER: (c.Transfer(f"{TODAY}/A001", "keypad", window=2),),
    Key.PARK: (c.Park(1, "keypad"),),
    Key.RESUME: (c.Resume(f"{TODAY}/A002"),),
    Key.CALL_NUMBER: (c.CallNumber(1, f"{TODAY}/A003", "keypad"),),
    Key.CANCEL: "key_not_used",
}
DIGITS = {Key.TRANSFER: "2", Key.CALL_NUMBER: "3"}


@pytest.mark.parametrize("key", list(Key))
def test_what_every_key_asks(key: Key) -> None:
    here = at_the_window()
    meaning = MEANINGS[key]
    if isinstance(meaning, str):
        with pytest.raises(Refused, match=meaning):
            commands_for(here.hall, 1, KeyPressed(key))
    else:
        assert commands_for(here.hall, 1, KeyPressed(key, DIGITS.get(key, ""))) == meaning


def test_keys_that_open_a_window() -> None:
    here = house()
    here.do(c.CloseWindow(1))
    assert commands_for(here.hall, 1, KeyPressed(Key.NEXT)) == (c.OpenWindow(1), c.Next(1, is_blind=True))
    assert commands_for(here.hall, 1, KeyPressed(Key.PAUSE)) == (c.OpenWindow(1),)


@pytest.mark.parametrize(
    ("pressed", "code"),
    [
        (KeyPressed(Key.RESUME), "nobody_parked"),
        (KeyPressed(Key.CALL_NUMBER, "7"), "unknown_ticket"),
        (KeyPressed(Key.CALL_NUMBER), "unknown_ticket"),
        (KeyPressed(Key.TRANSFER), "key_not_used"),
        (KeyPressed(Key.TRANSFER, "2"), "key_not_used"),
    ],
)
def test_keys_that_mean_nothing_now(pressed: KeyPressed, code: str) -> None:
    with pytest.raises(Refused, match=code):
        commands_for(house().hall, 1, pressed)


def test_a_number_is_looked_for_among_what_this_window_serves() -> None:
    here = house()
    social = here.take("social")
    here.take("tax")
    assert commands_for(here.hall, 1, KeyPressed(Key.CALL_NUMBER, "001")) == (c.CallNumber(1, social.id, "keypad"),)
    with pytest.raises(Refused, match="unknown_ticket"):
        commands_for(here.hall, 2, KeyPressed(Key.CALL_NUMBER, "1"))


async def test_a_morning_at_a_keypad() -> None:
    async with counter() as here:
        await here.take()
        await here.do(c.CloseWindow(1))
        await here.press(Key.NEXT)
        assert here.ticket("A001").state is TicketState.CALLED
        await here.press(Key.START)
        await here.press(Key.PARK)
        await here.press(Key.RESUME)
        await here.press(Key.CALL_NUMBER, "1")
        await here.press(Key.RATE)
        assert here.ticket("A001").state is TicketState.DONE
        await here.press(Key.RATE)
        await here.press(Key.CANCEL)
        await here.press(Key.PAUSE)
        assert here.engine.hall.window(1).state.value == "paused"
        assert here.kinds().count("rating.opened") == 1


async def test_every_press_is_a_press_of_its_own() -> None:
    async with counter() as here:
        for _ in range(3):
            await here.take()
        await here.press(Key.NEXT)
        await asyncio.sleep(3)
        await here.press(Key.NEXT)
        assert here.kinds().count("ticket.called") == 2


async def test_a_second_press_of_next_right_after_the_call_is_the_same_press() -> None:
    async with counter() as here:
        for _ in range(3):
            await here.take()
        await here.press(Key.NEXT)
        await here.press(Key.NEXT)
        assert here.kinds().count("ticket.called") == 1
        assert here.kinds().count("ticket.finished") == 0


async def test_a_key_waits_for_the_journal_a_moment_and_no_longer() -> None:
    async with counter() as here:
        for _ in range(3):
            await here.take()
        here.journal.failures = [BROKEN] * 3
        await here.press(Key.NEXT)
        await asyncio.sleep(5)
        assert here.kinds().count("ticket.called") == 1
        here.journal.failures = [BROKEN] * 30
        await here.press(Key.RECALL)
        await asyncio.sleep(20)
        here.journal.failures = []
        await asyncio.sleep(60)
        assert "ticket.recalled" not in here.kinds()


async def test_a_key_of_a_keypad_that_lies_nowhere_does_nothing() -> None:
    async with counter() as here:
        before = here.journal.tail
        await here.say("voice", KeyPressed(Key.NEXT))
        assert here.journal.tail == before


async def test_what_a_reader_says_goes_to_its_dispensers_desk() -> None:
    said: list[DeviceEvent] = [
        CardRead(CardType.CITIZEN, "张三", "11010119900101002X", "19900101"),
        CardUnreadable("card_unreadable"),
        CardRemoved(),
    ]
    async with counter() as here:
        for event in said:
            await here.say("reader", event)
            await here.say("voice", event)
        assert here.cards == [("door", event) for event in said]

"""What happens in the hall reaches the devices, and what people do to devices reaches the hall."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from drivers.contract import (
    CardRead,
    CardRemoved,
    CardType,
    CardUnreadable,
    Key,
    KeyPressed,
    Lines,
    RatingPressed,
    Slip,
    Utterance,
)
from drivers.errors import DeviceBusy, LinkLost
from edge.clock import SystemClock
from edge.devices.dispatch import Dispatcher
from edge.devices.outlets import Outlets
from edge.hall import commands as c
from edge.hall.state import Ticket
from edge.hall.terms import TicketState
from tests.devices.hall_on_paper import Commands
from tests.devices.scripted import Script, device_of, running
from tests.support.halls import house

NAMES = ("printer", "led-1", "keys-1", "box-1", "voice-a", "reader")
CARD = CardRead(CardType.CITIZEN, "张三", "110101199001011237", "19900101")


@dataclass
class Counter:
    """A hall with one device of each kind at window 1."""

    commands: Commands
    scripts: dict[str, Script]
    cards: list[tuple[str, CardRead | CardUnreadable | CardRemoved]] = field(default_factory=list)

    def take(self) -> Ticket:
        answer = self.commands.do(c.Take(("social",), dispenser="door"))
        return self.commands.hall.state.tickets[answer["ticket"]]

    def done_by(self, name: str) -> list[object]:
        return self.scripts[name].done

    async def press(self, key: Key, digits: str = "") -> None:
        await self.scripts["keys-1"].says.put(KeyPressed(key, digits))
        await asyncio.sleep(1)


@asynccontextmanager
async def counter(pads: frozenset[int] = frozenset(), **scripts: Script) -> AsyncIterator[Counter]:
    made = {name: scripts.get(name.partition("-")[0], Script()) for name in NAMES}
    here = Counter(Commands(house(has_printer=True)), made)
    outlets = Outlets(
        displays={1: "led-1"},
        callers={1: "keys-1"},
        evaluators={1: "box-1"},
        pads=pads,
        announcers={1: "voice-a"},
        printers={"door": "printer"},
        readers={"reader": "door"},
    )
    async with running(*(device_of(script, name) for name, script in made.items())) as hall:
        dispatcher = Dispatcher(
            here.commands, hall.slots, outlets, SystemClock(), lambda door, card: here.cards.append((door, card))
        )
        working = asyncio.create_task(dispatcher.run())
        await asyncio.sleep(1)
        try:
            yield here
        finally:
            working.cancel()
            await asyncio.wait({working})


async def test_a_ticket_is_printed_and_then_waits() -> None:
    async with counter() as here:
        ticket = here.take()
        states = [ticket.state]
        await asyncio.sleep(1)
        states.append(ticket.state)
        assert states == [TicketState.PRINTING, TicketState.WAITING]
        (slip,) = here.done_by("printer")
        assert isinstance(slip, Slip)
        assert ticket.number in str(slip)


@pytest.mark.parametrize(
    "printer", [Script(jobs=[DeviceBusy("paper_out")]), Script(openings=[LinkLost("silent")] * 99)]
)
async def test_a_ticket_that_cannot_be_printed_is_offered_on_the_screen(printer: Script) -> None:
    async with counter(printer=printer) as here:
        ticket = here.take()
        await asyncio.sleep(1)
        assert ticket.state is TicketState.OFFERED


async def test_the_printers_word_is_repeated_until_the_journal_takes_it() -> None:
    async with counter() as here:
        ticket = here.take()
        here.commands.failures = 3
        await asyncio.sleep(10)
        assert ticket.state is TicketState.WAITING
        assert len(here.done_by("printer")) == 1


async def test_a_key_calls_and_display_and_voice_follow() -> None:
    async with counter() as here:
        ticket = here.take()
        await asyncio.sleep(1)
        await here.press(Key.NEXT)
        assert ticket.state is TicketState.CALLED
        shown = here.done_by("led-1")[-1]
        assert isinstance(shown, Lines)
        assert ticket.number in shown.lines[0]
        (spoken,) = here.done_by("voice-a")
        assert isinstance(spoken, Utterance)
        assert ticket.number in spoken.text


async def test_a_recall_is_spoken_again() -> None:
    async with counter() as here:
        here.take()
        await asyncio.sleep(1)
        await here.press(Key.NEXT)
        await here.press(Key.RECALL)
        assert len(here.done_by("voice-a")) == 2


async def test_a_key_that_means_nothing_now_changes_nothing() -> None:
    async with counter() as here:
        before = len(here.commands.asked)
        for key in (Key.RECALL, Key.RESUME, Key.CALL_NUMBER, Key.CANCEL):
            await here.press(key)
        assert len(here.commands.asked) == before


async def test_the_same_key_twice_is_two_commands() -> None:
    async with counter() as here:
        first, second = here.take(), here.take()
        await asyncio.sleep(1)
        await here.press(Key.NEXT)
        here.commands.house.wait(0.1)  # a second press at once would be taken for a slip of the finger
        await here.press(Key.NEXT)
        assert second.state is TicketState.CALLED
        assert first.state is not TicketState.CALLED


async def test_the_box_asks_for_a_rating_and_its_key_gives_one() -> None:
    async with counter() as here:
        here.take()
        await asyncio.sleep(1)
        for key in (Key.NEXT, Key.START, Key.FINISH):
            await here.press(key)
        assert here.done_by("box-1") == ["invite"]
        await here.scripts["box-1"].says.put(RatingPressed(5))
        await asyncio.sleep(1)
        assert here.commands.asked[-1] == c.PressRating(1, 5)
        assert here.done_by("box-1") == ["invite", "dismiss"]


@pytest.mark.parametrize(("pads", "is_failed"), [(frozenset[int](), True), (frozenset({1}), False)])
async def test_a_box_that_cannot_ask_has_failed_unless_a_pad_asks_too(pads: frozenset[int], *, is_failed: bool) -> None:
    async with counter(pads, box=Script(jobs=[DeviceBusy("busy")])) as here:
        here.take()
        await asyncio.sleep(1)
        for key in (Key.NEXT, Key.START, Key.FINISH):
            await here.press(key)
        assert any(isinstance(asked, c.FailRating) for asked in here.commands.asked) is is_failed


async def test_a_silent_voice_keeps_nobody_from_being_called() -> None:
    async with counter(voice=Script(jobs=[LinkLost("silent")])) as here:
        ticket = here.take()
        await asyncio.sleep(1)
        await here.press(Key.NEXT)
        assert ticket.state is TicketState.CALLED


async def test_a_card_goes_to_the_desk_of_its_dispenser_and_nowhere_else() -> None:
    async with counter() as here:
        before = len(here.commands.asked)
        for said in (CARD, CardRemoved()):
            await here.scripts["reader"].says.put(said)
        await asyncio.sleep(1)
        assert here.cards == [("door", CARD), ("door", CardRemoved())]
        assert len(here.commands.asked) == before

"""Stories of a clerk's keypad: pressed, repeated, half typed, told what waits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drivers.caller.ff68.conversation import MOST_ACKNOWLEDGEMENTS, Caller, open_caller
from drivers.caller.ff68.settings import CallerSettings
from drivers.contract import CallerNotice, DeviceEvent, Key, KeyPressed, NotifiesClerk
from drivers.errors import LinkLost
from drivers.protocols.ff68 import Frame
from drivers.simulators.caller import SimulatedCaller
from edge.clock import SystemClock
from tests.support.lines import Manner, MemoryLine


class Heard:
    """What the hall heard of a keypad, gathered in the background."""

    def __init__(self, caller: Caller, keypad: SimulatedCaller, line: MemoryLine) -> None:
        self.caller = caller
        self.keypad = keypad
        self.line = line
        self.events: list[DeviceEvent] = []

    async def gather(self) -> None:
        async for event in self.caller.events():
            self.events.append(event)

    async def after(self, command: str, wait_s: float = 5) -> list[DeviceEvent]:
        """Do something at the keypad and return all that was heard so far."""
        self.line.command(command)
        await asyncio.sleep(wait_s)
        return self.events


@asynccontextmanager
async def keypad(
    settings: CallerSettings | None = None, device: SimulatedCaller | None = None, manner: Manner = Manner.WHOLE
) -> AsyncIterator[Heard]:
    """Open a keypad on a line of its own and listen to it."""
    device = device or SimulatedCaller()
    line = MemoryLine([device], manner)
    try:
        async with line.link() as link, open_caller(settings or CallerSettings(), link, SystemClock()) as caller:
            heard = Heard(caller, device, line)
            listening = asyncio.create_task(heard.gather())
            yield heard
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
    finally:
        line.close()


@pytest.mark.parametrize("manner", [Manner.WHOLE, Manner.BYTE_BY_BYTE, Manner.JUNK])
@pytest.mark.parametrize("key", ["next", "recall", "rate", "miss", "park", "resume", "pause", "cancel", "transfer"])
async def test_each_key_is_heard_and_acknowledged(key: str, manner: Manner) -> None:
    async with keypad(manner=manner) as heard:
        assert await heard.after(f"press {key}") == [KeyPressed(Key(key))]
        assert heard.keypad.last_key == f"{key}: acknowledged"


async def test_a_number_is_typed_and_called() -> None:
    async with keypad() as heard:
        assert await heard.after("press 0 1 1 confirm") == [KeyPressed(Key.CALL_NUMBER, "011")]
        assert heard.keypad.last_key == "confirm: acknowledged"


async def test_half_typed_digits_are_not_called_after_a_break() -> None:
    async with keypad() as heard:
        await heard.after("press 0 1", wait_s=30)
        assert await heard.after("press next") == [KeyPressed(Key.NEXT)]


async def test_a_keypad_that_missed_the_acknowledgement_is_counted_once() -> None:
    async with keypad() as heard:
        heard.line.command("deaf on")
        assert await heard.after("press next") == [KeyPressed(Key.NEXT)]
        assert heard.keypad.last_key == "next: nobody answered"
        assert len(heard.line.sent) == 4  # each of its tries was answered
        heard.line.command("deaf off")
        assert await heard.after("press next") == [KeyPressed(Key.NEXT)] * 2
        assert heard.keypad.last_key == "next: acknowledged"


async def test_two_presses_count_twice_and_a_trembling_finger_once() -> None:
    async with keypad() as heard:
        await heard.after("press next", wait_s=0.5)
        assert await heard.after("press next", wait_s=2) == [KeyPressed(Key.NEXT)]
        assert await heard.after("press next", wait_s=2) == [KeyPressed(Key.NEXT)] * 2
    async with keypad(CallerSettings(repeat_s=0.1)) as heard:
        await heard.after("press next", wait_s=0.5)
        assert await heard.after("press next") == [KeyPressed(Key.NEXT)] * 2


async def test_another_key_in_between_makes_the_same_key_new() -> None:
    async with keypad() as heard:
        for key in ("next", "recall", "next"):
            await heard.after(f"press {key}", wait_s=0.2)
        assert [event.key for event in heard.events if isinstance(event, KeyPressed)] == [
            Key.NEXT,
            Key.RECALL,
            Key.NEXT,
        ]


async def test_the_one_metre_line_and_unknown_keys_are_acknowledged_and_mean_nothing() -> None:
    async with keypad() as heard:
        assert await heard.after("cross") == []
        assert heard.line.sent == [Frame(1, 1, b"\x11").raw]


async def test_any_command_byte_is_taken_unless_one_is_configured() -> None:
    async with keypad(device=SimulatedCaller(press_command=0x21)) as heard:
        assert await heard.after("press next") == [KeyPressed(Key.NEXT)]
    async with keypad(CallerSettings(key_command=1), SimulatedCaller(press_command=0x21)) as heard:
        assert await heard.after("press next") == []
        assert heard.line.sent == []


async def test_a_keypad_with_another_address_is_none_of_ours() -> None:
    async with keypad(device=SimulatedCaller(address=9)) as heard:
        assert await heard.after("press next") == []
        assert heard.line.sent == []
        assert heard.keypad.last_key == "next: nobody answered"


async def test_a_rating_from_a_box_with_the_same_address_is_no_digit() -> None:
    async with keypad() as heard:
        heard.keypad.send(Frame(1, 0x11, b"\x03").raw)
        assert await heard.after("press next") == [KeyPressed(Key.NEXT)]
        assert len(heard.line.sent) == 1


async def test_the_clerk_reads_what_waits_and_who_is_there() -> None:
    async with keypad() as heard:
        assert isinstance(heard.caller, NotifiesClerk)
        await heard.caller.notify(CallerNotice(waiting=7, ticket="A012"))
        await asyncio.sleep(1)
        assert heard.keypad.digits == "waiting 007, ticket 012"
        await heard.caller.notify(CallerNotice())
        await asyncio.sleep(1)
        assert heard.keypad.describe().startswith("keypad 1: waiting    , ticket    ")


async def test_an_adapter_that_hears_itself_starts_no_endless_talk() -> None:
    class Echoed(SimulatedCaller):
        """On an adapter that returns what the controller sends."""

        def on_bytes(self, data: bytes) -> None:
            self.send(data)
            super().on_bytes(data)

    async with keypad(device=Echoed()) as heard:
        await heard.caller.notify(CallerNotice(waiting=7, ticket="A012"))
        assert await heard.after("press next", wait_s=20) == [KeyPressed(Key.NEXT)]
        assert len(heard.line.sent) == 2


async def test_counts_heard_late_on_an_echoing_adapter_are_no_digits() -> None:
    class EchoedLate(SimulatedCaller):
        """On an adapter that returns what the controller sends, after what was written meanwhile."""

        def on_bytes(self, data: bytes) -> None:
            self.later(0.2, lambda: self.send(data))
            super().on_bytes(data)

    async with keypad(device=EchoedLate()) as heard:
        await heard.caller.notify(CallerNotice(waiting=7, ticket="A012"))
        await heard.caller.notify(CallerNotice(waiting=8, ticket="A013"))
        await asyncio.sleep(5)
        assert len(heard.line.sent) == 2
        assert heard.keypad.digits == "waiting 008, ticket 013"
        assert await heard.after("press next", wait_s=20) == [KeyPressed(Key.NEXT)]
        assert len(heard.line.sent) <= 2 + MOST_ACKNOWLEDGEMENTS


async def test_a_key_waits_for_the_line_and_counts_once() -> None:
    async with keypad() as heard, heard.line.link() as neighbour:
        async with neighbour.turn():
            assert await heard.after("press next", wait_s=1.2) == []
        await asyncio.sleep(2)
        assert heard.events == [KeyPressed(Key.NEXT)]
        assert heard.keypad.last_key == "next: acknowledged"


async def test_a_silent_keypad_is_not_lost_but_a_broken_line_is() -> None:
    line = MemoryLine([SimulatedCaller()])
    async with line.link() as link, open_caller(CallerSettings(), link, SystemClock()) as caller:
        await asyncio.sleep(3600)
        await caller.probe()
        line.drop()
        with pytest.raises(LinkLost, match="broke"):
            await anext(caller.events())
        with pytest.raises(LinkLost):
            await caller.notify(CallerNotice(waiting=1))
    line.close()


async def test_a_key_that_breaks_off_is_no_key_until_it_is_sent_again() -> None:
    async with keypad() as heard:
        heard.line.command("half")
        assert await heard.after("press recall") == [KeyPressed(Key.RECALL)]
        await heard.after("garbage 500")
        assert await heard.after("press next") == [KeyPressed(Key.RECALL), KeyPressed(Key.NEXT)]

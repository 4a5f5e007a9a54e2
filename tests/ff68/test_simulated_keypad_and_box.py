"""The simulated keypad and rating box by themselves: published bytes, and what a person can do to them."""

import asyncio

import pytest

from drivers.simulators.caller import SimulatedCaller
from drivers.simulators.device import Simulator
from drivers.simulators.evaluator import SimulatedEvaluator
from drivers.simulators.wire import Line


class Bench:
    """A device on a table: what it says is kept."""

    def __init__(self, device: Simulator) -> None:
        self.said: list[str] = []
        self.line = Line([device])
        self.line.connect(lambda data: self.said.append(data.hex(" ").upper()))

    def hear(self, frame: str) -> None:
        self.line.receive(bytes.fromhex(frame))


@pytest.mark.parametrize(
    ("key", "frame"),
    [
        ("next", "FF 68 03 03 68 03 01 0C 10 16"),
        ("miss", "FF 68 04 04 68 03 01 06 0F 19 16"),
        ("rate", "FF 68 03 03 68 03 01 0B 0F 16"),
    ],
)
async def test_a_key_is_the_published_frame_until_it_comes_back(key: str, frame: str) -> None:
    keypad = SimulatedCaller(address=3)
    bench = Bench(keypad)
    bench.line.command(f"press {key}")
    await asyncio.sleep(0.6)
    assert bench.said == [frame, frame]
    bench.hear(frame)
    await asyncio.sleep(10)
    assert bench.said == [frame, frame]
    assert keypad.describe() == f"keypad 3: waiting    , ticket     | {key}: acknowledged"


async def test_the_published_digits_are_read() -> None:
    keypad = SimulatedCaller(address=3)
    bench = Bench(keypad)
    for frame, digits in (
        ("FF 68 08 08 68 03 02 0A 0A 0A 00 01 02 26 16", "waiting    , ticket 012"),
        ("FF 68 08 08 68 03 02 00 00 07 0A 0A 0A 2A 16", "waiting 007, ticket    "),
        ("FF 68 08 08 68 04 02 00 00 09 0A 0A 0A 2D 16", "waiting 007, ticket    "),  # for another keypad
    ):
        for byte in bytes.fromhex(frame):
            bench.line.receive(bytes([byte]))
        assert keypad.digits == digits
    bench.hear("FF 68 02 02 68 03 03 06 16")
    assert keypad.beeps == 1


async def test_a_keypad_without_its_plug_gives_up_and_works_again_afterwards() -> None:
    keypad = SimulatedCaller()
    bench = Bench(keypad)
    bench.line.command("caller: unplug")
    bench.line.command("press next recall")
    await asyncio.sleep(5)
    assert keypad.last_key == "next: nobody answered"
    bench.line.command("caller: plug")
    bench.line.command("press recall")
    assert bench.said == ["FF 68 03 03 68 01 01 0D 0F 16"]


async def test_a_rating_is_the_published_frame_until_it_is_acknowledged() -> None:
    box = SimulatedEvaluator(address=3)
    bench = Bench(box)
    bench.hear("FF 68 03 03 68 03 01 0B 0F 16")
    assert box.describe() == "rating box 3: lit, asks for a rating | no key was pressed yet"
    bench.line.command("press 0")
    assert bench.said == ["FF 68 03 03 68 03 11 00 14 16"]
    bench.hear("FF 68 03 03 68 03 01 00 04 16")
    await asyncio.sleep(10)
    assert len(bench.said) == 1
    assert box.describe() == "rating box 3: dark | key 0: acknowledged, it says thank you"


@pytest.mark.parametrize("device", [SimulatedCaller(), SimulatedEvaluator()], ids=["keypad", "box"])
async def test_whoever_asks_for_nonsense_is_told_what_there_is(device: Simulator) -> None:
    verbs = device.verbs()
    assert verbs["press"]("nonsense").startswith("press ")
    assert verbs["press"]("").startswith("press ")
    assert verbs["deaf"]("perhaps") == "deaf on or deaf off"

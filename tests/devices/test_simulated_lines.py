"""The line between simulated devices and the controller, and what a person can do to it."""

import asyncio
from collections.abc import Mapping

import pytest

from drivers.simulators import UnknownSimulatorError, kinds, make_simulators
from drivers.simulators.console import Lines
from drivers.simulators.device import Simulator, Verb
from drivers.simulators.wire import Line


class Parrot(Simulator):
    """Says everything twice, and what it is told to."""

    kind = "parrot"

    def on_bytes(self, data: bytes) -> None:
        self.send(data + data)

    def verbs(self) -> Mapping[str, Verb]:
        return {"say": self._say, "later": self._later}

    def describe(self) -> str:
        return "a green bird"

    def _say(self, text: str) -> str:
        self.send(text.encode())
        self.on_change(f"it says {text}")
        return "said"

    def _later(self, text: str) -> str:
        self.later(10, lambda: self.send(text.encode()))
        return "it will"


class Ear:
    def __init__(self, line: Line) -> None:
        self.heard = b""
        line.connect(self._hear)

    def _hear(self, data: bytes) -> None:
        self.heard += data

    def take(self) -> bytes:
        heard, self.heard = self.heard, b""
        return heard


async def test_bytes_go_there_and_back() -> None:
    line = Line([Parrot()])
    ear = Ear(line)
    line.receive(b"hi ")
    assert ear.take() == b"hi hi "


async def test_several_devices_hear_the_same_and_are_told_apart_by_name() -> None:
    line = Line([Parrot(), Parrot()])
    ear = Ear(line)
    line.receive(b"a")
    assert ear.take() == b"aaaa"
    assert line.command("say hello") == "which one? parrot: parrot-2:"
    assert line.command("parrot-2: say hello") == "said"
    assert ear.take() == b"hello"


async def test_devices_may_be_given_names() -> None:
    line = Line({"polly": Parrot()})
    seen: list[str] = []
    line.on_change = seen.append
    line.command("polly: say hi")
    assert seen == ["polly: it says hi"]
    assert line.command("look") == "polly: a green bird"


async def test_silence_is_deaf_and_mute() -> None:
    line = Line([Parrot()])
    ear = Ear(line)
    assert line.command("silence on") == "parrot neither hears nor speaks"
    line.receive(b"hi")
    line.command("say hi")
    assert ear.take() == b""
    line.command("silence off")
    line.receive(b"hi")
    assert ear.take() == b"hihi"


async def test_one_device_of_a_bus_can_be_silent_alone() -> None:
    line = Line({"a": Parrot(), "b": Parrot()})
    ear = Ear(line)
    line.command("a: silence on")
    line.receive(b"x")
    assert ear.take() == b"xx"


async def test_half_cuts_the_next_thing_said_and_only_that() -> None:
    line = Line([Parrot()])
    ear = Ear(line)
    line.command("half")
    line.command("say abcdef")
    line.command("say ghi")
    assert ear.take() == b"abcghi"


async def test_a_slow_device_speaks_at_the_speed_it_was_given() -> None:
    line = Line([Parrot()])
    ear = Ear(line)
    line.command("slow 10")
    line.command("say " + "x" * 50)
    await asyncio.sleep(2.5)
    assert 15 <= len(ear.heard) <= 35
    await asyncio.sleep(5)
    assert len(ear.heard) == 50
    line.command("slow 0")
    line.command("say now")
    assert ear.heard.endswith(b"now")


async def test_garbage_is_the_same_every_time() -> None:
    heard = []
    for _ in range(2):
        line = Line([Parrot()])
        ear = Ear(line)
        line.command("garbage 20")
        heard.append(ear.take())
    assert len(heard[0]) == 20
    assert heard[0] == heard[1]


async def test_unplugged_the_device_keeps_its_power_but_is_not_heard() -> None:
    plugs: list[bool] = []
    line = Line([Parrot()])
    line.on_plug = plugs.append
    ear = Ear(line)
    line.command("later still here")
    line.command("unplug")
    await asyncio.sleep(5)
    line.command("plug")
    await asyncio.sleep(5)
    assert ear.take() == b"still here"
    assert plugs == [False, True]


async def test_who_is_alone_takes_the_line_along_and_who_is_not_leaves_it() -> None:
    for names, is_line_unplugged in ((["a"], True), (["a", "b"], False)):
        plugs: list[bool] = []
        line = Line({name: Parrot() for name in names})
        line.on_plug = plugs.append
        line.command("a: unplug")
        assert bool(plugs) is is_line_unplugged


async def test_a_closed_line_brings_nothing_more() -> None:
    line = Line([Parrot()])
    ear = Ear(line)
    line.command("later too late")
    line.close()
    await asyncio.sleep(60)
    assert ear.take() == b""


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("sing", "'sing'? parrot knows: say, later"),
        ("help", "parrot knows: say, later; its line: garbage"),
        ("garbage", "how much?"),
        ("garbage -1", "how much?"),
        ("silence perhaps", "silence on, or silence off"),
        ("slow down", "how many bytes a second?"),
    ],
)
async def test_what_cannot_be_done_is_answered_with_what_can(command: str, answer: str) -> None:
    assert Line([Parrot()]).command(command).startswith(answer)


def test_lines_are_put_together_from_pieces() -> None:
    typed: list[str] = []
    lines = Lines(typed.append)
    for piece in (b"pap", b"er out\ncover", b" open\r\n", "缺纸\n".encode()):
        lines.feed(piece)
    assert typed == ["paper out", "cover open", "缺纸"]


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_that_is_listed_can_be_made(kind: str) -> None:
    (device,) = make_simulators([kind]).values()
    assert device.kind == kind


def test_devices_of_a_bus_are_made_with_their_addresses() -> None:
    assert list(make_simulators(["caller@3", "evaluator@3", "caller@4"])) == ["caller@3", "evaluator@3", "caller@4"]


@pytest.mark.parametrize(
    ("texts", "complaint"),
    [
        (["toaster"], "no device 'toaster' can be simulated; printer"),
        (["printer@3"], "a simulated printer has no address"),
        (["caller@three"], "'three' is no address"),
        (["caller", "caller"], "two on one line need different addresses"),
    ],
)
def test_a_device_that_cannot_be_made_is_told_in_a_sentence(texts: list[str], complaint: str) -> None:
    with pytest.raises(UnknownSimulatorError, match=complaint):
        make_simulators(texts)

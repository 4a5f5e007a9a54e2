"""Questions to a SAM_V module: which answer belongs to which, and what is done about none."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random

import pytest

from drivers.card_reader.sam import SPEC
from drivers.card_reader.sam.codec import Frame, Noise, encode
from drivers.card_reader.sam.conversation import CardReader
from drivers.card_reader.sam.module import ADDRESS, FIND, READ, SAM_ID, SELECT, STATUS, Command
from drivers.card_reader.sam.settings import SamSettings
from drivers.contract import CardRead, DeviceEvent
from drivers.errors import LinkLost
from drivers.simulators.card_reader import SimulatedCardReader
from tests.card_reader.memory_line import LoopClock, MemoryLine

DONE = "000090"
FOUND = "00009F00000000"
SELECTED = DONE + "00" * 8
NUMBER = DONE + "05" * 16
SLOT = DONE + "20" * 70
TEXT = DONE + "01000400" + "20" * 1280


@asynccontextmanager
async def opened(line: MemoryLine) -> AsyncIterator[CardReader]:
    async with SPEC.open(SamSettings(), line, LoopClock()) as reader:
        assert isinstance(reader, CardReader)
        yield reader


async def first_event(reader: CardReader) -> DeviceEvent:
    return await anext(reader.events())


@pytest.mark.parametrize(
    ("command", "belong"),
    [
        (STATUS, {DONE}),
        (SAM_ID, {NUMBER}),
        (FIND, {FOUND}),
        (SELECT, {DONE, SELECTED, NUMBER}),
        (READ, {TEXT}),
        (ADDRESS, {DONE, SLOT}),
    ],
    ids=lambda value: value.name if isinstance(value, Command) else "",
)
def test_answer_is_taken_by_the_question_that_it_fits(command: Command, belong: set[str]) -> None:
    answers = {DONE, NUMBER, FOUND, SELECTED, TEXT, SLOT, "000080", "000091"}
    taken = {body for body in answers if command.answers(Frame(encode(bytes.fromhex(body))))}
    refusals = {"000080", "000091"}  # an error answers every question
    assert taken - refusals == belong - refusals
    assert command.answers(Frame(encode(bytes.fromhex("6A8241"))))


def test_noise_and_echo_answer_nothing() -> None:
    assert not STATUS.answers(Noise(b"\x90"))
    assert not STATUS.answers(Frame(encode(STATUS.body)))


async def test_first_number_after_power_up_may_be_wrong() -> None:
    line = MemoryLine(SimulatedCardReader())
    wrong = [encode(bytes.fromhex(DONE + "00" * 16)), encode(bytes.fromhex("000024"))]
    line.spoil = lambda data: wrong.pop(0) if wrong and len(data) == 27 else data
    async with opened(line) as reader:
        assert reader.info.serial == "05.01-20101129-0001228293-0296863149"


async def test_reader_without_a_number_works_nameless() -> None:
    line = MemoryLine(SimulatedCardReader())
    line.spoil = lambda data: encode(bytes.fromhex("000024")) if len(data) == 27 else data
    async with opened(line) as reader:
        assert reader.info.serial == ""


async def test_reader_just_switched_on_is_waited_for() -> None:
    line = MemoryLine(SimulatedCardReader())
    line.spoil = lambda data: data if len(line.heard) > 2 else b""
    async with opened(line) as reader:
        assert reader.info.serial


async def test_echo_of_our_own_words_is_garbled() -> None:
    line = MemoryLine(SimulatedCardReader())
    line.spoil = lambda _data: line.heard[-1]
    with pytest.raises(LinkLost) as lost:
        async with opened(line):
            pass
    assert lost.value.code == "garbled"


async def test_probe_never_comes_between_find_and_read() -> None:
    device = SimulatedCardReader()
    line = MemoryLine(device)
    async with opened(line) as reader:
        device.verbs()["card"]("place mainland")
        line.heard.clear()
        async with asyncio.TaskGroup() as both:
            reading = both.create_task(first_event(reader))
            await asyncio.sleep(0.02)
            await reader.probe()
        assert isinstance(reading.result(), CardRead)
        order = [encode(command.body) for command in (FIND, SELECT, READ)]
        assert line.heard[:3] == order
        assert encode(STATUS.body) in line.heard[3:]


@pytest.mark.parametrize("seed", range(8))
async def test_card_is_read_through_junk_and_in_pieces(seed: int) -> None:
    chance = Random(seed)
    device = SimulatedCardReader()
    line = MemoryLine(device)
    whole = line.send

    def send_badly(data: bytes) -> None:
        data = chance.randbytes(chance.randrange(20)) + data + chance.randbytes(chance.randrange(20))
        while data:
            size = chance.randrange(1, 200)
            whole(data[:size])
            data = data[size:]

    line.send = send_badly  # type: ignore[method-assign]
    async with opened(line) as reader:
        device.verbs()["card"]("place foreigner2017")
        card = await anext(reader.events())
        assert isinstance(card, CardRead)
        assert card.number == "CAN110081080319"

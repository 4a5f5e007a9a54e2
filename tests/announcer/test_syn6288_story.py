"""A SYN6288 on its simulated board: it speaks to the end, one call after another, whatever goes wrong."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drivers.announcer.syn6288 import SPEC
from drivers.announcer.syn6288.conversation import SynAnnouncer
from drivers.announcer.syn6288.settings import SynSettings
from drivers.contract import ConditionsChanged, Speaks, Utterance
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from drivers.simulators.voice import SimulatedVoice
from tests.card_reader.memory_line import LoopClock, MemoryLine

CALL = Utterance("请A012号到3号窗口")


@asynccontextmanager
async def board(
    device: SimulatedVoice | None = None, settings: SynSettings | None = None
) -> AsyncIterator[tuple[SynAnnouncer, SimulatedVoice, MemoryLine]]:
    device = device or SimulatedVoice()
    line = MemoryLine(device, baud=9600)
    async with SPEC.open(settings or SynSettings(), line, LoopClock()) as announcer:
        assert isinstance(announcer, SynAnnouncer)
        yield announcer, device, line


def say(device: SimulatedVoice, verb: str, argument: str) -> str:
    return device.verbs()[verb](argument)


async def test_call_is_spoken_to_the_end_before_speak_returns() -> None:
    async with board() as (announcer, device, _):
        assert isinstance(announcer, Speaks)
        await announcer.speak(Utterance(CALL.text, repeats=2))
        assert device.spoken == [CALL.text, CALL.text]
        assert "silent" in device.describe()
        assert f"said: {CALL.text}" in say(device, "show", "")


async def test_two_calls_at_once_are_spoken_one_after_the_other() -> None:
    async with board() as (announcer, device, _):
        async with asyncio.TaskGroup() as both:
            both.create_task(announcer.speak(CALL))
            both.create_task(announcer.speak(Utterance("请A013号到4号窗口")))
        assert device.spoken == [CALL.text, "请A013号到4号窗口"]
        assert device.cut_off == []


async def test_call_given_up_halfway_is_not_cut_off_by_the_next() -> None:
    async with board() as (announcer, device, _):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(1):
                await announcer.speak(CALL)
        assert "saying" in device.describe()
        await announcer.speak(Utterance("请坐"))
        assert device.spoken == [CALL.text, "请坐"]
        assert device.cut_off == []


async def test_tone_comes_once_and_long_text_in_pieces() -> None:
    async with board(settings=SynSettings(tone="ringa")) as (announcer, device, _):
        await announcer.speak(Utterance("请" * 80 + "。" + "坐" * 80, repeats=2))
        assert device.spoken == ["ringa", *(["请" * 80 + "。", "坐" * 80] * 2)]


async def test_board_that_never_says_when_it_is_done_is_asked() -> None:
    async with board() as (announcer, device, _):
        say(device, "done", "silent")
        await announcer.speak(CALL)
        assert device.spoken == [CALL.text]


async def test_probe_and_power() -> None:
    async with board() as (announcer, device, _):
        await announcer.probe()
        say(device, "power", "off")
        with pytest.raises(LinkLost) as lost:
            await announcer.probe()
        assert lost.value.code == "silent"
        say(device, "power", "on")
        assert await anext(announcer.events()) == ConditionsChanged(frozenset())
        await announcer.speak(CALL)


async def test_probe_during_speech_does_not_disturb() -> None:
    async with board() as (announcer, device, line):
        speaking = asyncio.create_task(announcer.speak(CALL))
        await asyncio.sleep(0.5)
        before = len(line.heard)
        await announcer.probe()
        assert len(line.heard) == before
        await speaking
        assert device.spoken == [CALL.text]


async def test_power_lost_in_mid_speech_is_spoken_again_when_it_comes_back() -> None:
    async with board() as (announcer, device, _):
        speaking = asyncio.create_task(announcer.speak(CALL))
        await asyncio.sleep(0.5)
        say(device, "power", "off")
        say(device, "power", "on")
        await speaking
        assert device.cut_off == [CALL.text]
        assert device.spoken == [CALL.text]


async def test_silent_board_is_lost_in_mid_speech() -> None:
    async with board() as (announcer, device, _):
        speaking = asyncio.create_task(announcer.speak(CALL))
        await asyncio.sleep(0.5)
        say(device, "power", "off")
        with pytest.raises(LinkLost) as lost:
            await speaking
        assert lost.value.code == "silent"


async def test_frame_without_verdict_is_lost() -> None:
    async with board() as (announcer, _, line):
        line.spoil = lambda data: b"" if data == b"\x41" else data
        with pytest.raises(LinkLost):
            await announcer.speak(CALL)


async def test_board_that_talks_without_end_is_busy() -> None:
    async with board(SimulatedVoice(character_s=60)) as (announcer, _, _line):
        with pytest.raises(DeviceBusy) as busy:
            await announcer.speak(CALL)
        assert busy.value.code == "busy"


async def test_cable_pulled_ends_the_events_and_the_speech() -> None:
    async with board() as (announcer, _, line):
        speaking = asyncio.create_task(announcer.speak(CALL))
        await asyncio.sleep(0.5)
        line.cut()
        with pytest.raises(LinkLost):
            await speaking
        with pytest.raises(LinkLost):
            await anext(announcer.events())


@pytest.mark.parametrize(("nonsense", "code"), [(b"", "silent"), (b"\x00\xfe", "garbled")])
async def test_no_answer_at_opening_is_lost(nonsense: bytes, code: str) -> None:
    line = MemoryLine(SimulatedVoice(), baud=9600)
    line.spoil = lambda _data: nonsense
    with pytest.raises(LinkLost) as lost:
        async with SPEC.open(SynSettings(), line, LoopClock()):
            pass
    assert lost.value.code == code
    assert code in SPEC.repairs


async def test_end_of_an_earlier_speech_is_not_taken_for_the_end_of_this_one() -> None:
    async with board() as (announcer, device, line):
        line.spoil = lambda data: b"\x4f" + data if data == b"\x41" else data
        await announcer.speak(CALL)
        assert device.spoken == [CALL.text]


async def test_junk_between_replies_is_ignored() -> None:
    async with board() as (announcer, device, line):
        line.spoil = lambda data: b"\x00\x13" + data + b"\xff"
        await announcer.speak(CALL)
        assert device.spoken == [CALL.text]


@pytest.mark.parametrize(
    ("wire", "answer"),
    [
        ("FD000221DE", b"\x41"),
        ("FD000221DF", b"\x45"),
        ("FD00027E81", b"\x45"),
        ("00FD000221DE", b"\x45"),
        ("FD00040101 00 00", b"\x45"),
    ],
)
async def test_simulated_board_answers_as_documented(wire: str, answer: bytes) -> None:
    line = MemoryLine(SimulatedVoice())
    await line.write(bytes.fromhex(wire))
    assert await line.read() == answer


def test_person_is_told_what_can_be_said() -> None:
    device = SimulatedVoice()
    assert "on|off" in say(device, "power", "")
    assert "told|silent" in say(device, "done", "maybe")
    assert "COUNT" in say(device, "refuse", "all")
    assert "without power" in (say(device, "power", "off") and device.describe())


async def test_refused_text_is_sent_again_up_to_three_times() -> None:
    async with board() as (announcer, device, _):
        say(device, "refuse", "2")
        await announcer.speak(CALL)
        assert device.spoken == [CALL.text]
        say(device, "refuse", "3")
        with pytest.raises(DeviceRejected) as rejected:
            await announcer.speak(CALL)
        assert rejected.value.code == "garbled"


async def test_half_a_frame_is_forgotten_by_the_simulated_board() -> None:
    line = MemoryLine(SimulatedVoice())
    await line.write(bytes.fromhex("FD0014010141"))
    assert await line.read() == b"\x45"
    await line.write(bytes.fromhex("FD000221DE"))
    assert await line.read() == b"\x41"

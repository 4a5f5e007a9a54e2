"""A SAM_V reader on its simulated module: cards come and go, and everything that may go wrong does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from drivers.card_reader.sam import SPEC
from drivers.card_reader.sam.conversation import CardReader
from drivers.card_reader.sam.settings import Presence, SamSettings
from drivers.contract import CardRead, CardRemoved, CardType, CardUnreadable, DeviceEvent
from drivers.errors import DeviceRejected, LinkLost
from drivers.simulators.card_reader import SimulatedCardReader
from tests.card_reader.memory_line import LoopClock, MemoryLine
from tests.support.waiting import until

FIND = bytes.fromhex("AAAAAA96690003200122")
READ = bytes.fromhex("AAAAAA96690003300132")
ADDRESS = bytes.fromhex("AAAAAA96690003300330")
RESET = bytes.fromhex("AAAAAA9669000310FFEC")


class Desk:
    """A reader, opened, with somebody who writes down its events."""

    def __init__(self, reader: CardReader, device: SimulatedCardReader, line: MemoryLine) -> None:
        self.reader = reader
        self.device = device
        self.line = line
        self.events: list[DeviceEvent] = []

    def card(self, words: str) -> None:
        self.device.verbs()["card"](words)

    async def write_down(self) -> None:
        async for event in self.reader.events():
            self.events.append(event)

    async def told(self, count: int = 1) -> DeviceEvent:
        await until(lambda: len(self.events) >= count, timeout_s=60)
        return self.events[-1]


@asynccontextmanager
async def desk(
    device: SimulatedCardReader | None = None, settings: SamSettings | None = None, *, baud: int | None = 115200
) -> AsyncIterator[Desk]:
    device = device or SimulatedCardReader()
    line = MemoryLine(device, baud=baud)
    async with SPEC.open(settings or SamSettings(), line, LoopClock()) as reader:
        assert isinstance(reader, CardReader)
        made = Desk(reader, device, line)
        watching = asyncio.create_task(made.write_down())
        try:
            yield made
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


async def test_opening_learns_the_number_of_the_module() -> None:
    async with desk() as here:
        assert here.reader.info.serial == "05.01-20101129-0001228293-0296863149"
        await here.reader.probe()


@pytest.mark.parametrize(
    ("words", "card_type", "name"),
    [
        ("place mainland", CardType.CITIZEN, "王样本"),
        ("place mainland name=李示例", CardType.CITIZEN, "李示例"),
        ("place foreigner2017", CardType.FOREIGNER_2017, "ZHENGJIAN, YANGBEN"),
        ("place foreigner2023 name=A NAME LONGER THAN ITS FIRST FIELD OF 35", CardType.FOREIGNER_2023, None),
        ("place hkmt", CardType.HK_MACAO_TAIWAN, "陈样本"),
    ],
)
async def test_card_is_read_once_and_told_when_it_goes(words: str, card_type: CardType, name: str | None) -> None:
    async with desk() as here:
        here.card(words)
        card = await here.told()
        assert isinstance(card, CardRead)
        assert card.card_type is card_type
        assert card.name == (name or "A NAME LONGER THAN ITS FIRST FIELD OF 35")
        await asyncio.sleep(20)
        assert here.events == [card]
        here.card("remove")
        assert await here.told(2) == CardRemoved()
        here.card(words)
        assert await here.told(3) == card


@pytest.mark.parametrize("find_while_present", [False, True])
@pytest.mark.parametrize("has_additional_address", [False, True])
async def test_firmware_differs_but_a_lying_card_is_read_once(
    find_while_present: bool,
    has_additional_address: bool,
) -> None:
    device = SimulatedCardReader(find_while_present=find_while_present, has_additional_address=has_additional_address)
    async with desk(device) as here:
        here.card("place mainland")
        await here.told()
        await asyncio.sleep(20)
        assert sum(isinstance(event, CardRead) for event in here.events) == 1
        here.card("remove")
        await here.told(2)
        await asyncio.sleep(1)
        here.card("place hkmt")
        await here.told(3)
        assert [type(event) for event in here.events] == [CardRead, CardRemoved, CardRead]


@pytest.mark.parametrize(("presence", "asks_address"), [(Presence.FIND, False), (Presence.ADDITIONAL_ADDRESS, True)])
async def test_presence_is_asked_as_configured(presence: Presence, *, asks_address: bool) -> None:
    async with desk(SimulatedCardReader(find_while_present=True), SamSettings(presence=presence)) as here:
        here.card("place mainland")
        await here.told()
        here.line.heard.clear()
        await asyncio.sleep(5)
        assert len(here.events) == 1
        assert set(here.line.heard) == {ADDRESS if asks_address else FIND}
        here.card("remove")
        assert await here.told(2) == CardRemoved()


async def test_card_not_seen_for_a_moment_has_not_gone() -> None:
    async with desk(SimulatedCardReader(find_while_present=True), SamSettings(presence=Presence.FIND)) as here:
        here.card("place mainland")
        await here.told()
        missed = [bytes.fromhex("AAAAAA9669000400008084")]
        here.line.spoil = lambda data: missed.pop() if missed else data
        await asyncio.sleep(3)
        assert not missed
        assert len(here.events) == 1


async def test_additional_address_is_told_only_if_wanted() -> None:
    for wanted, address in ((True, "样本市新路9号"), (False, None)):
        async with desk(settings=SamSettings(read_additional_address=wanted)) as here:
            here.card("place mainland address=样本市新路9号")
            card = await here.told()
            assert isinstance(card, CardRead)
            assert card.details.get("additional_address") == address


@pytest.mark.parametrize(("which", "code"), [("broken", "card_unreadable"), ("other", "card_wrong_type")])
async def test_card_that_cannot_be_read_is_told_once_after_every_try(which: str, code: str) -> None:
    async with desk(settings=SamSettings(read_attempts=2)) as here:
        here.card(f"place {which}")
        assert await here.told() == CardUnreadable(code)
        assert here.line.heard.count(READ) == 2
        await asyncio.sleep(10)
        here.card("remove")
        await asyncio.sleep(2)
        assert here.events == [CardUnreadable(code)]
        here.card("place mainland")
        assert isinstance(await here.told(2), CardRead)


@pytest.mark.parametrize("cuts_answers", [False, True])
async def test_card_lifted_in_mid_read_is_no_event_and_the_next_is_read(cuts_answers: bool) -> None:
    async with desk(SimulatedCardReader(cuts_answers=cuts_answers)) as here:
        here.card("place mainland")
        await until(lambda: READ in here.line.heard)
        here.card("remove")
        await asyncio.sleep(10)
        assert here.events == []
        here.card("place hkmt")
        assert isinstance(await here.told(), CardRead)


async def test_moment_of_bad_reading_is_mended_by_a_reset() -> None:
    async with desk() as here:
        here.line.spoil = lambda data: data[:700] if len(data) > 1000 else data
        here.card("place mainland")
        await until(lambda: RESET in here.line.heard)
        here.line.spoil = bytes
        assert isinstance(await here.told(), CardRead)
        assert len(here.events) == 1


async def test_slow_line_is_given_its_time() -> None:
    async with desk(SimulatedCardReader(read_s=4.0), baud=9600) as here:
        here.card("place mainland")
        assert isinstance(await here.told(), CardRead)
        assert here.line.heard.count(READ) == 1
    async with desk(SimulatedCardReader(read_s=4.0), SamSettings(read_attempts=1), baud=None) as here:
        here.card("place mainland")
        assert await here.told() == CardUnreadable("card_unreadable")


async def test_silence_at_opening_is_lost() -> None:
    with pytest.raises(LinkLost) as lost:
        async with SPEC.open(SamSettings(), MemoryLine(None), LoopClock()):
            pass
    assert lost.value.code == "silent"


async def test_nonsense_at_opening_is_garbled_and_says_so() -> None:
    line = MemoryLine(SimulatedCardReader())
    line.spoil = lambda data: bytes(byte | 0x80 for byte in data[::2])
    with pytest.raises(LinkLost) as lost:
        async with SPEC.open(SamSettings(), line, LoopClock()):
            pass
    assert lost.value.code == "garbled"


@pytest.mark.parametrize("state", ["fail", "unauthorised"])
async def test_module_that_cannot_work_is_rejected(state: str) -> None:
    device = SimulatedCardReader()
    device.verbs()["sam"](state)
    with pytest.raises(DeviceRejected) as rejected:
        async with SPEC.open(SamSettings(), MemoryLine(device), LoopClock()):
            pass
    assert rejected.value.code == "sam_failed"
    assert rejected.value.code in SPEC.repairs


async def test_device_that_knows_no_status_is_another_device() -> None:
    line = MemoryLine(SimulatedCardReader())
    line.spoil = lambda _data: bytes.fromhex("AAAAAA9669000400002125")
    with pytest.raises(DeviceRejected) as rejected:
        async with SPEC.open(SamSettings(), line, LoopClock()):
            pass
    assert rejected.value.code == "wrong_device"


async def test_module_failing_later_ends_the_events() -> None:
    async with desk() as here:
        await asyncio.sleep(1)
        here.device.verbs()["sam"]("fail")
        with pytest.raises(DeviceRejected):
            await anext(here.reader.events())


async def test_loss_and_silence_later_end_the_events() -> None:
    async with desk() as here:
        here.line.spoil = lambda _data: b""
        with pytest.raises(LinkLost) as lost:
            await anext(here.reader.events())
        assert lost.value.code == "silent"
    async with desk() as here:
        here.line.cut()
        with pytest.raises(LinkLost) as lost:
            await anext(here.reader.events())
        assert lost.value.code == "unplugged"


async def test_find_refused_again_and_again_is_given_up() -> None:
    async with desk() as here:
        here.line.spoil = lambda _data: bytes.fromhex("AAAAAA9669000400002125")
        with pytest.raises(LinkLost) as lost:
            await anext(here.reader.events())
        assert lost.value.code == "garbled"


async def test_line_dropped_while_a_card_lies_there_ends_the_events() -> None:
    async with desk() as here:
        here.card("place mainland")
        events = here.reader.events()
        assert isinstance(await anext(events), CardRead)
        here.line.cut()
        with pytest.raises(LinkLost):
            await anext(events)


async def test_old_reader_is_told_its_radio_frames_once() -> None:
    async with desk(settings=SamSettings(max_rf_bytes=80)) as here:
        await asyncio.sleep(2)
        assert here.line.heard.count(bytes.fromhex("AAAAAA9669000461FF50CA")) == 1


async def test_nothing_personal_is_left_with_the_driver() -> None:
    async with desk() as here:
        here.card("place mainland")
        await here.told()
        await asyncio.sleep(5)
        unclaimed = here.reader._module._exchange._unclaimed
        assert not unclaimed
        assert "11010519491231002X" not in repr(here.events)

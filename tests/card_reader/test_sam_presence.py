"""Readers that do not know, or answer oddly, the question by which a card that was read is seen to lie there still."""

import asyncio

import pytest

from drivers.contract import CardRead
from drivers.simulators.card_reader import SimulatedCardReader
from tests.card_reader.test_sam_story import ADDRESS, desk

SLOT_OF_128 = bytes.fromhex("AAAAAA9669 0084 000090") + b"\x20\x00" * 64 + bytes([0x84 ^ 0x90])


class OddReader(SimulatedCardReader):
    """Gives `answer` to the question for the additional address, whatever lies on it."""

    def __init__(self, answer: bytes, *, find_while_present: bool) -> None:
        super().__init__(find_while_present=find_while_present)
        self._odd_answer = answer

    def on_bytes(self, data: bytes) -> None:
        if data != ADDRESS:
            super().on_bytes(data)
        elif self._odd_answer:
            self.later(0.05, lambda: self.send(self._odd_answer))


@pytest.mark.parametrize("find_while_present", [False, True])
@pytest.mark.parametrize("answer", [b"", SLOT_OF_128], ids=["none", "of another length"])
async def test_card_is_read_once_by_a_reader_without_an_additional_address(
    answer: bytes, find_while_present: bool
) -> None:
    async with desk(OddReader(answer, find_while_present=find_while_present)) as here:
        here.card("place mainland")
        await here.told()
        await asyncio.sleep(30)
        assert sum(isinstance(event, CardRead) for event in here.events) == 1
        here.card("remove")
        await here.told(2)
        await asyncio.sleep(1)
        here.card("place hkmt")
        await here.told(3)
        assert sum(isinstance(event, CardRead) for event in here.events) == 2

"""The simulated reader against the same table of bytes as the codec, and its words for a person."""

import asyncio

import pytest

from drivers.simulators.card_reader import SimulatedCardReader
from tests.card_reader.memory_line import MemoryLine


async def answer(device: SimulatedCardReader, request: str) -> str:
    """Send bytes, return what comes back within two seconds, both in hexadecimal."""
    line = MemoryLine(device)
    await line.write(bytes.fromhex(request))
    async with asyncio.timeout(2):
        return (await line.read()).hex().upper()


@pytest.mark.parametrize(
    ("meaning", "request_hex", "answer_hex"),
    [
        ("status", "AAAAAA9669 0003 11FF ED", "AAAAAA9669 0004 000090 94"),
        ("number", "AAAAAA9669 0003 12FF EE", "AAAAAA9669 0014 000090 0500010009B8320105BE1200ADC5B111 63"),
        ("no card", "AAAAAA9669 0003 2001 22", "AAAAAA9669 0004 000080 84"),
        ("a checksum often printed wrong", "AAAAAA9669 0003 2001 21", "AAAAAA9669 0004 000010 14"),
        ("impossible length", "AAAAAA9669 0002 2001", "AAAAAA9669 0004 000011 15"),
        ("unknown command", "AAAAAA9669 0003 A003 A0", "AAAAAA9669 0004 000021 25"),
        ("select without find", "AAAAAA9669 0003 2002 21", "AAAAAA9669 0004 000081 85"),
        ("read without select", "AAAAAA9669 0003 3001 32", "AAAAAA9669 0004 000041 45"),
        ("radio frames", "AAAAAA9669 0004 61FF50 CA", "AAAAAA9669 0004 000090 94"),
        ("after junk", "00AAAA AAAAAA9669 0003 11FF ED", "AAAAAA9669 0004 000090 94"),
    ],
)
async def test_answers_as_documented(meaning: str, request_hex: str, answer_hex: str) -> None:
    assert await answer(SimulatedCardReader(), request_hex) == answer_hex.replace(" ", ""), meaning


async def test_card_is_found_selected_and_read_in_this_order() -> None:
    device = SimulatedCardReader()
    device.verbs()["card"]("place mainland")
    assert await answer(device, "AAAAAA9669 0003 2001 22") == "AAAAAA9669000800009F0000000097"
    assert await answer(device, "AAAAAA9669 0003 2002 21") == "AAAAAA9669000C00009000000000000000009C"
    read = await answer(device, "AAAAAA9669 0003 3001 32")
    assert len(read) == 2 * 1295
    assert read.startswith("AAAAAA9669050800009001000400")
    assert read[28:].startswith("王样本".encode("utf-16-le").hex().upper())
    assert await answer(device, "AAAAAA9669 0003 3003 30") == "AAAAAA9669000400009195"


async def test_lying_card_is_found_again_only_by_some_firmwares() -> None:
    for goes_on, status in ((False, "000080"), (True, "00009F")):
        device = SimulatedCardReader(find_while_present=goes_on)
        device.verbs()["card"]("place hkmt")
        for request in ("2001 22", "2002 21", "3001 32"):
            await answer(device, f"AAAAAA9669 0003 {request}")
        assert status in await answer(device, "AAAAAA9669 0003 2001 22")


def test_person_is_told_what_can_be_said() -> None:
    device = SimulatedCardReader()
    verbs = device.verbs()
    assert "mainland|foreigner2017|foreigner2023|hkmt" in verbs["card"]("")
    assert "there are mainland" in verbs["card"]("place passport")
    assert "fail" in verbs["sam"]("explode")
    assert "specimen" in verbs["card"]("place foreigner2017 name=EXAMPLE, ANNA MARIA")
    assert "permanent residence card of 2017" in device.describe()
    verbs["sam"]("unauthorised")
    assert "not authorised" in device.describe()
    assert verbs["card"]("remove") == "the card is lifted"
    assert verbs["card"]("remove") == "there is no card to lift"

"""Packets of BX-K cards: the worked examples both ways, in any pieces, among anything."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.display.onbon_bxk import requests
from drivers.display.onbon_bxk.codec import Decoder, Packet, encode
from drivers.protocols.onbon import Noise, wrap
from tests.display import bxk_examples as examples
from tests.display.bxk_examples import EXAMPLES, Example

EVERY_EXAMPLE = pytest.mark.parametrize("example", EXAMPLES, ids=[example.meaning for example in EXAMPLES])

PACKETS = st.builds(
    Packet,
    destination=st.integers(0, 0xFFFF),
    source=st.integers(0, 0xFFFF),
    data=st.binary(max_size=50),
    device_type=st.integers(0, 255),
    display_mode=st.integers(0, 1),
    barcode=st.one_of(st.just(b""), st.binary(min_size=16, max_size=16)),
)


def packet_of(example: Example) -> Packet:
    return Packet(example.destination, example.source, example.data)


def decode(*pieces: bytes) -> list[Packet | Noise]:
    decoder = Decoder()
    return [item for piece in pieces for item in decoder.feed(piece)] + decoder.flush()


@EVERY_EXAMPLE
def test_a_worked_packet_is_written_as_published(example: Example) -> None:
    assert encode(packet_of(example)) == example.wire


@EVERY_EXAMPLE
def test_a_worked_packet_is_read_whole_and_byte_by_byte(example: Example) -> None:
    for pieces in ([example.wire], [bytes([byte]) for byte in example.wire]):
        (packet,) = decode(*pieces)
        assert packet == packet_of(example)
        assert isinstance(packet, Packet)
        assert packet.raw == example.wire


@EVERY_EXAMPLE
def test_a_worked_packet_is_read_among_junk_and_before_another(example: Example) -> None:
    found = decode(b"\x00\x5a\x13" + example.wire + b"\x5a\xff" + example.wire)
    assert [item for item in found if isinstance(item, Packet)] == [packet_of(example)] * 2
    assert b"".join(item.data for item in found if isinstance(item, Noise)) == b"\x00\x5a\x13\x5a\xff"


@EVERY_EXAMPLE
def test_one_wrong_bit_makes_it_noise(example: Example) -> None:
    for at in range(8, len(example.wire) - 1):
        broken = bytearray(example.wire)
        broken[at] ^= 0x04
        found = decode(bytes(broken))
        assert all(isinstance(item, Noise) for item in found)
        assert b"".join(item.data for item in found if isinstance(item, Noise)) == bytes(broken)


@given(PACKETS)
def test_any_packet_is_read_as_it_was_written(packet: Packet) -> None:
    assert decode(encode(packet)) == [packet]


@given(st.lists(st.one_of(st.binary(max_size=30), PACKETS.map(encode), st.binary(max_size=30).map(wrap)), max_size=6))
def test_every_byte_is_in_one_packet_or_in_noise(parts: list[bytes]) -> None:
    found = decode(*parts)
    assert b"".join(item.data if isinstance(item, Noise) else item.raw for item in found) == b"".join(parts)


def test_what_a_card_says_is_told_apart() -> None:
    assert packet_of(examples.ACK).is_ack
    assert packet_of(examples.ACK).refusal is None
    assert packet_of(examples.NACK_BUSY).refusal == 3
    assert not packet_of(examples.NACK_BUSY).is_ack
    assert Packet(0x8000, 1, b"\xa0\x01").refusal is None  # broke off before its number


def test_requests_are_the_published_data() -> None:
    assert requests.ping().data() == examples.PING.data
    assert requests.ping().data(is_answered=False) == bytes.fromhex("A2 00 02 00 00")
    assert requests.set_brightness(12).data(names_length=True) == examples.BRIGHTNESS.data
    friday = datetime(2013, 1, 25, 11, 17, 26)  # noqa: DTZ001 - a card knows no time zone
    assert requests.set_clock(friday).data(names_length=True) == examples.CLOCK.data
    wednesday = datetime(2026, 9, 30, 10, 20, 30)  # noqa: DTZ001
    assert requests.set_clock(wednesday).data() == examples.CLOCK_2026.data
    text = "请A012号到3号窗口".encode("gbk")
    area = requests.Area(number=0, x=0, y=0, width=32, height=32, text=text)
    assert requests.show_area(area).data() == examples.SENTENCE.data
    assert requests.delete_area(2).data() == bytes.fromhex("A3 06 01 00 00 01 02 00")

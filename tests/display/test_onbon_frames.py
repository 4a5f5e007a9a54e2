"""The link layer of Onbon's controllers: escaping, check, and finding frames in anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.protocols.onbon import END, MAX_WIRE_FRAME, Frame, FrameDecoder, Noise, crc16, escape, unescape, wrap

AWKWARD = st.lists(st.sampled_from([0xA5, 0xA6, 0x5A, 0x5B, 0x01, 0x02, 0x41]), max_size=40).map(bytes)
ANYTHING = st.one_of(st.binary(max_size=60), AWKWARD)


def raw_of(item: Frame | Noise) -> bytes:
    return item.raw if isinstance(item, Frame) else item.data


def decode(*pieces: bytes) -> list[Frame | Noise]:
    decoder = FrameDecoder()
    found = [item for piece in pieces for item in decoder.feed(piece)]
    return found + decoder.flush()


def test_the_check_is_the_published_one() -> None:
    assert crc16(b"123456789") == bytes.fromhex("3D BB")  # BB3D, low byte first


def test_the_four_bytes_that_steer_are_escaped() -> None:
    plain, escaped = bytes.fromhex("A5 A6 5A 5B 41"), bytes.fromhex("A6 02 A6 01 5B 02 5B 01 41")
    assert escape(plain) == escaped
    assert unescape(escaped) == plain


@pytest.mark.parametrize("raw", ["A6", "41 5B", "A6 03", "5B 00", "A6 A6 01"])
def test_a_wrong_escape_is_no_packet(raw: str) -> None:
    assert unescape(bytes.fromhex(raw)) is None
    assert decode(b"\xa5" + bytes.fromhex(raw) + b"\x5a") == [Noise(b"\xa5" + bytes.fromhex(raw) + b"\x5a")]


@given(ANYTHING)
def test_what_was_escaped_comes_back(data: bytes) -> None:
    assert unescape(escape(data)) == data
    assert not {0xA5, 0x5A} & set(escape(data))


@given(ANYTHING.filter(bool), st.integers(1, 12))
def test_any_number_of_start_bytes_will_do(packet: bytes, starts: int) -> None:
    wire = b"\xa5" * starts + escape(packet) + bytes([END])
    assert decode(wire) == [Frame(packet, wire)]


@given(st.lists(st.one_of(ANYTHING, ANYTHING.filter(bool).map(wrap)), max_size=8), st.data())
def test_every_byte_is_accounted_for_however_it_arrives(parts: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    found = decode(*pieces)
    assert b"".join(map(raw_of, found)) == stream
    whole = [item for item in decode(stream) if isinstance(item, Frame)]
    assert [item for item in found if isinstance(item, Frame)] == whole


@given(st.binary(max_size=40).filter(lambda junk: b"\xa5" not in junk), ANYTHING.filter(bool))
def test_a_frame_after_junk_is_found(junk: bytes, packet: bytes) -> None:
    assert Frame(packet, wrap(packet)) in decode(junk + wrap(packet))


def test_a_frame_that_lost_its_end_does_not_swallow_the_next() -> None:
    broken, good = wrap(b"broken")[:-1], wrap(b"good")
    assert decode(broken + good) == [Noise(broken), Frame(b"good", good)]


def test_empty_frames_and_a_second_end_byte_are_noise() -> None:
    good = wrap(b"good")
    assert decode(b"\xa5\x5a" + good + b"\x5a") == [Noise(b"\xa5\x5a"), Frame(b"good", good), Noise(b"\x5a")]


def test_a_frame_without_end_is_not_kept_for_ever() -> None:
    decoder = FrameDecoder()
    babble = b"\xa5" + b"\x41" * (2 * MAX_WIRE_FRAME)
    given_back = [item for at in range(0, len(babble), 100) for item in decoder.feed(babble[at : at + 100])]
    assert sum(len(raw_of(item)) for item in given_back) > len(babble) - MAX_WIRE_FRAME
    good = wrap(b"good")
    assert decoder.feed(good)[-1] == Frame(b"good", good)

"""Frames of the FF68 bus: the worked examples both ways, in any pieces, among anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.protocols.ff68 import MAX_DATA, Decoder, Frame, Noise, encode

MAKER = "keypad maker's document"
PROGRAM = "a hall program's source"

EXAMPLES = [
    ("key next at window 3", "FF 68 03 03 68 03 01 0C 10 16", Frame(3, 0x01, b"\x0c"), MAKER),
    ("key miss, confirmed", "FF 68 04 04 68 03 01 06 0F 19 16", Frame(3, 0x01, b"\x06\x0f"), MAKER),
    ("key rate, and the invitation", "FF 68 03 03 68 03 01 0B 0F 16", Frame(3, 0x01, b"\x0b"), MAKER),
    ("show ticket 012", "FF 68 08 08 68 03 02 0A 0A 0A 00 01 02 26 16", Frame(3, 2, b"\n\n\n\0\1\2"), PROGRAM),
    ("show 7 waiting", "FF 68 08 08 68 03 02 00 00 07 0A 0A 0A 2A 16", Frame(3, 2, b"\0\0\7\n\n\n"), PROGRAM),
    ("beep", "FF 68 02 02 68 03 03 06 16", Frame(3, 0x03), PROGRAM),
    ("rating key 0", "FF 68 03 03 68 03 11 00 14 16", Frame(3, 0x11, b"\x00"), MAKER),
    ("rating key 0 acknowledged", "FF 68 03 03 68 03 01 00 04 16", Frame(3, 0x01, b"\x00"), MAKER),
]
EVERY_EXAMPLE = pytest.mark.parametrize(
    ("raw", "frame"), [(bytes.fromhex(wire), frame) for _, wire, frame, _ in EXAMPLES], ids=[row[0] for row in EXAMPLES]
)

FRAMES = st.builds(Frame, st.integers(0, 255), st.integers(0, 255), st.binary(max_size=10))
AWKWARD = st.lists(st.sampled_from([0xFF, 0x68, 0x02, 0x03, 0x16]), max_size=20).map(bytes)
PARTS = st.lists(st.one_of(st.binary(max_size=20), AWKWARD, FRAMES.map(encode)), max_size=8)


def raw_of(item: Frame | Noise) -> bytes:
    return item.raw if isinstance(item, Frame) else item.data


def decode(*pieces: bytes) -> list[Frame | Noise]:
    decoder = Decoder()
    return [item for piece in pieces for item in decoder.feed(piece)] + decoder.flush()


@EVERY_EXAMPLE
def test_a_worked_frame_is_written_and_read_as_published(raw: bytes, frame: Frame) -> None:
    assert encode(frame) == raw
    assert decode(raw) == [frame]
    assert decode(*(bytes([byte]) for byte in raw)) == [frame]


@EVERY_EXAMPLE
def test_a_worked_frame_is_complete_with_its_last_byte(raw: bytes, frame: Frame) -> None:
    decoder = Decoder()
    assert decoder.feed(raw[:-1]) == []
    assert decoder.feed(raw[-1:]) == [frame]


@EVERY_EXAMPLE
def test_a_worked_frame_is_read_among_junk_and_before_another(raw: bytes, frame: Frame) -> None:
    found = decode(b"\x16\xff\xff\x68\x03" + raw + b"\xff" + raw + b"\x68")
    assert found == [Noise(b"\x16\xff\xff\x68\x03"), frame, Noise(b"\xff"), frame, Noise(b"\x68")]


@EVERY_EXAMPLE
def test_one_wrong_bit_makes_it_noise(raw: bytes, frame: Frame) -> None:
    for at in range(len(raw)):
        broken = bytearray(raw)
        broken[at] ^= 0x04
        found = decode(bytes(broken))
        assert frame not in found
        assert b"".join(map(raw_of, found)) == bytes(broken)


@given(FRAMES)
def test_any_frame_is_read_as_it_was_written(frame: Frame) -> None:
    assert decode(encode(frame)) == [frame]


@given(PARTS, st.data())
def test_every_byte_is_accounted_for_however_it_arrives(parts: list[bytes], data: st.DataObject) -> None:
    stream = b"".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    pieces = [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    found = decode(*pieces)
    assert b"".join(map(raw_of, found)) == stream
    assert [item for item in found if isinstance(item, Frame)] == [i for i in decode(stream) if isinstance(i, Frame)]


@given(st.binary(max_size=20).filter(lambda junk: b"\xff" not in junk), FRAMES)
def test_a_frame_after_junk_is_found(junk: bytes, frame: Frame) -> None:
    assert decode(junk + encode(frame))[-1] == frame


def test_a_frame_behind_a_broken_head_comes_out_when_the_line_falls_silent() -> None:
    broken_head, good = bytes.fromhex("FF 68 20 20 68 03"), Frame(3, 1, b"\x0c")
    decoder = Decoder()
    assert decoder.feed(broken_head + good.raw) == []
    assert decoder.flush() == [Noise(broken_head), good]


def test_a_frame_that_never_ends_is_not_kept_for_ever() -> None:
    decoder = Decoder()
    assert decoder.feed(b"\xff\x68\xc8") == [Noise(b"\xff\x68\xc8")]  # longer than anything a device sends
    longest = Frame(1, 2, bytes(MAX_DATA))
    assert decoder.feed(encode(longest)) == [longest]
    assert decoder.feed(encode(Frame(1, 2, bytes(MAX_DATA + 1))))[0] != Frame(1, 2, bytes(MAX_DATA + 1))

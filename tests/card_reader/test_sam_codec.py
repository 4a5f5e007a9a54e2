"""SAM_V frames: one table read both ways, in pieces, in junk, and whatever bytes may come."""

import itertools
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card_reader.sam.codec import LONGEST_REST, Decoder, Frame, Noise, encode


class Example(NamedTuple):
    meaning: str
    wire: str
    body: str
    source: str


EXAMPLES = [
    Example("reset", "AAAAAA9669 0003 10FF EC", "10FF", "openiDR200 PDF and three programs"),
    Example("status", "AAAAAA9669 0003 11FF ED", "11FF", "openiDR200 PDF and four programs"),
    Example("module number", "AAAAAA9669 0003 12FF EE", "12FF", "openiDR200 PDF and four programs"),
    Example("find", "AAAAAA9669 0003 2001 22", "2001", "six sources"),
    Example("select", "AAAAAA9669 0003 2002 21", "2002", "six sources"),
    Example("read text and photo", "AAAAAA9669 0003 3001 32", "3001", "eight sources"),
    Example("read additional address", "AAAAAA9669 0003 3003 30", "3003", "four sources"),
    Example("limit radio frames to 80", "AAAAAA9669 0004 61FF 50 CA", "61FF50", "hev-idcard-reader"),
    Example("done", "AAAAAA9669 0004 000090 94", "000090", "four sources"),
    Example("found", "AAAAAA9669 0008 00009F 00000000 97", "00009F00000000", "six sources"),
    Example("no card", "AAAAAA9669 0004 000080 84", "000080", "six sources"),
    Example("selected", "AAAAAA9669 000C 000090 0000000000000000 9C", "0000900000000000000000", "six sources"),
    Example("select failed", "AAAAAA9669 0004 000081 85", "000081", "six sources"),
    Example("reading failed", "AAAAAA9669 0004 000041 45", "000041", "six sources"),
    Example("our checksum was wrong", "AAAAAA9669 0004 000010 14", "000010", "five sources"),
    Example("unknown command", "AAAAAA9669 0004 000021 25", "000021", "five sources"),
    Example("not authorised", "AAAAAA9669 0004 000066 62", "000066", "five sources"),
    Example("no additional address", "AAAAAA9669 0004 000091 95", "000091", "five sources"),
    Example(
        "a module number",
        "AAAAAA9669 0014 000090 05000100 09B83201 05BE1200 ADC5B111 63",
        "000090 05000100 09B83201 05BE1200 ADC5B111",
        "openiDR200 PDF, checksum recomputed",
    ),
]
WIRES = [bytes.fromhex(example.wire) for example in EXAMPLES]
examples = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.meaning)


def decode(*pieces: bytes) -> list[Frame | Noise]:
    decoder = Decoder()
    return [frame for piece in pieces for frame in decoder.feed(piece)] + decoder.flush()


def every_byte(frames: list[Frame | Noise]) -> bytes:
    return b"".join(frame.raw if isinstance(frame, Frame) else frame.data for frame in frames)


@examples
def test_example_is_written_as_documented(example: Example) -> None:
    assert encode(bytes.fromhex(example.body)) == bytes.fromhex(example.wire)


@examples
def test_example_is_read_whole_and_byte_by_byte(example: Example) -> None:
    wire = bytes.fromhex(example.wire)
    assert decode(wire) == [Frame(wire)]
    assert decode(*(bytes([byte]) for byte in wire)) == [Frame(wire)]
    assert Frame(wire).body == bytes.fromhex(example.body)


@examples
def test_example_is_read_between_strangers(example: Example) -> None:
    wire = bytes.fromhex(example.wire)
    assert decode(b"\xaa\xaa\xaa", wire, b"\x96\x69") == [Noise(b"\xaa\xaa\xaa"), Frame(wire), Noise(b"\x96\x69")]
    assert decode(wire + wire) == [Frame(wire), Frame(wire)]


def test_status_is_the_third_byte_only() -> None:
    assert Frame(encode(bytes.fromhex("6A8241"))).status == 0x41
    assert Frame(encode(b"\x20\x01")).status is None
    assert Frame(encode(bytes.fromhex("00009F01020304"))).data == b"\x01\x02\x03\x04"


def test_wrong_checksum_is_noise_and_the_next_frame_is_found() -> None:
    spoilt = WIRES[9][:-1] + b"\x00"
    assert decode(spoilt + WIRES[8]) == [Noise(spoilt), Frame(WIRES[8])]


def test_frame_hidden_in_half_a_frame_is_found_after_silence() -> None:
    half = encode(b"\x00\x00\x90" + bytes(400))[:100]
    decoder = Decoder()
    assert decoder.feed(half + WIRES[10]) == []
    assert decoder.flush() == [Noise(half), Frame(WIRES[10])]


def test_impossible_length_does_not_hold_the_line() -> None:
    decoder = Decoder()
    liar = bytes.fromhex("AAAAAA9669 FFFF")
    assert decoder.feed(liar + WIRES[8]) == [Noise(liar), Frame(WIRES[8])]


def test_endless_junk_is_not_kept() -> None:
    decoder = Decoder()
    given_back = sum(len(every_byte(decoder.feed(b"\xaa" * 1000))) for _ in range(20))
    assert 20_000 - given_back <= LONGEST_REST + 7


def test_repr_shows_no_byte_of_a_frame() -> None:
    shown = repr(decode(encode(b"\x00\x00\x90" + "王样本".encode("utf-16-le")) + b"11010519491231002X"))
    assert "11010" not in shown
    assert "\\x" not in shown


junk = st.binary(max_size=60)
chopped = st.lists(
    st.one_of(junk, st.sampled_from(WIRES), st.sampled_from(WIRES).map(lambda wire: wire[:-2])), max_size=12
)


@given(pieces=chopped, cuts=st.lists(st.integers(0, 300), max_size=20))
def test_every_byte_comes_out_once_and_in_order(pieces: list[bytes], cuts: list[int]) -> None:
    stream = b"".join(pieces)
    edges = sorted({0, len(stream), *(cut for cut in cuts if cut < len(stream))})
    out = decode(*(stream[a:b] for a, b in itertools.pairwise(edges)))
    assert every_byte(out) == stream
    assert all(encode(frame.body) == frame.raw for frame in out if isinstance(frame, Frame))


@given(before=junk, wire=st.sampled_from(WIRES), after=junk)
def test_frame_is_found_in_any_junk(before: bytes, wire: bytes, after: bytes) -> None:
    assert wire in [frame.raw for frame in decode(before, wire, after) if isinstance(frame, Frame)]

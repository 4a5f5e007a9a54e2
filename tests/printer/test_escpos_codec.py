"""Replies of a printer are told apart by their fixed bits, in any pieces and among any noise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.escpos.codec import (
    LONGEST_BLOCK,
    AutoStatus,
    Block,
    BlockKind,
    FlowControl,
    LiveStatus,
    Noise,
    QueuedStatus,
    Reply,
    ReplyDecoder,
)

# meaning, bytes, what it is, source
REPLIES: list[tuple[str, str, Reply, str]] = [
    ("ready", "12", LiveStatus(0x12, b"\x12"), "Epson DLE EOT"),
    ("ready, drawer open", "16", LiveStatus(0x16, b"\x16"), "Epson DLE EOT n=1"),
    ("offline", "1a", LiveStatus(0x1A, b"\x1a"), "Epson DLE EOT n=1"),
    ("paper near its end", "1e", LiveStatus(0x1E, b"\x1e"), "Epson DLE EOT n=4"),
    ("no paper", "7e", LiveStatus(0x7E, b"\x7e"), "Epson DLE EOT n=4"),
    ("no paper, no near-end sensor", "72", LiveStatus(0x72, b"\x72"), "SPRT POS58"),
    ("cover open", "36", LiveStatus(0x36, b"\x36"), "Epson DLE EOT n=2"),
    ("queued: paper is there", "00", QueuedStatus(0, b"\0"), "Epson GS r"),
    ("queued: near end", "03", QueuedStatus(3, b"\x03"), "Epson GS r"),
    ("queued, clone: no paper", "0f", QueuedStatus(0x0F, b"\x0f"), "serial clones"),
    ("automatic: well", "10000000", AutoStatus(bytes.fromhex("10000000"), bytes.fromhex("10000000")), "Epson GS a"),
    ("automatic: no paper", "18000f00", AutoStatus(bytes.fromhex("18000f00"), bytes.fromhex("18000f00")), "Epson GS a"),
    ("automatic: cover", "38000300", AutoStatus(bytes.fromhex("38000300"), bytes.fromhex("38000300")), "Epson GS a"),
    (
        "automatic with XOFF inside",
        "1800130f1100",
        AutoStatus(bytes.fromhex("18000f00"), bytes.fromhex("1800130f1100")),
        "Epson appendix: next three non-XOFF bytes",
    ),
    ("process id", "37224142434400", Block(BlockKind.NOTICE, b'"ABCD', b'7"ABCD\0'), "Epson GS ( H fn 48"),
    ("buffers cleared", "372500", Block(BlockKind.NOTICE, b"%", b"7%\0"), "Epson DLE DC4 fn 8"),
    ("offline notice", "37234000", Block(BlockKind.NOTICE, b"#@", b"7#@\0"), "Epson GS ( H fn 49"),
    ("maker", "5f4550534f4e00", Block(BlockKind.TEXT, b"EPSON", b"_EPSON\0"), "Epson GS I 66"),
    ("maker with XOFF inside", "5f45501353114f4e00", Block(BlockKind.TEXT, b"EPSON", b"_EP\x13S\x11ON\0"), "appendix"),
    ("may send", "11", FlowControl(may_send=True, raw=b"\x11"), "XON"),
    ("must wait", "13", FlowControl(may_send=False, raw=b"\x13"), "XOFF"),
]
EXAMPLES = pytest.mark.parametrize(("raw", "reply"), [(bytes.fromhex(h), r) for _, h, r, _ in REPLIES])
JUNK = b"\xff\x90\xb1\xfe"  # bit 7 set, or fixed bits that no reply has


def decoded(*pieces: bytes) -> list[Reply]:
    decoder = ReplyDecoder()
    return [reply for piece in pieces for reply in decoder.feed(piece)] + decoder.flush()


@EXAMPLES
def test_reply_is_read_whole(raw: bytes, reply: Reply) -> None:
    decoder = ReplyDecoder()
    assert decoder.feed(raw) == [reply]
    assert decoder.flush() == []


@EXAMPLES
def test_reply_is_read_byte_by_byte(raw: bytes, reply: Reply) -> None:
    assert decoded(*(bytes([byte]) for byte in raw)) == [reply]


@EXAMPLES
def test_reply_is_read_before_another_one(raw: bytes, reply: Reply) -> None:
    assert decoded(raw + b"\x12") == [reply, LiveStatus(0x12, b"\x12")]


@EXAMPLES
def test_reply_is_read_after_junk(raw: bytes, reply: Reply) -> None:
    assert decoded(JUNK + raw) == [Noise(JUNK), reply]


HALVES = pytest.mark.parametrize("half", [bytes.fromhex(h) for h in ("37224142", "5f4550", "1000", "10009000", "3722")])


@HALVES
def test_half_a_reply_does_not_hide_the_status_behind_it(half: bytes) -> None:
    assert decoded(half + b"\x12")[-1] == LiveStatus(0x12, b"\x12")


@HALVES
def test_half_a_reply_is_given_up_when_the_line_is_silent(half: bytes) -> None:
    decoder = ReplyDecoder()
    decoder.feed(half)
    decoder.flush()
    assert decoder.feed(b"\x37\x25\x00") == [Block(BlockKind.NOTICE, b"%", b"7%\0")]


def test_block_without_end_is_given_up_before_silence() -> None:
    decoder = ReplyDecoder()
    replies = decoder.feed(b"\x5f" + b"A" * LONGEST_BLOCK)
    assert replies[0] == Noise(b"\x5f")
    assert decoder.flush() == []


def test_bit_7_of_a_status_counts_only_where_it_is_configured() -> None:
    assert ReplyDecoder().feed(b"\x92") == [Noise(b"\x92")]
    assert ReplyDecoder(sets_bit7=True).feed(b"\x92") == [LiveStatus(0x92, b"\x92")]


def test_noise_is_counted() -> None:
    decoder = ReplyDecoder()
    decoder.feed(JUNK + b"\x12")
    decoder.feed(b"\x37\x41")
    decoder.flush()
    assert decoder.noise_bytes == len(JUNK) + 1


@given(st.lists(st.binary(max_size=40)), st.booleans())
def test_every_byte_received_is_in_exactly_one_reply(pieces: list[bytes], has_bit7: bool) -> None:
    decoder = ReplyDecoder(sets_bit7=has_bit7)
    replies = [reply for piece in pieces for reply in decoder.feed(piece)] + decoder.flush()
    assert b"".join(reply.raw for reply in replies) == b"".join(pieces)


@given(st.binary(max_size=200))
def test_pieces_make_no_difference(data: bytes) -> None:
    whole = decoded(data)
    in_bytes = decoded(*(bytes([byte]) for byte in data))
    assert [r for r in whole if not isinstance(r, Noise)] == [r for r in in_bytes if not isinstance(r, Noise)]


@given(st.binary(max_size=2000))
def test_little_is_kept_while_waiting(data: bytes) -> None:
    decoder = ReplyDecoder()
    replies = decoder.feed(data)
    assert len(data) - sum(len(reply.raw) for reply in replies) < LONGEST_BLOCK

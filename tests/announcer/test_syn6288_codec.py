"""SYN6288 frames and replies, by table."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.announcer.syn6288.codec import Command, Decoder, Noise, Reply, Said, encode, speak


class Example(NamedTuple):
    meaning: str
    frame: bytes
    wire: str
    source: str


YUYINTIANXIA = "宇音天下"
CALL = "请A012号到3号窗口".encode("gbk")

EXAMPLES = [
    Example("GB2312", speak(YUYINTIANXIA.encode("gb2312"), encoding=0), "FD000B0100 D3EED2F4CCECCFC2 C1", "datasheet"),
    Example("GBK", speak(YUYINTIANXIA.encode("gbk")), "FD000B0101 D3EED2F4CCECCFC2 C0", "datasheet"),
    Example("music 1", speak(YUYINTIANXIA.encode("gbk"), music=1), "FD000B0109 D3EED2F4CCECCFC2 C8", "datasheet"),
    Example("music 15", speak(YUYINTIANXIA.encode("gbk"), music=15), "FD000B0179 D3EED2F4CCECCFC2 B8", "datasheet"),
    Example("UTF-16", speak("语音天下".encode("utf-16-be"), encoding=3), "FD000B0103 8BED97F359294E0B C3", "datasheet"),
    Example("a tag alone", speak(b"[v11]"), "FD00080101 5B7631315D 85", "datasheet"),
    Example("stop", encode(Command.STOP), "FD000202FD", "datasheet"),
    Example("pause", encode(Command.PAUSE), "FD000203FC", "datasheet"),
    Example("resume", encode(Command.RESUME), "FD000204FB", "datasheet"),
    Example("status", encode(Command.STATUS), "FD000221DE", "datasheet"),
    Example("sleep", encode(Command.SLEEP), "FD00028877", "datasheet"),
    Example("19200 baud", encode(Command.SET_BAUD, b"\x01"), "FD00033101CE", "datasheet"),
    Example("a call", speak(CALL), "FD00140101 C7EB41303132BAC5B5BD33BAC5B4B0BFDA ED", "libdriver/syn6288"),
    Example(
        "with music", speak(CALL, music=1), "FD00140109 C7EB41303132BAC5B5BD33BAC5B4B0BFDA E5", "libdriver/syn6288"
    ),
]

REPLIES = [
    ("power has come", "4A", Said.READY),
    ("accepted", "41", Said.ACCEPTED),
    ("damaged", "45", Said.REFUSED),
    ("speaking", "4E", Said.SPEAKING),
    ("idle", "4F", Said.IDLE),
]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.meaning)
def test_frame_is_written_as_documented(example: Example) -> None:
    assert example.frame == bytes.fromhex(example.wire)


@pytest.mark.parametrize(("meaning", "wire", "said"), REPLIES)
def test_reply_is_read_and_kept_whole(meaning: str, wire: str, said: Said) -> None:
    raw = bytes.fromhex(wire)
    assert Decoder().feed(raw) == [Reply(said)], meaning
    assert Reply(said).raw == raw
    assert Decoder().feed(b"\x00\xff" + raw + b"\x00") == [Noise(b"\x00\xff"), Reply(said), Noise(b"\x00")]


def test_text_too_long_for_a_frame_is_cut_there() -> None:
    assert len(speak(b"x" * 500)) == 206


@given(st.lists(st.binary(max_size=40)))
def test_every_byte_comes_out_once(parts: list[bytes]) -> None:
    decoder = Decoder()
    out = [frame for part in parts for frame in decoder.feed(part)] + decoder.flush()
    assert b"".join(frame.raw if isinstance(frame, Reply) else frame.data for frame in out) == b"".join(parts)
    assert decoder.strange_bytes == sum(len(frame.data) for frame in out if isinstance(frame, Noise))

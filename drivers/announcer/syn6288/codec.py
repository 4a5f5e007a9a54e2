"""Frames to a SYN6288 and its one-byte replies."""

from dataclasses import dataclass
from enum import IntEnum

HEAD = 0xFD  # then two length bytes, big-endian: everything behind them, checksum included
MOST_TEXT = 200  # bytes in one frame

GBK = 1  # code of the text's encoding; 0 GB2312, 2 BIG5, 3 UTF-16BE
MUSIC_SHIFT = 3  # the parameter is music number * 8 + encoding


class Command(IntEnum):
    """What the board can be told; only SPEAK and SET_BAUD carry more than the command itself."""

    SPEAK = 0x01
    STOP = 0x02
    PAUSE = 0x03
    RESUME = 0x04
    STATUS = 0x21
    SET_BAUD = 0x31
    SLEEP = 0x88


class Said(IntEnum):
    """The board's replies, one byte each."""

    READY = 0x4A  # power has come
    ACCEPTED = 0x41
    REFUSED = 0x45  # the frame was damaged
    SPEAKING = 0x4E
    IDLE = 0x4F  # also sent when speech ends


_MEANINGS = {said.value: said for said in Said}


@dataclass(frozen=True, slots=True)
class Reply:
    """One byte that means something."""

    said: Said

    @property
    def raw(self) -> bytes:
        """The byte."""
        return bytes([self.said])


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that mean nothing."""

    data: bytes


def encode(command: Command, payload: bytes = b"") -> bytes:
    """Return a complete frame; its XOR covers every byte, the first included."""
    frame = bytes([HEAD]) + (len(payload) + 2).to_bytes(2, "big") + bytes([command]) + payload
    checksum = 0
    for byte in frame:
        checksum ^= byte
    return frame + bytes([checksum])


def speak(text: bytes, *, music: int = 0, encoding: int = GBK) -> bytes:
    """Return the frame that says `text`, at most 200 bytes of it."""
    return encode(Command.SPEAK, bytes([music << MUSIC_SHIFT | encoding]) + text[:MOST_TEXT])


class Decoder:
    """Sorts bytes into replies and noise; `strange_bytes` counts the latter."""

    def __init__(self) -> None:
        self.strange_bytes = 0

    def feed(self, data: bytes) -> list[Reply | Noise]:
        """Return everything at once: no reply is longer than a byte."""
        out: list[Reply | Noise] = []
        strange = bytearray()
        for byte in data:
            if byte not in _MEANINGS:
                strange.append(byte)
                continue
            self._say_strange(strange, out)
            out.append(Reply(_MEANINGS[byte]))
        self._say_strange(strange, out)
        return out

    def _say_strange(self, strange: bytearray, out: list[Reply | Noise]) -> None:
        if strange:
            self.strange_bytes += len(strange)
            out.append(Noise(bytes(strange)))
            strange.clear()

    def flush(self) -> list[Reply | Noise]:
        """Nothing is ever kept."""
        return []

"""The link layer of Onbon's LED controllers: start bytes, escaping, end byte, CRC; packets inside are not looked at."""

from dataclasses import dataclass, field

START = 0xA5  # a sender repeats it eight times, a receiver is content with one
END = 0x5A
PREAMBLE = bytes([START]) * 8

_ESCAPES = {0xA5: b"\xa6\x02", 0xA6: b"\xa6\x01", 0x5A: b"\x5b\x02", 0x5B: b"\x5b\x01"}
_UNESCAPES = {escaped: plain for plain, escaped in _ESCAPES.items()}
_ESCAPE_MARKS = frozenset({0xA6, 0x5B})

MAX_WIRE_FRAME = 4096  # bytes kept while waiting for END; four times the largest receive buffer of a text card

_CRC_POLYNOMIAL = 0xA001  # reflected 8005: CRC-16/ARC, start value 0, nothing inverted at the end


@dataclass(frozen=True, slots=True)
class Frame:
    """What stood between the start bytes and the end byte, unescaped; `raw` is how it came over the wire."""

    packet: bytes
    raw: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that belong to no frame: junk, a frame that broke off, an empty frame, a wrong escape."""

    data: bytes


def _crc_of_byte(value: int) -> int:
    for _ in range(8):
        value = (value >> 1) ^ _CRC_POLYNOMIAL if value & 1 else value >> 1
    return value


_CRC_TABLE = tuple(_crc_of_byte(value) for value in range(256))


def crc16(data: bytes) -> bytes:
    """Return the check over unescaped bytes as it goes on the wire, low byte first."""
    crc = 0
    for byte in data:
        crc = (crc >> 8) ^ _CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc.to_bytes(2, "little")


def escape(data: bytes) -> bytes:
    """Return `data` without any byte that could be taken for a start or an end."""
    return b"".join(_ESCAPES.get(byte) or bytes([byte]) for byte in data)


def unescape(data: bytes) -> bytes | None:
    """Return the bytes that `escape` was given, or None if a mark is followed by what no sender writes."""
    plain = bytearray()
    at = 0
    while at < len(data):
        if data[at] not in _ESCAPE_MARKS:
            plain.append(data[at])
            at += 1
            continue
        meant = _UNESCAPES.get(data[at : at + 2])
        if meant is None:
            return None
        plain.append(meant)
        at += 2
    return bytes(plain)


def wrap(packet: bytes) -> bytes:
    """Return `packet`, check included, as it goes on the wire."""
    return PREAMBLE + escape(packet) + bytes([END])


class FrameDecoder:
    """Bytes to frames; never raises, and every byte comes out in exactly one Frame's raw or Noise's data."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, data: bytes) -> list[Frame | Noise]:
        """Take what arrived and return what it completed."""
        self._kept += data
        found: list[Frame | Noise] = []
        while (item := self._take()) is not None:
            found.append(item)
        return found

    def flush(self) -> list[Frame | Noise]:
        """Give up the frame that broke off: the line has been silent."""
        rest = self._cut(len(self._kept))
        return [Noise(rest)] if rest else []

    def _take(self) -> Frame | Noise | None:
        start = self._kept.find(START)
        if start < 0:
            start = len(self._kept)
        if start > 0:
            return Noise(self._cut(start))
        inner = self._after_start_bytes()
        end = min((at for mark in (START, END) if (at := self._kept.find(mark, inner)) >= 0), default=-1)
        if end < 0:
            return Noise(self._cut(len(self._kept))) if len(self._kept) > MAX_WIRE_FRAME else None
        if self._kept[end] == START:  # never inside a frame, so the one before has lost its end
            return Noise(self._cut(end))
        raw = self._cut(end + 1)
        packet = unescape(raw[inner:-1])
        return Frame(packet, raw) if packet else Noise(raw)

    def _after_start_bytes(self) -> int:
        return len(self._kept) - len(self._kept.lstrip(bytes([START])))

    def _cut(self, count: int) -> bytes:
        cut = bytes(self._kept[:count])
        del self._kept[:count]
        return cut

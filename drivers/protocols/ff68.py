"""The FF68 bus of window callers and rating boxes: one frame layout for keys, digits, stars and acknowledgements."""

from dataclasses import dataclass

HEAD = b"\xff\x68"
SECOND_HEAD = 0x68  # repeated after the two equal length bytes
TAIL = 0x16
MAX_DATA = 64  # bytes; the longest data seen is six digits, and a bound keeps junk from holding a frame back

_HEADER = 5  # FF 68 L L 68
_COVERED = 2  # L counts address and command besides the data
_TRAILER = 2  # sum, 16


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame, either way: the same layout is used by the host and by the devices."""

    address: int
    command: int
    data: bytes = b""

    @property
    def raw(self) -> bytes:
        """The frame as it goes on the wire; there is only one way to write it."""
        return encode(self)


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that belong to no frame."""

    data: bytes


def encode(frame: Frame) -> bytes:
    """Return `FF 68 L L 68 address command data sum 16`, the sum over address, command and data modulo 256."""
    body = bytes([frame.address, frame.command]) + frame.data
    return HEAD + bytes([len(body), len(body), SECOND_HEAD]) + body + bytes([sum(body) & 0xFF, TAIL])


class LastPress:
    """The last key frame heard, to tell a second press from a device that believes itself unheard."""

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self._heard_at_s = float("-inf")

    def is_repeated_by(self, frame: Frame, now_s: float, within_s: float) -> bool:
        """Take `frame` as the last; each repeat gives the next one `within_s` more."""
        is_repeated = frame == self.frame and now_s - self._heard_at_s < within_s
        self.frame, self._heard_at_s = frame, now_s
        return is_repeated


class Decoder:
    """Bytes to frames; never raises, and every byte comes out in exactly one Frame's raw or Noise's data."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def feed(self, data: bytes) -> list[Frame | Noise]:
        """Take what arrived and return what it completed."""
        self._kept += data
        return self._take()

    def flush(self) -> list[Frame | Noise]:
        """Give up a frame that broke off, keeping whole frames that stand behind its head."""
        found: list[Frame | Noise] = []
        while self._kept:
            found += [Noise(self._cut(1)), *self._take()]
        return _joined(found)

    def _take(self) -> list[Frame | Noise]:
        found: list[Frame | Noise] = []
        while self._kept:
            junk = self._junk()
            if junk:
                found.append(Noise(self._cut(junk)))
                continue
            frame = self._whole_frame()
            if frame is None:
                break
            found.append(frame)
            self._cut(len(frame.raw))
        return _joined(found)

    def _junk(self) -> int:
        """Return how many bytes at the front cannot begin a frame."""
        start = self._kept.find(HEAD)
        if start < 0:
            return len(self._kept) - self._kept.endswith(HEAD[:1])
        if start == 0 and not self._may_be_frame():
            return 1
        return start

    def _may_be_frame(self) -> bool:
        kept = self._kept
        if len(kept) > len(HEAD) and not _COVERED <= kept[2] <= _COVERED + MAX_DATA:
            return False
        if kept[3:4] and kept[3] != kept[2]:
            return False
        if kept[4:5] and kept[4] != SECOND_HEAD:
            return False
        end = self._end()
        if end is None:
            return True
        body, trailer = kept[_HEADER : end - _TRAILER], kept[end - _TRAILER : end]
        return trailer == bytes([sum(body) & 0xFF, TAIL])

    def _end(self) -> int | None:
        if len(self._kept) < _HEADER:
            return None
        end = _HEADER + self._kept[2] + _TRAILER
        return end if len(self._kept) >= end else None

    def _whole_frame(self) -> Frame | None:
        end = self._end()
        if end is None:
            return None
        body = bytes(self._kept[_HEADER : end - _TRAILER])
        return Frame(body[0], body[1], body[_COVERED:])

    def _cut(self, count: int) -> bytes:
        cut = bytes(self._kept[:count])
        del self._kept[:count]
        return cut


def _joined(found: list[Frame | Noise]) -> list[Frame | Noise]:
    """Put neighbouring noise together, so that junk reads as the one lump it was."""
    joined: list[Frame | Noise] = []
    for item in found:
        if joined and isinstance(item, Noise) and isinstance(joined[-1], Noise):
            joined[-1] = Noise(joined[-1].data + item.data)
        else:
            joined.append(item)
    return joined

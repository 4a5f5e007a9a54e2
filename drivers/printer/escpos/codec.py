"""Bytes from an ESC/POS printer to replies; every reply is told by its fixed bits, whatever was asked."""

from dataclasses import dataclass
from enum import Enum

XON, XOFF = 0x11, 0x13
NUL = 0x00
FIXED_BITS = 0x93  # of status bytes: bits 0, 1, 4, 7
FIXED_BITS_WITHOUT_7 = 0x13  # for printers that use bit 7 for a ticket in the mouth
QUEUED_BITS = 0x90  # of GS r and one-byte GS I answers: bits 4 and 7 are 0
BLOCK_HEADERS = frozenset({0x35, 0x37, 0x3B, 0x3D, 0x5F})
LONGEST_BLOCK = 96  # header to NUL; GS I texts have up to 80 bytes
ASB_BYTES = 4
FIRST_TEXT_BYTE = 0x20


@dataclass(frozen=True, slots=True)
class LiveStatus:
    """Answer to DLE EOT, at once, whatever the printer is doing; which of the four it is only the asker knows."""

    value: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class QueuedStatus:
    """Answer to GS r (or a one-byte GS I), given when everything before it has been processed."""

    value: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class AutoStatus:
    """Automatic status back: four bytes sent unasked on every change, once switched on with GS a."""

    values: bytes
    raw: bytes


class BlockKind(Enum):
    """Header byte of a reply that ends with NUL."""

    NOTICE = 0x37  # second byte: 22 process id, 23 offline, 25 cleared
    TEXT = 0x5F  # GS I
    OTHER_35 = 0x35
    OTHER_3B = 0x3B
    OTHER_3D = 0x3D


@dataclass(frozen=True, slots=True)
class Block:
    """A reply of several bytes: header, content, NUL."""

    kind: BlockKind
    content: bytes
    raw: bytes


@dataclass(frozen=True, slots=True)
class FlowControl:
    """XON or XOFF of a printer that paces a serial line in software."""

    may_send: bool
    raw: bytes


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that belong to no reply."""

    data: bytes

    @property
    def raw(self) -> bytes:
        """The bytes as received."""
        return self.data


Reply = LiveStatus | QueuedStatus | AutoStatus | Block | FlowControl | Noise


class ReplyDecoder:
    """Cuts what the printer sends into replies; keeps less than one reply between calls."""

    def __init__(self, *, sets_bit7: bool = False) -> None:
        self._fixed_bits = FIXED_BITS_WITHOUT_7 if sets_bit7 else FIXED_BITS
        self._rest = b""
        self.noise_bytes = 0  # so far; many of them and no answer mean a wrong speed or another kind of device

    def feed(self, data: bytes) -> list[Reply]:
        """Return the replies that are complete now."""
        return self._cut(self._rest + data, is_last=False)

    def flush(self) -> list[Reply]:
        """Give up waiting for the rest of a reply: the line has been silent."""
        return self._cut(self._rest, is_last=True)

    def _cut(self, data: bytes, *, is_last: bool) -> list[Reply]:
        replies: list[Reply] = []
        while data:
            reply = self._first(data)
            if reply is None:
                if not is_last:
                    break
                reply = Noise(data[:1])
            replies.append(reply)
            data = data[len(reply.raw) :]
        self._rest = data
        self.noise_bytes += sum(len(reply.raw) for reply in replies if isinstance(reply, Noise))
        return _joined(replies)

    def _first(self, data: bytes) -> Reply | None:
        """Return the reply at the start of `data`, None while it may still become one."""
        byte = data[0]
        if byte in (XON, XOFF):
            return FlowControl(byte == XON, data[:1])
        if byte in BLOCK_HEADERS:
            return _block(data)
        if byte & self._fixed_bits == 0x12:  # noqa: PLR2004 - fixed bits 0xx1xx10 of a DLE EOT answer
            return LiveStatus(byte, data[:1])
        if byte & FIXED_BITS == 0x10:  # noqa: PLR2004 - fixed bits 0xx1xx00 of the first ASB byte
            return _auto_status(data)
        if byte & QUEUED_BITS == 0:
            return QueuedStatus(byte, data[:1])
        return Noise(data[:1])


def _block(data: bytes) -> Reply | None:
    content = bytearray()
    for position, byte in enumerate(data[1:LONGEST_BLOCK], start=2):
        if byte == NUL:
            return Block(BlockKind(data[0]), bytes(content), data[:position])
        if byte in (XON, XOFF):  # flow control may fall inside a block
            continue
        if byte < FIRST_TEXT_BYTE:
            return Noise(data[:1])
        content.append(byte)
    return None if len(data) < LONGEST_BLOCK else Noise(data[:1])


def _auto_status(data: bytes) -> Reply | None:
    values = bytearray(data[:1])
    for position, byte in enumerate(data[1 : 4 * ASB_BYTES], start=2):
        if byte in (XON, XOFF):
            continue
        if byte & QUEUED_BITS:  # bytes two to four have bits 4 and 7 fixed 0
            return Noise(data[:1])
        values.append(byte)
        if len(values) == ASB_BYTES:
            return AutoStatus(bytes(values), data[:position])
    return None if len(data) < 4 * ASB_BYTES else Noise(data[:1])


def _joined(replies: list[Reply]) -> list[Reply]:
    """Put neighbouring noise into one."""
    joined: list[Reply] = []
    for reply in replies:
        if isinstance(reply, Noise) and joined and isinstance(joined[-1], Noise):
            joined[-1] = Noise(joined[-1].data + reply.data)
        else:
            joined.append(reply)
    return joined

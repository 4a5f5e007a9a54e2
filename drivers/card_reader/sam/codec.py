"""Frames of the SAM_V module: preamble, length, body, XOR; bytes in, frames and noise out."""

from dataclasses import dataclass, field

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
LENGTH_BYTES = 2  # big-endian: how many bytes follow it, checksum included
SHORTEST_REST = 3  # command, parameter, checksum
LONGEST_REST = 0x0A00  # the longest answer known (text, photo, two fingerprints) has 0x090A
HEAD = len(PREAMBLE) + LENGTH_BYTES
ANSWER_BODY = 3  # SW1 SW2 SW3, then data

FOUND = 0x9F
DONE = 0x90
EMPTY_ITEM = 0x91
NO_CARD = 0x80


@dataclass(frozen=True, slots=True)
class Frame:
    """One whole frame with a right checksum; its bytes may name a person, so repr() shows only their number."""

    raw: bytes = field(repr=False)

    @property
    def body(self) -> bytes:
        """The bytes between length and checksum."""
        return self.raw[HEAD:-1]

    @property
    def status(self) -> int | None:
        """SW3, the module's verdict; None in a request, which is what an echo on the line looks like.

        SW1 and SW2 are the card's own words passed through and are no part of it.
        """
        return self.body[2] if len(self.body) >= ANSWER_BODY else None

    @property
    def data(self) -> bytes:
        """What follows the three status bytes."""
        return self.body[ANSWER_BODY:]


@dataclass(frozen=True, slots=True)
class Noise:
    """Bytes that belong to no frame; they may be half an answer, so repr() does not show them."""

    data: bytes = field(repr=False)


def encode(body: bytes) -> bytes:
    """Return the complete frame around `body` (command and parameter, or status and data)."""
    covered = (len(body) + 1).to_bytes(LENGTH_BYTES, "big") + body
    return PREAMBLE + covered + bytes([_checksum(covered)])


def _checksum(covered: bytes | bytearray) -> int:
    folded = 0
    for byte in covered:
        folded ^= byte
    return folded


class Decoder:
    """Finds frames in any bytes; holds at most one frame's worth of them."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._noise = bytearray()

    def feed(self, data: bytes) -> list[Frame | Noise]:
        """Return what is complete by now, in the order of arrival."""
        self._held += data
        return self._decode(is_final=False)

    def flush(self) -> list[Frame | Noise]:
        """Give up half a frame after a silence, and return what was hidden in it."""
        return self._decode(is_final=True)

    def _decode(self, *, is_final: bool) -> list[Frame | Noise]:
        out: list[Frame | Noise] = []
        while self._held:
            self._drop_until_preamble(is_final=is_final)
            size = self._frame_size()
            if size is None or len(self._held) < size:
                if not is_final or not self._held:
                    break
                self._drop(1)  # the rest will not come: look for a frame behind this false start
            elif size == 0 or not self._is_sound(size):
                self._drop(1)
            else:
                self._say_noise(out)
                out.append(Frame(bytes(self._held[:size])))
                del self._held[:size]
        self._say_noise(out)
        return out

    def _drop_until_preamble(self, *, is_final: bool) -> None:
        start = self._held.find(PREAMBLE)
        if start >= 0:
            self._drop(start)
        elif is_final:
            self._drop(len(self._held))
        else:
            kept = next(n for n in range(len(PREAMBLE) - 1, -1, -1) if self._held.endswith(PREAMBLE[:n]))
            self._drop(len(self._held) - kept)

    def _frame_size(self) -> int | None:
        """Return the whole frame's length in bytes, 0 if it announces an impossible one, None if not yet known."""
        if len(self._held) < HEAD:
            return None
        rest = int.from_bytes(self._held[len(PREAMBLE) : HEAD], "big")
        return HEAD + rest if SHORTEST_REST <= rest <= LONGEST_REST else 0

    def _is_sound(self, size: int) -> bool:
        return _checksum(self._held[len(PREAMBLE) : size]) == 0  # the checksum folds its own cover to zero

    def _drop(self, count: int) -> None:
        self._noise += self._held[:count]
        del self._held[:count]

    def _say_noise(self, out: list[Frame | Noise]) -> None:
        if self._noise:
            out.append(Noise(bytes(self._noise)))
            self._noise.clear()

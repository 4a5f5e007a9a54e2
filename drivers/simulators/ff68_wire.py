"""The FF68 frames as simulated devices read and write them."""

import re

_FRAME = re.compile(rb"\xff\x68(.)\1\x68", re.DOTALL)
_LONGEST = 300


def write(address: int, command: int, payload: bytes) -> bytes:
    """Return one frame."""
    counted = bytes([address, command, *payload])
    return b"\xff\x68%c%c\x68" % (len(counted), len(counted)) + counted + b"%c\x16" % (sum(counted) % 256)


class FF68Wire:
    """Finds frames in whatever passes on the line."""

    def __init__(self) -> None:
        self._received = b""

    def take(self, data: bytes) -> list[tuple[int, int, bytes]]:
        """Return address, command and payload of each frame that is whole now."""
        self._received = (self._received + data)[-_LONGEST:]
        found = []
        at = 0
        while (head := _FRAME.search(self._received, at)) is not None:
            end = head.end() + head.group(1)[0] + 2
            counted, tail = self._received[head.end() : end - 2], self._received[end - 2 : end]
            if len(self._received) < end:
                break
            if len(counted) > 1 and tail == bytes([sum(counted) % 256, 0x16]):
                found.append((counted[0], counted[1], counted[2:]))
                at = end
            else:
                at = head.start() + 1
        self._received = self._received[at:]
        return found

"""The high-water mark: a second witness of how far the journal had come, in a small file beside it.

SQLite cannot notice everything: a few damaged bytes in its write-ahead log make it drop every later commit without a
word, and a file put back from a copy looks whole. A journal that ends before its mark has been cut, lost or rolled
back. The mark is written with every group, after it, and not flushed: it outlives the process, and a power cut may
leave it a little behind the journal, never ahead of it. Two slots are written in turn, so that a torn write leaves the
older one. It is written through a memory map, because a write call gives the file a new time stamp, which the journal's
next flush would have to carry to the disk (measured: 0.1 ms a flush).
"""

import mmap
import os
import zlib
from dataclasses import dataclass
from pathlib import Path

from edge.ports import Seq

NAME = "journal.mark"
SLOT_SIZE = 64  # bytes; both slots lie in one sector


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a journal had come for certain."""

    epoch: str
    seq: Seq


class Watermark:
    """The open file of the mark; OSError if it cannot be opened."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        os.ftruncate(self._file, 2 * SLOT_SIZE)
        self._slots = mmap.mmap(self._file, 2 * SLOT_SIZE)
        self._next = 0

    def read(self) -> Mark | None:
        """Return the higher of the two slots' marks, None if neither can be read."""
        marks = [mark for at in (0, SLOT_SIZE) if (mark := _parse(self._slots[at : at + SLOT_SIZE]))]
        return max(marks, key=lambda mark: mark.seq, default=None)

    def reset(self, mark: Mark) -> None:
        """Forget what was marked and begin at `mark`; durable on return."""
        os.pwrite(self._file, _slot_of(mark) * 2, 0)
        os.fsync(self._file)

    def raise_to(self, mark: Mark) -> None:
        """Mark this, in memory that the kernel writes to the disk when it likes, also after a kill."""
        self._slots[self._next : self._next + SLOT_SIZE] = _slot_of(mark)
        self._next = SLOT_SIZE - self._next

    def close(self) -> None:
        self._slots.close()
        os.close(self._file)


def _slot_of(mark: Mark) -> bytes:
    text = f"{mark.seq} {mark.epoch}".encode()
    return b"%s %08x" % (text, zlib.crc32(text)) + b" " * (SLOT_SIZE - len(text) - 10) + b"\n"


def _parse(raw_slot: bytes) -> Mark | None:
    text, _, raw_sum = raw_slot.rstrip().rpartition(b" ")
    if raw_sum != b"%08x" % zlib.crc32(text):
        return None
    raw_seq, _, raw_epoch = text.partition(b" ")
    return Mark(raw_epoch.decode(), int(raw_seq)) if raw_seq.isdigit() else None

"""Where a journal ends: who waits for it to grow, and the newest entries, so that live readers cost no disk."""

import asyncio
from collections import deque
from collections.abc import Sequence

from edge.ports import Entry, JournalBroken, Seq

REMEMBERED = 256  # entries


class Tail:
    """The journal's end as the loop sees it."""

    def __init__(self, seq: Seq) -> None:
        self.seq = seq
        self._newest: deque[Entry] = deque(maxlen=REMEMBERED)
        self._moved = asyncio.Event()
        self._is_closed = False

    def grow(self, entries: Sequence[Entry]) -> None:
        """Take a durable group and wake who waits."""
        if entries[0].seq != self.seq + 1:
            self._newest.clear()
        self._newest.extend(entries)
        self.seq = entries[-1].last
        self._wake()

    def reach(self, seq: Seq) -> None:
        """Note that the journal goes on to `seq`, with entries that were not seen here."""
        if seq > self.seq:
            self._newest.clear()
            self.seq = seq
            self._wake()

    def forget(self, through: Seq) -> None:
        """Drop what ends at or before `through`."""
        while self._newest and self._newest[0].last <= through:
            self._newest.popleft()

    def close(self) -> None:
        """Nothing will follow: whoever waits gets JournalBroken."""
        self._is_closed = True
        self._wake()

    async def passes(self, seq: Seq) -> None:
        """Return once something follows after `seq`; JournalBroken when the journal is closed."""
        while not self._is_closed and self.seq <= seq:
            await self._moved.wait()
        if self._is_closed:
            raise JournalBroken("the journal is closed")

    def newest(self, after: Seq) -> list[Entry] | None:
        """Return what follows after `after` if all of it is still remembered, else None."""
        if not self._newest or self._newest[0].seq > after + 1:
            return None
        found = []
        for entry in reversed(self._newest):
            if entry.last <= after:
                break
            found.append(entry)
        return found[::-1]

    def _wake(self) -> None:
        moved, self._moved = self._moved, asyncio.Event()
        moved.set()


def require_order(entries: Sequence[Entry], after: Seq) -> None:
    """Raise ValueError unless the group continues `after` without a gap: a mistake of the writer, not of the disk."""
    for entry in entries:
        if entry.seq != after + 1 or not entry.events:
            raise ValueError(f"entry {entry.seq} with {len(entry.events)} events cannot follow {after}")
        after = entry.last

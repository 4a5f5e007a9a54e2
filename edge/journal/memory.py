"""A journal that forgets everything with its process: for tests, and to look at a copy of a real one."""

import secrets
from bisect import bisect_right
from collections.abc import AsyncIterator, Iterable, Sequence

from edge.journal.tail import Tail, require_order
from edge.ports import Conflict, Entry, Recovery, Seq


class MemoryJournal:
    """The contract of `edge.ports.Journal`, without a disk."""

    def __init__(self, entries: Iterable[Entry] = (), epoch: str = "") -> None:
        self._entries = list(entries)
        self._cursors: dict[str, Seq] = {}
        self._snapshot: tuple[Seq, bytes] | None = None
        self._tail = Tail(self._entries[-1].last if self._entries else 0)
        self.epoch = epoch or secrets.token_hex(8)
        self.recovery: Recovery | None = None

    @property
    def tail(self) -> Seq:
        return self._tail.seq

    async def append(self, entries: Sequence[Entry], after: Seq) -> None:
        if after != self.tail:
            raise Conflict(self.tail)
        require_order(entries, after)
        if entries:
            self._entries.extend(entries)
            self._tail.grow(entries)

    async def read(self, after: Seq) -> AsyncIterator[Entry]:
        while True:
            await self._tail.passes(after)
            entry = self._entries[self._index_after(after)]
            after = entry.last
            yield entry

    async def cursor(self, name: str) -> Seq:
        return self._cursors.get(name, 0)

    async def move_cursor(self, name: str, seq: Seq) -> None:
        self._cursors[name] = seq

    async def forget(self, through: Seq) -> int:
        """Delete the entries that end at or before `through` and every cursor, but the newest; return how many."""
        bound = min([through, *self._cursors.values()])
        end = min(self._index_after(bound), len(self._entries) - 1)
        forgotten = max(end, 0)
        del self._entries[:forgotten]
        return forgotten

    async def save_snapshot(self, seq: Seq, state_json: bytes) -> None:
        """Keep the hall as it is after `seq`."""
        self._snapshot = (seq, state_json)

    async def snapshot(self) -> tuple[Seq, bytes] | None:
        """Return the newest snapshot."""
        return self._snapshot

    def close(self) -> None:
        """End every reader with JournalBroken."""
        self._tail.close()

    def _index_after(self, seq: Seq) -> int:
        return bisect_right(self._entries, seq, key=lambda entry: entry.last)

"""The journal of one controller: SQLite, flushed with every group, on a thread of its own.

Whoever appends waits for the disk; nobody else does. Readers get what is older from the file in slices and what is new
from memory. Cursors are kept with the next group, or a second later: in a crash they may lag, and a reader sees some
entries again.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar, TypeVarTuple

from edge.journal.database import Database
from edge.journal.opening import open_database
from edge.journal.tail import Tail
from edge.ports import Conflict, Entry, JournalBroken, Recovery, Seq

T = TypeVar("T")
Ts = TypeVarTuple("Ts")

SLICE = 200  # entries read at once: about 1.5 ms of decoding
CURSOR_LAG_S = 1.0


@asynccontextmanager
async def open_journal(folder: Path) -> AsyncIterator["SqliteJournal"]:
    """Open the journal in this folder, made if missing; JournalInUse, or JournalBroken if the disk does not let us."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="journal") as thread:
        opening = loop.run_in_executor(thread, open_database, folder)
        try:
            database, recovery = await asyncio.shield(opening)
        except asyncio.CancelledError:
            opening.add_done_callback(_close_unused)
            raise
        journal = SqliteJournal(database, recovery, thread)
        try:
            yield journal
        finally:
            await asyncio.shield(journal.close())  # once begun it ends: leaving waits for the thread


def _close_unused(opening: asyncio.Future[tuple[Database, Recovery | None]]) -> None:
    if not opening.cancelled() and opening.exception() is None:
        opening.result()[0].close({})


class SqliteJournal:
    """`edge.ports.Journal` on a disk."""

    def __init__(self, database: Database, recovery: Recovery | None, thread: ThreadPoolExecutor) -> None:
        self._database = database
        self._thread = thread
        self._tail = Tail(database.tail)
        self._cursors = database.cursors
        self._moved: dict[str, Seq] = {}  # cursors that the file does not know yet
        self._keeping: asyncio.TimerHandle | None = None
        self._closing: asyncio.Future[None] | None = None
        self.epoch = database.epoch
        self.recovery = recovery

    @property
    def tail(self) -> Seq:
        return self._tail.seq

    async def append(self, entries: Sequence[Entry], after: Seq) -> None:
        if not entries:
            return
        moved, self._moved = self._moved, {}
        try:
            await self._run(self._database.append, entries, after, moved)
        except asyncio.CancelledError:
            self._restore(moved)
            self._look_again()
            raise
        except (Conflict, JournalBroken):
            self._restore(moved)
            raise
        self._tail.grow(entries)

    async def read(self, after: Seq) -> AsyncIterator[Entry]:
        while True:
            await self._tail.passes(after)
            entries = self._tail.newest(after)
            if entries is None:
                entries = await self._run(self._database.entries, after, SLICE)
            after = entries[-1].last
            for entry in entries:
                yield entry

    async def cursor(self, name: str) -> Seq:
        return self._cursors.get(name, 0)

    async def move_cursor(self, name: str, seq: Seq) -> None:
        self._cursors[name] = self._moved[name] = seq
        self._keep_soon()

    async def forget(self, through: Seq) -> int:
        """Delete the entries that end at or before `through` and every cursor, but the newest; return how many."""
        snapshot = await self._run(self._database.snapshot)
        anchor = [snapshot.seq - 1] if snapshot else []  # the entry that the snapshot was made after stays
        bound = min([through, self.tail - 1, *anchor, *self._cursors.values()])
        forgotten = 0
        while count := await self._run(self._database.forget_slice, bound):
            forgotten += count
        self._tail.forget(bound)
        return forgotten

    async def renew_epoch(self, why: str) -> None:
        """Begin a new epoch: central remembers more than this journal, so it was put back from a copy."""
        recovery = Recovery(0, is_new_epoch=True, detail=why)
        await self._run(self._database.renew_epoch, recovery)
        self.epoch, self.recovery = self._database.epoch, recovery

    async def save_snapshot(self, seq: Seq, state_json: bytes) -> None:
        """Keep the hall as it is after `seq`, the end of an entry; JournalBroken if the disk refuses."""
        await self._run(self._database.save_snapshot, seq, state_json)

    async def snapshot(self) -> tuple[Seq, bytes] | None:
        """Return the newest snapshot that belongs to this journal."""
        snapshot = await self._run(self._database.snapshot)
        return (snapshot.seq, snapshot.body) if snapshot else None

    def close(self) -> asyncio.Future[None]:
        """End every reader with JournalBroken; done when the cursors are kept and the files given back."""
        if self._closing is None:
            self._tail.close()
            if self._keeping:
                self._keeping.cancel()
            self._closing = self._run(self._database.close, self._moved)
        return self._closing

    def _look_again(self) -> None:
        """Who appended has gone, but what the thread had begun comes to its end all the same."""
        if self._closing is None:
            look = self._run(lambda: self._database.tail)
            look.add_done_callback(lambda look: self._tail.reach(look.result()))

    def _keep_soon(self) -> None:
        if self._keeping is None and self._closing is None:
            self._keeping = asyncio.get_running_loop().call_later(CURSOR_LAG_S, self._keep_cursors)

    def _keep_cursors(self) -> None:
        self._keeping = None
        if self._moved:
            moved, self._moved = self._moved, {}
            job = self._run(self._database.keep_cursors, moved)
            job.add_done_callback(lambda job: self._restore(moved) if job.exception() else None)

    def _restore(self, moved: dict[str, Seq]) -> None:
        """What was not kept of the cursors is tried again."""
        if moved:
            self._moved = moved | self._moved
            self._keep_soon()

    def _run(self, job: Callable[[*Ts], T], *args: *Ts) -> asyncio.Future[T]:
        if self._closing is not None:
            raise JournalBroken("the journal is closed")
        return asyncio.get_running_loop().run_in_executor(self._thread, job, *args)

"""The journal's SQLite file, as one thread uses it: blocking calls, nothing of the loop.

`entries` is the journal. `cursors` is where readers stand. `meta` holds the epoch, how far the beginning was forgotten
on purpose, and what the last mending found until the hall has taken note of it (a JournalRecovered event is kept).
"""

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from edge.hall.events import JournalRecovered
from edge.journal.records import checksum, read_entries, write_row
from edge.journal.snapshot import Snapshot, read_snapshot, write_snapshot
from edge.journal.tail import require_order
from edge.journal.watermark import Mark, Watermark
from edge.ports import Conflict, Entry, JournalBroken, Recovery, Seq

NAME = "journal.sqlite3"
SUSPECT = "journal.suspect"  # stands beside the file when damage was met: the next start checks and rebuilds all of it
SLICE = 500  # entries deleted in one transaction
WAL_LIMIT = 16 * 1024 * 1024  # bytes that the write-ahead log may keep after a burst

SCHEMA = """
CREATE TABLE entries (last INTEGER PRIMARY KEY, seq INTEGER NOT NULL, body BLOB NOT NULL, checksum INTEGER NOT NULL);
CREATE TABLE cursors (name TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


KEEP_ENTRY = "INSERT INTO entries (last, seq, body, checksum) VALUES (?, ?, ?, ?)"
KEEP_CURSOR = "INSERT OR REPLACE INTO cursors (name, seq) VALUES (?, ?)"
KEEP_META = "INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)"


def new_epoch() -> str:
    """Return a name that no journal had before."""
    return secrets.token_hex(8)


def write_recovery(recovery: Recovery) -> str:
    """Return a report as `meta` keeps it."""
    return json.dumps(asdict(recovery))


def connect(path: Path) -> sqlite3.Connection:
    """Open an existing file without touching it; threads are the caller's care."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )


class Database:
    """An open journal file; every method may raise JournalBroken, and then nothing was changed."""

    def __init__(self, folder: Path, mark: Watermark, resources: ExitStack) -> None:
        """`resources` are closed with the database, whatever happens."""
        self._folder = folder
        self._mark = mark
        self._resources = resources
        self._connection = connect(folder / NAME)
        resources.callback(self._connection.close)
        self._prepare()
        meta = dict(self._connection.execute("SELECT name, value FROM meta"))
        self.epoch: str = meta["epoch"]
        self.cursors: dict[str, Seq] = dict(self._connection.execute("SELECT name, seq FROM cursors"))
        (self.tail,) = self._connection.execute("SELECT coalesce(max(last), 0) FROM entries").fetchone()
        mark.reset(Mark(self.epoch, self.tail))

    def append(self, entries: Sequence[Entry], after: Seq, cursors: Mapping[str, Seq]) -> None:
        """Keep a group, and what cursors have moved, in one transaction; Conflict if `after` is not the tail."""
        if after != self.tail:
            raise Conflict(self.tail)
        require_order(entries, after)
        rows = [write_row(entry) for entry in entries]
        is_noted = any(isinstance(event, JournalRecovered) for entry in entries for event in entry.events)
        with self._transaction():
            self._connection.executemany(KEEP_ENTRY, rows)
            if cursors:
                self._connection.executemany(KEEP_CURSOR, cursors.items())
            if is_noted:
                self._connection.execute("DELETE FROM meta WHERE name = 'recovery'")
        self.tail = entries[-1].last
        self._mark.raise_to(Mark(self.epoch, self.tail))

    def entries(self, after: Seq, limit: int) -> list[Entry]:
        """Return up to `limit` entries whose last event follows `after`."""
        with self._disk():
            rows = self._connection.execute(
                "SELECT last, seq, body, checksum FROM entries WHERE last > ? ORDER BY last LIMIT ?", (after, limit)
            ).fetchall()
        for last, seq, body, kept in rows:
            if not isinstance(body, bytes) or checksum(seq, last, body) != kept:
                self._suspect()
                raise JournalBroken(f"the journal's entry {seq} is damaged; the next start mends what can be mended")
        return read_entries([body for _, _, body, _ in rows])

    def keep_cursors(self, cursors: Mapping[str, Seq]) -> None:
        """Keep what cursors have moved."""
        with self._transaction():
            self._connection.executemany(KEEP_CURSOR, cursors.items())

    def renew_epoch(self, recovery: Recovery) -> None:
        """Begin a new series of numbers, to be taken note of by the hall; durable on return."""
        epoch = new_epoch()
        with self._transaction():
            self._connection.executemany(KEEP_META, [("epoch", epoch), ("recovery", write_recovery(recovery))])
        self.epoch = epoch
        self._mark.reset(Mark(epoch, self.tail))

    def forget_slice(self, through: Seq) -> int:
        """Delete the oldest entries that end at or before `through`, at most a slice of them; return how many."""
        with self._transaction():
            ends = [
                last
                for (last,) in self._connection.execute(
                    "SELECT last FROM entries WHERE last <= ? ORDER BY last LIMIT ?", (through, SLICE)
                )
            ]
            if ends:
                self._connection.execute("DELETE FROM entries WHERE last <= ?", (ends[-1],))
                self._connection.execute(KEEP_META, ("forgotten", str(ends[-1])))
        return len(ends)

    def save_snapshot(self, seq: Seq, body: bytes) -> None:
        """Keep the hall as it is after `seq`, which must be the end of an entry."""
        anchor = self._checksum_at(seq)
        if anchor is None:
            raise ValueError(f"no entry ends at {seq}")
        try:
            write_snapshot(self._folder, Snapshot(seq, anchor, body))
        except OSError as error:
            raise JournalBroken(f"the snapshot cannot be written: {error}") from error

    def snapshot(self) -> Snapshot | None:
        """Return the snapshot, None if there is none or it was made of another history."""
        snapshot = read_snapshot(self._folder)
        return snapshot if snapshot and self._checksum_at(snapshot.seq) == snapshot.anchor else None

    def close(self, cursors: Mapping[str, Seq]) -> None:
        """Give the files back, after a last try to keep what cursors have moved."""
        if cursors:
            with suppress(JournalBroken):  # a cursor that lags means that some entries are read twice
                self.keep_cursors(cursors)
        self._resources.close()

    def _prepare(self) -> None:
        (mode,) = self._connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise JournalBroken(f"the file system of {self._folder} cannot carry a write-ahead log")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("PRAGMA cell_size_check = ON")
        self._connection.execute(f"PRAGMA journal_size_limit = {WAL_LIMIT}")

    def _checksum_at(self, seq: Seq) -> int | None:
        with self._disk():
            row = self._connection.execute("SELECT checksum FROM entries WHERE last = ?", (seq,)).fetchone()
        return row[0] if row else None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._disk():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            finally:
                if self._connection.in_transaction:  # a full disk may have rolled back by itself
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def _disk(self) -> Iterator[None]:
        """Turn what SQLite says about disk and file into JournalBroken."""
        try:
            yield
        except sqlite3.Error as error:
            if not isinstance(error, sqlite3.OperationalError):  # malformed, not a database: more than a bad moment
                self._suspect()
            raise JournalBroken(f"the journal in {self._folder} cannot be used now: {error}") from error

    def _suspect(self) -> None:
        with suppress(OSError):  # then the next start notices by itself, or another reader does
            (self._folder / SUSPECT).touch()

"""Looks into a journal file from outside: read only, without the lock, also while a daemon writes to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from edge.journal import scan
from edge.journal.database import NAME
from edge.journal.memory import MemoryJournal
from edge.journal.records import read_entries
from edge.ports import Entry, JournalBroken

SLICE = 500  # entries decoded at once


def read_journal(folder: Path) -> Iterator[Entry]:
    """Yield every whole entry that the journal holds now; FileNotFoundError if there is none.

    JournalBroken where it is damaged, or newer than this software: what came before has been yielded.
    """
    path = folder / NAME
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        with closing(_connect(path)) as source:
            source.execute("BEGIN")  # one view of it, whatever is written or forgotten meanwhile
            run = scan.run_from(source, scan.beginning(source))
            rows = scan.whole_rows(source, run.start, run.end)
            while bodies := [body for _, _, body, _ in islice(rows, SLICE)]:
                yield from read_entries(bodies)
    except sqlite3.Error as error:
        raise JournalBroken(str(error)) from error
    if run.damage:
        raise JournalBroken(run.damage)


def read_copy(folder: Path) -> MemoryJournal:
    """Return what the journal in `folder` holds now, as a journal in memory; blocks, for command-line tools.

    JournalBroken if there is none or its first damaged entry is met; NotUnderstood if a newer version wrote it.
    """
    try:
        entries = list(read_journal(folder))
    except FileNotFoundError:
        raise JournalBroken(f"there is no journal in {folder}") from None
    with closing(_connect(folder / NAME)) as source:
        return MemoryJournal(entries, scan.read_epoch(source))


def _connect(path: Path) -> sqlite3.Connection:
    try:
        return _opened(path, "mode=ro")
    except sqlite3.OperationalError:
        if path.with_name(f"{NAME}-wal").exists():
            raise
    return _opened(path, "mode=ro&immutable=1")  # at rest, in a folder where we may not put shared memory beside it


def _opened(path: Path, options: str) -> sqlite3.Connection:
    source = sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, isolation_level=None)
    try:
        source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.Error:
        source.close()
        raise
    return source

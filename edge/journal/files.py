"""The journal's files: building a new one, setting an old one aside, and putting the one in the other's place.

    journal.building ──complete──▶ journal.new ──old one set aside──▶ journal.sqlite3

A kill between any two steps is finished or begun anew by the next start; nothing is ever deleted but what was being
built. What is set aside keeps its write-ahead log under the matching name, for a person with SQLite's tools.
"""

import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from edge.journal.database import KEEP_CURSOR, KEEP_ENTRY, KEEP_META, NAME, SCHEMA
from edge.journal.records import Row
from edge.ports import Seq

BUILDING = "journal.building"
NEW = "journal.new"
SMALLEST = 512  # bytes; SQLite takes a shorter file for an empty one and deletes its write-ahead log


def build(
    folder: Path, meta: Mapping[str, str], rows: Iterable[Row] = (), cursors: Mapping[str, Seq] | None = None
) -> None:
    """Write a complete journal file, durable as `journal.new` on return."""
    path = folder / BUILDING
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")  # what is half built is thrown away, not rolled back
        connection.executescript(SCHEMA)
        connection.execute("BEGIN")
        connection.executemany(KEEP_META, meta.items())
        connection.executemany(KEEP_ENTRY, rows)
        connection.executemany(KEEP_CURSOR, (cursors or {}).items())
        connection.execute("COMMIT")
        connection.execute("PRAGMA journal_mode = WAL")
    path.replace(folder / NEW)
    sync_folder(folder)


def set_aside(folder: Path) -> str:
    """Move the journal file and its log out of the way, without loss; return the new name."""
    number = 1
    while any(folder.glob(f"journal.damaged-{number}.*")):
        number += 1
    name = f"journal.damaged-{number}.sqlite3"
    for suffix in ("", "-wal"):
        old = folder / f"{NAME}{suffix}"
        if old.exists():
            old.rename(folder / f"{name}{suffix}")
    (folder / f"{NAME}-shm").unlink(missing_ok=True)
    return name


def put_in_place(folder: Path) -> None:
    """Finish what `build` began, also after a kill: a complete new file replaces the old one."""
    if (folder / NEW).exists():
        set_aside(folder)
        (folder / NEW).rename(folder / NAME)
        sync_folder(folder)


def is_openable(folder: Path) -> bool:
    """Whether there is a file that SQLite may be let at."""
    path = folder / NAME
    return path.exists() and path.stat().st_size >= SMALLEST


def sync_folder(folder: Path) -> None:
    """Make renames durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

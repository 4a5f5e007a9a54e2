"""The bare references: what SQLite alone does on this disk with the same bytes."""

import json
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path


def commits_a_second(folder: Path, body: bytes, rows: int, rows_a_commit: int = 1) -> float:
    """Return how many rows a second a plain loop keeps, each commit flushed to the disk as the journal's are."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS entries (seq INTEGER PRIMARY KEY, body BLOB)")
        began_s = time.perf_counter()
        for _ in range(rows // rows_a_commit):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT INTO entries (body) VALUES (?)", [(body,)] * rows_a_commit)
            connection.execute("COMMIT")
        return rows / (time.perf_counter() - began_s)


def reading_s(file: Path) -> float:
    """Return how long it takes to read all bodies of a journal file and parse them as JSON, and nothing else."""
    with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as connection:
        began_s = time.perf_counter()
        bodies: Sequence[tuple[bytes]] = connection.execute("SELECT body FROM entries ORDER BY last").fetchall()
        for (body,) in bodies:
            json.loads(body)
        return time.perf_counter() - began_s


def scratch() -> Path:
    """Return a folder on the checkout's own disk: a temporary folder may lie in memory, where a flush costs nothing."""
    folder = Path("build/bench")
    folder.mkdir(parents=True, exist_ok=True)
    return folder.absolute()

"""Looks through a journal file for what is provably whole; reads only, and survives any damage."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from edge.journal.records import Row, checksum
from edge.journal.snapshot import Snapshot
from edge.ports import Seq

EPOCH = re.compile("[0-9a-f]{16}")
FOR_EVER: Seq = 2**63 - 1
SLICE = 500  # entries


class Damage(Exception):
    """Where the whole run of entries ends although the file says that it goes on."""


@dataclass(frozen=True, slots=True)
class Run:
    """A run of entries without gap or damage: those after `start` up to `end`."""

    start: Seq
    end: Seq
    damage: str = ""  # why it ends there, "" at the end of the journal


def whole_rows(source: sqlite3.Connection, start: Seq, end: Seq = FOR_EVER) -> Iterator[Row]:
    """Yield the rows after `start` up to `end`; Damage at the first that is missing, altered or unreadable."""
    at = start
    while at < end:
        rows = _slice(source, at)
        if not rows:
            return
        for last, seq, body, kept in rows:
            if at >= end:
                return
            if seq != at + 1:
                raise Damage(f"event {at + 1} is missing")
            if not isinstance(body, bytes) or checksum(seq, last, body) != kept:
                raise Damage(f"entry {seq} does not match its checksum")
            yield last, seq, body, kept
            at = last


def _slice(source: sqlite3.Connection, after: Seq) -> list[Row]:
    """Return some of the rows after `after`; one where more cannot be read, Damage where not even that."""
    query = "SELECT last, seq, body, checksum FROM entries WHERE last > ? ORDER BY last LIMIT ?"
    try:
        return source.execute(query, (after, SLICE)).fetchall()
    except sqlite3.Error:
        pass
    try:
        return source.execute(query, (after, 1)).fetchall()
    except sqlite3.Error as error:
        raise Damage(f"the file cannot be read after event {after} ({error})") from None


def run_from(source: sqlite3.Connection, start: Seq) -> Run:
    """Follow the entries after `start` as far as they are whole."""
    end = start
    try:
        for last, _, _, _ in whole_rows(source, start):
            end = last
    except Damage as damage:
        return Run(start, end, str(damage))
    return Run(start, end)


def beginning(source: sqlite3.Connection) -> Seq:
    """Return what the oldest entry follows: 0, or how far the beginning was forgotten on purpose."""
    try:
        first = source.execute("SELECT seq FROM entries ORDER BY last LIMIT 1").fetchone()
    except sqlite3.Error:
        first = None
    raw_forgotten = read_meta(source).get("forgotten", "")
    bounds = [int(raw_forgotten)] if raw_forgotten.isdecimal() else []
    if first and isinstance(first[0], int):
        bounds.append(first[0] - 1)
    return max(min(bounds, default=0), 0)


def anchored_start(source: sqlite3.Connection, snapshot: Snapshot | None) -> Seq | None:
    """Return what the entry that the snapshot was made after follows, None if the journal does not hold it."""
    if snapshot is None:
        return None
    try:
        row = source.execute("SELECT seq, checksum FROM entries WHERE last = ?", (snapshot.seq,)).fetchone()
    except sqlite3.Error:
        return None
    return row[0] - 1 if row and row[1] == snapshot.anchor and isinstance(row[0], int) else None


def entries_behind(source: sqlite3.Connection, end: Seq) -> int:
    """Return how many entries can still be counted behind `end`."""
    try:
        (count,) = source.execute("SELECT count(*) FROM entries WHERE last > ?", (end,)).fetchone()
    except sqlite3.Error:
        return 1
    return int(count)


def read_epoch(source: sqlite3.Connection) -> str:
    """Return the epoch, "" if it cannot be read or cannot be one."""
    epoch = read_meta(source).get("epoch", "")
    return epoch if EPOCH.fullmatch(epoch) else ""


def read_meta(source: sqlite3.Connection) -> dict[str, str]:
    """Return what can be read of the meta table."""
    try:
        return {str(name): str(value) for name, value in source.execute("SELECT name, value FROM meta")}
    except sqlite3.Error:
        return {}


def read_cursors(source: sqlite3.Connection, end: Seq) -> dict[str, Seq]:
    """Return what can be read of the cursors, none beyond `end`."""
    try:
        rows = source.execute("SELECT name, seq FROM cursors").fetchall()
    except sqlite3.Error:
        return {}
    return {str(name): max(min(seq, end), 0) for name, seq in rows if isinstance(seq, int)}

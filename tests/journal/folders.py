"""A journal's folder: filled, looked into, tampered with."""

import sqlite3
from contextlib import aclosing, closing
from pathlib import Path

from edge.journal.database import NAME
from edge.journal.sqlite import open_journal
from edge.ports import Entry, Journal, Recovery, Seq
from tests.journal.entries import group


async def history(journal: Journal, after: Seq = 0) -> list[Entry]:
    """Return everything that follows `after` now."""
    found: list[Entry] = []
    if journal.tail <= after:
        return found
    async with aclosing(journal.read(after)) as entries:  # type: ignore[type-var]  # the contract promises less
        async for one in entries:
            found.append(one)
            if one.last >= journal.tail:
                break
    return found


async def filled(folder: Path, count: int = 20) -> str:
    """Make a journal of `count` single events, closed in good order; return its epoch."""
    async with open_journal(folder) as journal:
        await journal.append(group(0, [1] * count), 0)
        await journal.move_cursor("uplink", count - 1)
        return journal.epoch


async def reopened(folder: Path) -> tuple[str, Recovery | None, list[Entry]]:
    """Open, look, and close again."""
    async with open_journal(folder) as journal:
        return journal.epoch, journal.recovery, await history(journal)


def tamper(folder: Path, statement: str, *values: object) -> None:
    """Change the file behind the journal's back."""
    with closing(sqlite3.connect(folder / NAME)) as connection, connection:
        connection.execute(statement, values)

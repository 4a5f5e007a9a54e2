"""A journal looked at from outside."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from edge.journal.database import NAME
from edge.journal.reading import read_copy
from edge.journal.sqlite import open_journal
from edge.ports import JournalBroken
from tests.journal.entries import group
from tests.journal.folders import history


async def test_a_copy_can_be_read_while_the_daemon_writes(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [1, 2] * 300), 0)
        copy = read_copy(tmp_path)
        await journal.append(group(900), 900)
        assert (copy.epoch, copy.tail) == (journal.epoch, 900)
        assert await history(copy) == group(0, [1, 2] * 300)
    assert read_copy(tmp_path).tail == 901


async def test_a_copy_begins_where_the_journal_does(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [1] * 5), 0)
        await journal.forget(2)
        assert await history(read_copy(tmp_path)) == group(2, [1] * 3)


async def test_a_damaged_journal_is_no_copy(tmp_path: Path) -> None:
    async with open_journal(tmp_path) as journal:
        await journal.append(group(0, [1] * 5), 0)
    with closing(sqlite3.connect(tmp_path / NAME)) as connection, connection:
        connection.execute("DELETE FROM entries WHERE last = 3")
    with pytest.raises(JournalBroken, match="event 3 is missing"):
        read_copy(tmp_path)


def test_where_there_is_no_journal_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(JournalBroken, match="there is no journal"):
        read_copy(tmp_path)
    assert list(tmp_path.iterdir()) == []

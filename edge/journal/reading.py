"""Looks into a journal file from outside: read only, without the lock, also while a daemon writes to it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from edge.journal import scan
from edge.journal.database import NAME
from edge.journal.memory import MemoryJournal
from edge.journal.records import read_entries
from edge.ports import JournalBroken

SLICE = 200  # entries decoded at once


def read_copy(folder: Path) -> MemoryJournal:
    """Return what the journal in `folder` holds now, as a journal in memory; blocks, for command-line tools.

    JournalBroken if there is none or its first damaged entry is met; NotUnderstood if a newer version wrote it.
    """
    path = (folder / NAME).absolute()
    if not path.exists():
        raise JournalBroken(f"there is no journal in {folder}")
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as source:
        try:
            bodies = [body for _, _, body, _ in scan.whole_rows(source, scan.beginning(source))]
        except scan.Damage as damage:
            raise JournalBroken(f"the journal in {folder} is damaged: {damage}") from None
        epoch = scan.read_epoch(source)
    slices = (bodies[at : at + SLICE] for at in range(0, len(bodies), SLICE))
    return MemoryJournal((entry for some in slices for entry in read_entries(some)), epoch)

"""Reading the journal so that a reader that stops is closed at once, not when somebody collects it."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from edge.ports import Entry, Journal, Seq


@asynccontextmanager
async def reading(journal: Journal, after: Seq) -> AsyncIterator[AsyncIterator[Entry]]:
    """Give the entries that follow `after` for as long as the body lasts."""
    entries = journal.read(after)
    try:
        yield entries
    finally:
        if isinstance(entries, AsyncGenerator):
            await entries.aclose()

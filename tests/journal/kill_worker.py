"""A process that fills a journal as fast as it can until it is killed, and says what it was promised.

Run as `python -m tests.journal.kill_worker FOLDER SEED`. Lines: `open TAIL EPOCH RECOVERED`, `kept FIRST LAST`.
"""

import asyncio
import random
import sys
from pathlib import Path

from edge.journal.sqlite import SqliteJournal, open_journal
from tests.journal.entries import group


async def fill(folder: Path, seed: int) -> None:
    """Append groups for ever, with a live reader that drags a cursor behind."""
    chance = random.Random(seed)
    async with open_journal(folder) as journal, asyncio.TaskGroup() as tasks:
        print("open", journal.tail, journal.epoch, journal.recovery is not None, flush=True)  # noqa: T201
        tasks.create_task(follow(journal))
        while True:
            entries = group(journal.tail, [chance.choice([1, 1, 1, 2, 3]) for _ in range(chance.randint(1, 30))])
            await journal.append(entries, journal.tail)
            print("kept", entries[0].seq, entries[-1].last, flush=True)  # noqa: T201
            if chance.random() < 0.05:
                await journal.save_snapshot(journal.tail, b"the hall")


async def follow(journal: SqliteJournal) -> None:
    """Read along, and remember how far."""
    async for entry in journal.read(await journal.cursor("uplink")):
        await journal.move_cursor("uplink", entry.last)


if __name__ == "__main__":
    asyncio.run(fill(Path(sys.argv[1]), int(sys.argv[2])))

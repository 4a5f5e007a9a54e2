"""A process that runs a busy hall until it is killed, and says what it asked for and what it was answered.

Run as `python -m tests.journal.engine_worker FOLDER SEED`. Lines: `open`, `ask ID`, `told ID JSON`, `no ID CODE`.
A command's id says what it is, so that anybody can ask the same again.
"""

import asyncio
import json
import random
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from edge.clock import SystemClock
from edge.engine import Engine
from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.journal.sqlite import SqliteJournal, open_journal
from tests.support.halls import MORNING, WINDOWS, plan

ASKERS = 8  # screens and keypads at work at the same time


def command_of(command_id: str) -> c.Command:
    """Return what a command with this id asks for."""
    match command_id.split("/"):
        case ["day"]:
            return c.OpenDay()
        case ["open", window]:
            return c.OpenWindow(int(window))
        case ["take", service, _]:
            return c.Take((service,))
        case ["next", window, _]:
            return c.Next(int(window))
        case ["recall", window, _]:
            return c.Recall(int(window))
        case ["finish", window, _]:
            return c.Finish(int(window))
        case _:
            raise ValueError(command_id)


def wall() -> datetime:
    """A morning that lasts as long as the test."""
    return MORNING + timedelta(seconds=time.monotonic() % 3600)


@asynccontextmanager
async def running_hall(folder: Path, wall: Callable[[], datetime]) -> AsyncIterator[tuple[Engine, SqliteJournal]]:
    """A real engine on a real journal, loaded and at work."""
    async with open_journal(folder) as journal:
        engine = Engine(plan(), journal, SystemClock(wall=wall))
        await engine.load()
        running = asyncio.create_task(engine.run())
        try:
            yield engine, journal
        finally:
            running.cancel()
            await asyncio.wait([running])


async def ask(engine: Engine, command_id: str) -> None:
    """Ask, and say on standard output what came of it."""
    print("ask", command_id, flush=True)  # noqa: T201
    try:
        answer = await engine.submit(command_of(command_id), command_id)
    except Refused as refused:
        print("no", command_id, refused.code, flush=True)  # noqa: T201
    else:
        print("told", command_id, json.dumps(dict(answer)), flush=True)  # noqa: T201


async def work(engine: Engine, chance: random.Random, name: str) -> None:
    """One asker: takes tickets and serves them, one command after another."""
    number = 0
    while True:
        number += 1
        mark = f"{name}-{number}"
        window = chance.choice(WINDOWS).number
        service = chance.choice(["social", "tax"])
        kinds = [
            f"take/{service}/{mark}",
            f"next/{window}/{mark}",
            f"recall/{window}/{mark}",
            f"finish/{window}/{mark}",
        ]
        await ask(engine, chance.choices(kinds, [4, 3, 1, 2])[0])


async def live(folder: Path, seed: int) -> None:
    """Open the hall and keep everybody busy."""
    chance = random.Random(seed)
    async with running_hall(folder, wall) as (engine, _), asyncio.TaskGroup() as tasks:
        print("open", flush=True)  # noqa: T201
        await ask(engine, "day")
        for window in WINDOWS:
            await ask(engine, f"open/{window.number}")
        for asker in range(ASKERS):
            tasks.create_task(work(engine, chance, f"{seed}-{asker}"))


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), int(sys.argv[2])))

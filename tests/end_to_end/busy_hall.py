"""Citizens who take tickets one after the other, and clerks who never rest; they keep what they were told."""

import asyncio
import random
import re
import uuid
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from edge.demo.configuration import WINDOWS
from tests.end_to_end.whole_hall import PATIENCE_S, Said, WholeHall
from tests.support.waiting import until

SERVICES = ("social", "social", "medical", "business", "tax", "advice")
CITIZENS = 6
PAUSE_S = 0.4  # mean time between two tickets of one citizen, and between two keys of one clerk
AGAIN_S = 0.05  # before the same touch is sent once more
STUBBORN = 0.7  # of the citizens touch again until they are answered; the others walk away
NUMBER_LINE = re.compile(r"^\s*([A-Z]\d{3})\s*$", re.MULTILINE)


class BusyHall:
    """`told` holds every answer by the id of its touch."""

    def __init__(self, hall: WholeHall, seed: int) -> None:
        self.told: dict[str, Said] = {}
        self._hall = hall
        self._chance = random.Random(seed)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """Let them come and go while the context lasts."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._come()) for _ in range(CITIZENS)]
            tasks += [group.create_task(self._serve(window)) for window in WINDOWS]
            try:
                yield
            finally:
                for task in tasks:
                    task.cancel()

    async def more_told(self, count: int, within_s: float = PATIENCE_S) -> None:
        """Return when so many more citizens have been told their number."""
        enough = len(self.told) + count
        await until(lambda: len(self.told) >= enough, within_s)

    async def _come(self) -> None:
        while True:
            touch = str(uuid.UUID(int=self._chance.getrandbits(128)))
            await self._take(touch, self._chance.choice(SERVICES), is_stubborn=self._chance.random() < STUBBORN)
            await self._pause()

    async def _take(self, touch: str, service: str, *, is_stubborn: bool) -> None:
        while True:
            try:
                self.told[touch] = await self._hall.take(service, touch)
            except (aiohttp.ClientError, TimeoutError):  # the daemon is away
                if not is_stubborn:
                    return
                await asyncio.sleep(AGAIN_S)
            else:
                return

    async def _serve(self, window: int) -> None:
        keypad = self._hall.devices.simulators[f"caller-{window}"]
        while True:
            for device, key in ((f"caller-{window}", "next"), (f"caller-{window}", "rate"), (f"rate-{window}", "0")):
                await until(lambda: "not acknowledged" not in keypad.describe(), PATIENCE_S)
                self._hall.press(device, key)
                await self._pause()

    async def _pause(self) -> None:
        await asyncio.sleep(self._chance.expovariate(1 / PAUSE_S))


def check_numbers(hall: WholeHall, busy: BusyHall) -> None:
    """Check that central knows every number that anybody was told, each once, and that none is left out."""
    taken = {event["data"]["ticket"]: event for event in hall.events("ticket.taken")}
    assert len(taken) == len(hall.events("ticket.taken")), "a ticket was taken twice"
    causes = Counter(event["cause"] for event in taken.values())
    assert max(causes.values()) == 1, "one touch made two tickets"
    for touch, answer in busy.told.items():
        assert taken[answer["ticket"]]["cause"].endswith(touch)
        assert taken[answer["ticket"]]["data"]["number"] == answer["number"]
    serials: dict[str, list[int]] = {}
    for event in taken.values():
        number = event["data"]["number"]
        serials.setdefault(number[0], []).append(int(number[1:]))
    for prefix, found in serials.items():
        assert found == list(range(1, len(found) + 1)), f"numbers of {prefix} have gaps or go back"


def check_papers(hall: WholeHall) -> None:
    """Check that no number came out twice."""
    whole = [paper.text for paper in hall.printer.papers if not paper.is_torn and "作废" not in paper.text]
    numbers = Counter(number for text in whole for number in NUMBER_LINE.findall(text))
    assert numbers, "nothing was printed at all"
    assert max(numbers.values()) == 1, numbers

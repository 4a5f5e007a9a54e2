"""Simulated citizens and clerks: they touch the real ticket screen and press the real keys, at a lively pace."""

import asyncio
import json
import random
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from uuid import UUID

import aiohttp

from edge.demo.configuration import TIDAL, WINDOWS
from edge.demo.devices import Devices

SERVICES = ("social", "social", "social", "medical", "medical", "business", "tax", "advice", "advice")
REASONS = ("", "", "", "", "", "", "", "elderly", "disabled")
AT_THE_DOOR = 8  # who waited for the hall to open
ARRIVAL_S = 5.0  # mean time between two citizens
VISIT_S = 14.0  # mean time at a window
WALK_S = 4.0
LOOK_S = 2.0  # at whether the tidal window is open
MISSED = 0.06  # of those called never come
RATED = 0.6  # of those served press a key
GOOD_KEYS = (0, 0, 0, 0, 1, 1, 2, 3)


class Citizens:
    """A hall full of people who were never there."""

    def __init__(self, base: str, devices: Devices, chance: random.Random, speed: float = 1.0) -> None:
        self._base = base
        self._devices = devices
        self._chance = chance
        self._speed = speed

    async def run(self, tell: Callable[[str], None]) -> None:
        """Live until cancelled."""
        tell("simulated citizens and clerks come in")
        async with aiohttp.ClientSession() as session, asyncio.TaskGroup() as group:
            group.create_task(self._arrive(session))
            for number in WINDOWS:
                group.create_task(self._serve(number))
            group.create_task(self._help(session))

    async def take(self, session: aiohttp.ClientSession) -> int:
        """Touch the ticket screen once and return the HTTP status; ClientError while the daemon is away."""
        action = {
            "do": "take",
            "id": str(UUID(int=self._chance.getrandbits(128))),
            "services": [self._chance.choice(SERVICES)],
            "reason": self._chance.choice(REASONS),
        }
        async with session.post(f"{self._base}/ticket/door/api/act", json=action) as answer:
            return answer.status

    async def _arrive(self, session: aiohttp.ClientSession) -> None:
        for waited in count():
            with suppress(aiohttp.ClientError):
                await self.take(session)
            mean_s = ARRIVAL_S if waited >= AT_THE_DOOR else ARRIVAL_S / 4
            await self._wait(self._chance.expovariate(1 / mean_s))

    async def _serve(self, number: int) -> None:
        await self._wait(self._chance.uniform(0, 10))
        while True:
            await self._visit(number)

    async def _help(self, session: aiohttp.ClientSession) -> None:
        """Serve at the tidal window for as long as somebody has it open."""
        while True:
            if await self._is_open(session, TIDAL):
                await self._visit(TIDAL)
            else:
                await self._wait(LOOK_S)

    async def _is_open(self, session: aiohttp.ClientSession, number: int) -> bool:
        """Whether the clerk's page of a window says so; False while the daemon is away."""
        with suppress(aiohttp.ClientError):
            async with session.get(f"{self._base}/clerk/{number}/api/live") as stream:
                async for line in stream.content:
                    if line.startswith(b'data: {"seq"'):
                        return bool(json.loads(line.removeprefix(b"data: "))["state"]["window"]["state"] == "open")
        return False

    async def _visit(self, number: int) -> None:
        """Call somebody, serve them, and ask them for a rating."""
        self._devices.command(f"caller-{number}", "press next")
        await self._wait(WALK_S + self._chance.uniform(0, 4))
        if self._chance.random() < MISSED:
            self._devices.command(f"caller-{number}", "press miss")
            return
        await self._wait(self._chance.gammavariate(3, VISIT_S / 3))
        self._devices.command(f"caller-{number}", "press rate")
        await self._wait(1 + self._chance.random())
        if self._chance.random() < RATED:
            self._devices.command(f"rate-{number}", f"press {self._chance.choice(GOOD_KEYS)}")
        await self._wait(2 + self._chance.random())

    async def _wait(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s / self._speed)

"""A browser without a face: opens the screens' server and reads what it says."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import aiohttp

from edge.web.server import serve
from tests.web.hall_at_work import Stage

ELSEWHERE = {"X-Forwarded-For": "192.168.1.50"}  # what is not asked by this machine itself


@dataclass
class Visitor:
    """One client of one server."""

    session: aiohttp.ClientSession
    stage: Stage
    port: int

    async def get(self, path: str, **headers: str) -> tuple[int, str, Mapping[str, str]]:
        """Return status, body and headers; redirects are not followed."""
        async with self.session.get(path, headers=headers, allow_redirects=False) as answer:
            return answer.status, await answer.text(), answer.headers

    async def act(self, base: str, what: str, tap: str = "", **fields: object) -> tuple[int, dict[str, Any]]:
        """Touch something; the same `tap` is the same touch."""
        body = {"id": tap or str(uuid4()), "do": what, **fields}
        async with self.session.post(f"{base}api/act", json=body) as answer:
            return answer.status, await answer.json()

    @asynccontextmanager
    async def watch(self, base: str) -> AsyncIterator["Stream"]:
        """Open a screen's event stream."""
        async with self.session.get(f"{base}api/live") as answer:
            assert answer.status == 200, await answer.text()
            yield Stream(answer)


@dataclass
class Stream:
    """An event stream being read."""

    answer: aiohttp.ClientResponse

    async def block(self) -> dict[str, str]:
        """Return the fields of the next block."""
        lines = []
        while line := (await self.answer.content.readline()).decode().rstrip("\n"):
            lines.append(line.partition(": "))
        return {name: value for name, _, value in lines}

    async def event(self, kind: str = "state") -> dict[str, Any]:
        """Return the data of the next event of this kind."""
        while True:
            block = await self.block()
            assert block, "the stream has ended"
            if block.get("event") == kind:
                data: dict[str, Any] = json.loads(block["data"])
                return data


@asynccontextmanager
async def visiting(stage: Stage) -> AsyncIterator[Visitor]:
    """Serve the stage's screens on a free port, with a visitor at the door."""
    async with (
        serve(stage.room, "127.0.0.1", 0) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        yield Visitor(session, stage, port)

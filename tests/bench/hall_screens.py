"""What browsers do in a measured hall: touches, clerks' clicks, and event streams that are listened to."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.bench.recording import Recording


class Browser:
    """One connection to the daemon that is kept open, as a browser does."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self._session = session
        self._base = base

    async def act(self, screen: str, do: str, **what: object) -> dict[str, Any]:
        """Do something at a screen such as `clerk/3`; the answer must be a yes."""
        action = {"do": do, "id": str(uuid.uuid4()), **what}
        async with self._session.post(f"{self._base}/{screen}/api/act", json=action) as answer:
            said: dict[str, Any] = await answer.json()
            if answer.status != 200:
                raise RuntimeError(f"{screen} {do}: {said}")
            return said

    async def listen(self, screen: str, heard: Recording) -> None:
        """Listen to a screen's events until cancelled."""
        async with self._session.get(f"{self._base}/{screen}/api/live") as answer:
            async for data in answer.content.iter_any():
                heard.add(data)


@asynccontextmanager
async def browsing(base: str) -> AsyncIterator[Browser]:
    """Open a browser while the context lasts."""
    connector = aiohttp.TCPConnector(limit=0)
    timeout = aiohttp.ClientTimeout(total=None)
    async with aiohttp.ClientSession(connector=connector, timeout=timeout) as session:
        yield Browser(session, base)


@asynccontextmanager
async def watching(browser: Browser, screens: list[str]) -> AsyncIterator[dict[str, Recording]]:
    """Keep the event streams of these screens open while the context lasts."""
    recordings = {screen: Recording() for screen in screens}
    listeners = [asyncio.create_task(browser.listen(screen, heard)) for screen, heard in recordings.items()]
    try:
        yield recordings
    finally:
        for listener in listeners:
            listener.cancel()
        await asyncio.wait(listeners)

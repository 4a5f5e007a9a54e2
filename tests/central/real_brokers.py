"""Real brokers as processes of the test: Mosquitto (MQTT 5) and NATS (MQTT 3.1.1), to be killed and started empty."""

import asyncio
import contextlib
import shutil
import socket
import tempfile
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from edge.demo.broker import EmbeddedBroker

MOSQUITTO = shutil.which("mosquitto", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")


class Broker(Protocol):
    port: int

    async def start(self) -> None: ...

    async def kill(self) -> None: ...

    async def stop(self) -> None: ...


class Mosquitto:
    """Keeps nothing on disk, so a start after a kill begins empty."""

    def __init__(self, lines: str = "allow_anonymous true", folder: Path | None = None) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._lines = lines
        self._folder = folder or Path(tempfile.mkdtemp(prefix="hall-edge-mosquitto-"))
        self._process: Process | None = None

    async def start(self) -> None:
        assert MOSQUITTO is not None
        config = self._folder / "mosquitto.conf"
        text = f"listener {self.port} 127.0.0.1\nmax_queued_messages 0\nuser root\n{self._lines}\n"
        await asyncio.to_thread(config.write_text, text)
        self._process = await asyncio.create_subprocess_exec(
            MOSQUITTO, "-c", str(config), stdout=DEVNULL, stderr=DEVNULL
        )
        async with asyncio.timeout(10):
            while not await self._is_listening():  # noqa: ASYNC110 - another process says nothing
                await asyncio.sleep(0.02)

    async def kill(self) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
            self._process = None

    async def stop(self) -> None:
        await self.kill()
        await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)

    async def _is_listening(self) -> bool:
        assert self._process is not None
        assert self._process.returncode is None, "mosquitto ended by itself"
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True


@asynccontextmanager
async def running(kind: str) -> AsyncIterator[Broker]:
    """Run a broker by name."""
    broker: Broker = Mosquitto() if kind == "mosquitto" else EmbeddedBroker()
    await broker.start()
    try:
        yield broker
    finally:
        await broker.stop()

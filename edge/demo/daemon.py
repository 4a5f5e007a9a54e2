"""The real daemon as a process of its own, started again whenever it dies, as systemd would."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from edge.clock import Deadline

ENTRY = Path(__file__).resolve().parents[2] / "edge_main.py"
RESTART_S = 1.0
STOP_WITHIN_S = 10.0
ASK_EVERY_S = 0.1
ASK_WITHIN_S = 2.0


class DaemonProcess:
    """One daemon at a time."""

    def __init__(self, config: Path, runtime: Path, log: Path, tell: Callable[[str], None]) -> None:
        self._config = config
        self._runtime = runtime
        self._log = log
        self._tell = tell
        self._process: asyncio.subprocess.Process | None = None

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(signal.SIGKILL)

    @property
    def pid(self) -> int | None:
        """The process that runs now."""
        return self._process.pid if self._process else None

    async def run(self) -> None:
        """Keep one running until cancelled."""
        try:
            while True:
                self._process = await self._start()
                status = await self._process.wait()
                self._tell(f"the daemon has ended ({status}) and is started again")
                await asyncio.sleep(RESTART_S)
        finally:
            await self._stop()

    async def _start(self) -> asyncio.subprocess.Process:
        with self._log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable,
                str(ENTRY),
                "run",
                "--config",
                str(self._config),
                stdin=asyncio.subprocess.DEVNULL,
                stderr=log,
                env={"RUNTIME_DIRECTORY": str(self._runtime), "PATH": "/usr/bin:/bin"},
                start_new_session=True,  # Ctrl-C is for the demo, which stops the daemon in order
            )

    async def _stop(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        process.terminate()
        with suppress(TimeoutError):
            async with Deadline(STOP_WITHIN_S):
                await process.wait()
                return
        process.kill()
        await process.wait()


async def until_well(base: str) -> None:
    """Return when `/healthz` says that all is well."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ASK_WITHIN_S)) as session:
        while True:
            with suppress(aiohttp.ClientError, TimeoutError):
                async with session.get(f"{base}/healthz") as answer:
                    if answer.ok:
                        return
            await asyncio.sleep(ASK_EVERY_S)


@asynccontextmanager
async def kept_running(daemon: DaemonProcess) -> AsyncIterator[None]:
    """Keep the daemon running while the context lasts."""
    task = asyncio.create_task(daemon.run(), name="daemon")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task

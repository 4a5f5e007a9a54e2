"""The daemon as a process of its own, as systemd runs it: started, asked to stop, or killed."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from contextlib import suppress
from pathlib import Path

ENTRY = Path(__file__).resolve().parents[2] / "edge_main.py"
STOP_WITHIN_S = 20.0  # generous: two busy cores


class HallProcess:
    """One daemon at a time; what it says on standard error is kept in a file."""

    def __init__(self, config: Path, runtime: Path) -> None:
        self._config = config
        self._runtime = runtime
        self._log = runtime / "daemon.log"
        self._process: Process | None = None

    async def start(self) -> None:
        """Start it; it is not ready yet."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, str(ENTRY), "run", "--verbose", "--config", str(self._config)),
                stdin=DEVNULL,
                stdout=log,
                stderr=log,
                env={"RUNTIME_DIRECTORY": str(self._runtime), "PATH": "/usr/bin:/bin"},
                start_new_session=True,  # so that whatever it starts is found in its group
            )

    @property
    def pid(self) -> int:
        """The process that runs, or ran last."""
        assert self._process is not None, "the daemon was never started"
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """False before the start and after the end."""
        return self._process is not None and self._process.returncode is None

    @property
    def said(self) -> str:
        """Everything it has logged, over all its lives."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def kill(self) -> None:
        """End it as a power cut would; `wait` for it before the next start."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)

    async def ended(self) -> int:
        """Return the exit status once it has ended, whenever that is."""
        assert self._process is not None, "the daemon was never started"
        return await self._process.wait()

    async def wait(self) -> int:
        """Return the exit status of a daemon that is about to end; TimeoutError if it does not."""
        async with asyncio.timeout(STOP_WITHIN_S):
            return await self.ended()

    async def stop(self) -> int:
        """Ask it to end, as systemd does, and return its exit status."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        return await self.wait()

    async def close(self) -> None:
        """Leave no process behind, whatever happened."""
        if self.is_running:
            self.kill()
            await self.wait()

    def has_left_processes(self) -> bool:
        """Whether anything of its group still runs."""
        try:
            os.killpg(self.pid, 0)
        except ProcessLookupError:
            return False
        return True

"""The real daemon as a process of its own, with its memory and its share of the processor."""

import asyncio
import json
import os
import socket
import sys
from asyncio.subprocess import DEVNULL
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from time import perf_counter

import aiohttp

ENTRY = Path(__file__).resolve().parents[2] / "edge_main.py"
ASKED_EVERY_S = 0.002
UNWELL_S = 0.02
READY_WITHIN_S = 60.0
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
_QUESTION = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


class HallProcess:
    """One running daemon."""

    def __init__(self, pid: int, port: int, ready_s: float) -> None:
        self.pid = pid
        self.port = port
        self.ready_s = ready_s  # from exec to the first 200 of /healthz

    @property
    def base(self) -> str:
        """The address of its screens."""
        return f"http://127.0.0.1:{self.port}"

    def processor_s(self) -> float:
        """Return the seconds of processor that it has used so far."""
        after_name = Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(after_name[11]) + int(after_name[12])) / TICKS_A_SECOND  # utime, stime


def memory_mb(pid: int) -> tuple[float, float]:
    """Return RSS, and PSS, in which what is shared with other processes is shared out."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    found = {key: int(rest.split()[0]) for key, _, rest in (line.partition(":") for line in lines[1:])}
    return found["Rss"] * 1024 / 1e6, found["Pss"] * 1024 / 1e6


def free_port() -> int:
    """Return a port that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def started(config: Path, port: int) -> AsyncIterator[HallProcess]:
    """Run the daemon while the context lasts, from the moment its /healthz says 200."""
    began_s = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(ENTRY),
        "run",
        "--config",
        str(config),
        stdin=DEVNULL,
        stderr=DEVNULL,  # its log is not a measurement
        env={"RUNTIME_DIRECTORY": str(config.parent), "PATH": "/usr/bin:/bin"},
    )
    try:
        async with asyncio.timeout(READY_WITHIN_S):
            while not await _is_well(port):
                if process.returncode is not None:
                    raise RuntimeError(f"the daemon ended with {process.returncode}")
                await asyncio.sleep(ASKED_EVERY_S)
        yield HallProcess(process.pid, port, perf_counter() - began_s)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def _is_well(port: int) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    try:
        writer.write(_QUESTION)
        is_well = (await reader.readline()).startswith(b"HTTP/1.1 200")
    except OSError:
        return False
    else:
        if not is_well:  # it answers, and ought not to be kept from getting well
            await asyncio.sleep(UNWELL_S)
        return is_well
    finally:
        writer.close()


async def until_devices_ready(process: HallProcess, devices: int) -> float:
    """Return how long it takes until the technician's page shows every device as ready."""
    began_s = perf_counter()
    async with (
        asyncio.timeout(READY_WITHIN_S),
        aiohttp.ClientSession(read_bufsize=2**24) as session,  # the page of a large hall is one long line
        session.get(f"{process.base}/technician/api/live") as answer,
    ):
        async for line in answer.content:
            if line.startswith(b"data:") and b'"slots"' in line:
                slots = json.loads(line[5:])["state"]["slots"]
                if sum(slot["state"] == "ready" for slot in slots) == devices:
                    return perf_counter() - began_s
    raise RuntimeError("the stream of the technician's page ended")

"""The demo as its first visitor meets it: a program that tells where to look, and ends with Ctrl-C."""

import asyncio
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest
from PIL import Image

from tests.end_to_end.processes import descendants, is_running, sockets
from tests.support.hall_process import ENTRY, STOP_WITHIN_S
from tests.support.waiting import until

pytestmark = [pytest.mark.real_time, pytest.mark.slow]

PATIENCE_S = 30.0  # two busy cores
TAKE = {"do": "take", "id": "6f1d7b3e-0d5c-4b1e-9d53-0c5c2ad2a001", "services": ["social"]}


async def test_a_visitor_plays_the_demo_and_ends_it(tmp_path: Path) -> None:
    async with demo(tmp_path) as program:
        base = (await program.first_address()).removesuffix("/ticket/door/")
        async with aiohttp.ClientSession() as http, http.post(f"{base}/ticket/door/api/act", json=TAKE) as taken:
            assert (await taken.json())["number"] == "A001"
        await program.until_said("ticket.printed")
        assert await program.command("caller-3 press next") == "pressed next"
        await program.until_said("led-3: screen 3 shows: 请A001号到3号窗口")
        await program.command(f"printer-1 paper save {tmp_path / 'ticket.png'}")
        assert has_ink(tmp_path / "ticket.png")
        await ends_with_ctrl_c(program, tmp_path)


async def ends_with_ctrl_c(program: "Program", folder: Path) -> None:
    started = descendants(program.process.pid)
    assert {"nats-server"} < set(started.values()), started
    program.process.send_signal(signal.SIGINT)
    async with asyncio.timeout(STOP_WITHIN_S):
        assert await program.process.wait() == 0, program.lines
    assert not [name for pid, name in started.items() if is_running(pid)]
    assert not sockets(folder)
    assert {path.name for path in await asyncio.to_thread(lambda: [*folder.iterdir()])} == {"hall", "ticket.png"}
    assert not [line for line in program.lines if "Traceback" in line]


def has_ink(file: Path) -> bool:
    with Image.open(file) as picture:
        return picture.convert("L").histogram()[0] > 0


@dataclass
class Program:
    """The demo's process, what it has said, and its control socket."""

    process: Process
    control: Path
    lines: list[str] = field(default_factory=list)

    async def listen(self) -> None:
        """Keep every line until it ends."""
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            self.lines.append(line.decode().rstrip("\n"))

    async def until_said(self, words: str) -> None:
        """Return when some line has these words."""
        await until(lambda: any(words in line for line in self.lines), PATIENCE_S)

    async def first_address(self) -> str:
        """Return the first address: it stands alone on its line, and is the ticket screen's."""
        await self.until_said("Ctrl-C")
        first = next(line for line in self.lines if "://" in line)
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/ticket/door/", first)
        return first

    async def command(self, line: str) -> str:
        """Say something on the control socket and return the answer."""
        async with asyncio.timeout(PATIENCE_S):
            reader, writer = await asyncio.open_unix_connection(self.control)
            writer.write(f"{line}\n".encode())
            answer = await reader.readline()
            writer.close()
            await writer.wait_closed()
        return answer.decode().rstrip("\n")


@asynccontextmanager
async def demo(folder: Path) -> AsyncIterator[Program]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ENTRY), "demo", "--port", "0", "--folder", str(folder / "hall")),
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={"PATH": "/usr/bin:/bin", "TMPDIR": str(folder)},
        start_new_session=True,  # as in a terminal of its own
    )
    program = Program(process, folder / "hall" / "control.sock")
    listening = asyncio.ensure_future(program.listen())
    try:
        yield program
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
        await listening

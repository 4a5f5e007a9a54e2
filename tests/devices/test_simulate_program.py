"""The program that a person plays with: devices on a line, verbs from the keyboard and from a socket."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from edge.clock import SystemClock
from edge.devices.links import open_link
from tests.support.waiting import until

pytestmark = pytest.mark.real_time

PROGRAM = """
import asyncio, sys
from pathlib import Path
from drivers.simulators.serving import serve
asyncio.run(serve(["caller@3", "evaluator@3"], pty=Path(sys.argv[1]), control=Path(sys.argv[2])))
"""


async def test_a_person_plays_with_devices_by_keyboard_and_by_socket(tmp_path: Path) -> None:
    port, control = tmp_path / "port", tmp_path / "control"
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", PROGRAM, str(port), str(control)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": "."},
    )
    assert program.stdin is not None
    assert program.stdout is not None
    try:
        async with asyncio.timeout(20):
            assert (await program.stdout.readline()).decode() == f'link = "serial://{port}"\n'
            await until(control.exists)
            async with open_link(f"serial://{port}", SystemClock()) as link:
                reader, writer = await asyncio.open_unix_connection(control)
                writer.write(b"caller@3: press next\nevaluator@3: look\n")
                assert await reader.readline()
                assert (await reader.readline()).startswith(b"evaluator@3: ")
                assert await link.read()
                writer.close()
                await writer.wait_closed()
                program.stdin.write(b"help\n")
                while b"evaluator@3 knows" not in await program.stdout.readline():
                    pass
    finally:
        program.terminate()
        await program.communicate()

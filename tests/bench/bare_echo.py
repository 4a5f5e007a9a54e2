"""The bare reference of every latency: a line to another asyncio process and back."""

import asyncio
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import perf_counter

MESSAGE = b"x" * 200  # about a request


@asynccontextmanager
async def echoing() -> AsyncIterator[tuple[int, int]]:
    """Run a process that does nothing else while the context lasts; yields its id and its port."""
    echo = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.bench.bare_echo", stdout=PIPE)
    try:
        assert echo.stdout is not None
        yield echo.pid, int(await echo.stdout.readline())
    finally:
        echo.terminate()
        await echo.wait()


async def round_trips(count: int, pause_s: float) -> list[float]:
    """Return how long each of `count` round trips takes."""
    async with echoing() as (_, port):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        samples: list[float] = []
        for _ in range(count):
            await asyncio.sleep(pause_s)
            began_s = perf_counter()
            writer.write(MESSAGE)
            await reader.readexactly(len(MESSAGE))
            samples.append(perf_counter() - began_s)
        writer.close()
        return samples


async def _serve() -> None:
    async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)

    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())

"""Where a person speaks to simulated devices: standard input and a small control socket, one line in, one line out."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

_LONGEST_LINE: Final = 4096


class Lines:
    """Bytes in any pieces, put together to lines."""

    def __init__(self, on_line: Callable[[str], None]) -> None:
        self._on_line = on_line
        self._rest = b""

    def feed(self, data: bytes) -> None:
        """Take some more."""
        *lines, rest = (self._rest + data).split(b"\n")
        self._rest = rest[-_LONGEST_LINE:]
        for line in lines:
            self._on_line(line.decode("utf-8", "replace").strip())


class _Caller(asyncio.Protocol):
    def __init__(self, command: Callable[[str], str]) -> None:
        self._command = command
        self._lines = Lines(self._do)
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._lines.feed(data)

    def _do(self, line: str) -> None:
        if self._transport is not None:
            self._transport.write(" | ".join(self._command(line).splitlines()).encode() + b"\n")


@asynccontextmanager
async def control_socket(path: Path | None, command: Callable[[str], str]) -> AsyncIterator[None]:
    """Take commands on a Unix socket at `path`; nothing if None."""
    if path is None:
        yield
        return
    # The standard library removes a stale socket at `path` itself, but leaves its own behind when it stops.
    server = await asyncio.get_running_loop().create_unix_server(lambda: _Caller(command), path)
    try:
        yield
    finally:
        server.close()
        await asyncio.to_thread(path.unlink, missing_ok=True)


@asynccontextmanager
async def standard_input(command: Callable[[str], str]) -> AsyncIterator[None]:
    """Take commands from the keyboard or a pipe, and print the answers; a file or nothing at all is left alone."""
    loop = asyncio.get_running_loop()
    keyboard = sys.stdin.fileno()
    lines = Lines(lambda line: print(command(line), flush=True))

    def take() -> None:
        data = os.read(keyboard, _LONGEST_LINE)
        if data:
            lines.feed(data)
        else:
            loop.remove_reader(keyboard)

    try:
        loop.add_reader(keyboard, take)
    except PermissionError:  # a plain file or /dev/null cannot be waited for
        yield
        return
    try:
        yield
    finally:
        loop.remove_reader(keyboard)

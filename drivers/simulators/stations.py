"""Stations: simulated devices served on a pseudo-terminal or on a TCP port."""

import socket
from asyncio import get_running_loop
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from drivers.simulators.ends import End, Terminal, reset
from drivers.simulators.wire import Line, Simulators


class TcpStation:
    """A line behind a TCP port; a new caller takes the place of the one before, as on a network printer."""

    def __init__(self, line: Line, host: str, port: int) -> None:
        self.line = line
        self.host = host
        self.port = port
        self._door: socket.socket | None = None
        self._caller: End | None = None
        self._connected: socket.socket | None = None
        line.on_plug = self._plug
        self._listen()

    def command(self, text: str) -> str:
        """Do what a person says; the answer tells what came of it."""
        return self.line.command(text)

    def close(self) -> None:
        """Stop serving."""
        self._leave()
        self._hang_up()
        self.line.close()

    def _plug(self, is_plugged: bool) -> None:  # noqa: FBT001 - the claim is the argument
        if is_plugged:
            self._listen()
        else:
            self._leave()
            self._hang_up()

    def _listen(self) -> None:
        if self._door is None:
            self._door = socket.create_server((self.host, self.port), backlog=4)
            self._door.settimeout(0)
            self.port = self._door.getsockname()[1]
            get_running_loop().add_reader(self._door, self._accept)

    def _leave(self) -> None:
        if self._door is not None:
            get_running_loop().remove_reader(self._door)
            self._door.close()
            self._door = None

    def _accept(self) -> None:
        if self._door is None:
            return
        try:
            connected, _ = self._door.accept()
        except OSError:  # they thought better of it
            return
        self._hang_up()
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        reset(connected)
        self._caller = End(connected.detach(), self.line.receive, self.line.disconnect)
        self.line.connect(self._caller.send)

    def _hang_up(self) -> None:
        self.line.disconnect()
        if self._caller is not None:
            self._caller.close()
            self._caller = None


class PtyStation:
    """A line behind a pseudo-terminal, published as a symbolic link that stays when the terminal's number changes."""

    def __init__(self, line: Line, path: Path, baud: int | None) -> None:
        self.line = line
        self.path = path
        self._baud = baud
        self._terminal: Terminal | None = None
        line.on_plug = self._plug
        self._publish()

    def command(self, text: str) -> str:
        """Do what a person says; the answer tells what came of it."""
        return self.line.command(text)

    def close(self) -> None:
        """Stop serving and take the link away."""
        self._pull()
        self.line.close()

    def _plug(self, is_plugged: bool) -> None:  # noqa: FBT001 - the claim is the argument
        if is_plugged:
            self._publish()
        else:
            self._pull()

    def _publish(self) -> None:
        if self._terminal is None:
            self._terminal = Terminal(self.path, self._receive)
            self.line.connect(self._send)

    def _pull(self) -> None:
        self.line.disconnect()
        if self._terminal is not None:
            self._terminal.close()
            self._terminal = None

    def _receive(self, data: bytes) -> None:
        self.line.receive(self._as_heard(data))

    def _send(self, data: bytes) -> None:
        if self._terminal is not None:
            self._terminal.send(self._as_heard(data))

    def _as_heard(self, data: bytes) -> bytes:
        """Return what arrives: rubbish, if the controller has set another speed than the device has."""
        if self._baud is None or self._terminal is None or self._terminal.baud == self._baud:
            return data
        return self.line.chance.randbytes(len(data))


Station = TcpStation | PtyStation


@asynccontextmanager
async def serve_tcp(simulators: Simulators, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[TcpStation]:
    """Serve devices on a TCP port, a free one if 0; OSError if it is taken."""
    station = TcpStation(Line(simulators), host, port)
    try:
        yield station
    finally:
        station.close()


@asynccontextmanager
async def serve_pty(simulators: Simulators, path: Path, *, baud: int | None = None) -> AsyncIterator[PtyStation]:
    """Serve devices on a pseudo-terminal at `path`; with `baud` they understand that speed only."""
    station = PtyStation(Line(simulators), path, baud)
    try:
        yield station
    finally:
        station.close()

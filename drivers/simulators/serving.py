"""The program behind `simulate`: devices on a line, and a person who plays with them."""

import asyncio
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from drivers.simulators import make_simulators
from drivers.simulators.console import control_socket, standard_input
from drivers.simulators.stations import PtyStation, Station, TcpStation, serve_pty, serve_tcp

HIGHEST_PORT = 65535

__all__ = ["PtyStation", "TcpStation", "serve", "serve_pty", "serve_tcp"]


async def serve(
    devices: Sequence[str],
    *,
    tcp: str = "0",
    pty: Path | None = None,
    control: Path | None = None,
    baud: int | None = None,
) -> None:
    """Serve the devices of one line (`printer`, or `caller@3 evaluator@3`) until cancelled.

    `tcp` is a port, or host:port; port 0 is a free one. `pty` is served instead if given, at `baud` alone if given.
    UnknownSimulatorError if one cannot be made, ValueError if `tcp` names no port, OSError if the port or path
    cannot be had.
    """
    simulators = make_simulators(devices)
    serving: AbstractAsyncContextManager[Station]
    if pty is not None:
        serving = serve_pty(simulators, pty, baud=baud)
    else:
        host, port = _host_and_port(tcp)
        serving = serve_tcp(simulators, host=host, port=port)
    async with serving as station:
        station.line.on_change = lambda seen: print(seen, flush=True)
        async with control_socket(control, station.command), standard_input(station.command):
            print(_greeting(station), flush=True)
            await asyncio.get_running_loop().create_future()


def _host_and_port(raw_tcp: str) -> tuple[str, int]:
    """Return what `9100` or `0.0.0.0:9100` says."""
    host, _, raw_port = raw_tcp.rpartition(":")
    if not raw_port.isascii() or not raw_port.isdigit() or int(raw_port) > HIGHEST_PORT:
        raise ValueError(f"{raw_tcp!r} is no port; give a number up to {HIGHEST_PORT}, or host:port")
    return host or "127.0.0.1", int(raw_port)


def _greeting(station: Station) -> str:
    link = f"tcp://{station.host}:{station.port}" if isinstance(station, TcpStation) else f"serial://{station.path}"
    return f'link = "{link}"\n{station.command("look")}\nType a verb, or help; Ctrl-C ends.'

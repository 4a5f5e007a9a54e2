"""The demo: the real daemon with simulated devices, an embedded broker and a stand-in central, on one machine.

Nothing here can reach a broker of a real hall: the only address that the daemon is given is that of the embedded one.
"""

import asyncio
import base64
import os
import random
import signal
import socket
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from nacl.public import PrivateKey

from drivers.printer.escpos.fonts import find_fonts
from drivers.simulators.console import control_socket, standard_input
from edge.clock import Deadline
from edge.demo.appointments import CODE, publish_appointments
from edge.demo.broker import EmbeddedBroker
from edge.demo.central import StandInCentral
from edge.demo.citizens import Citizens
from edge.demo.configuration import WINDOWS, Places, write
from edge.demo.console import Console
from edge.demo.daemon import DaemonProcess, kept_running, until_well
from edge.demo.devices import PRINTER, demo_devices
from edge.demo.guide import GUIDE, NO_FONTS

HALL = "demo-001"
USUAL_PORT = 8080
FIRST_CLERK = 1001  # sits at the first window
READY_WITHIN_S = 30.0


async def show(folder: Path | None, *, port: int = 0, is_autoplay: bool = False) -> None:
    """Run the demo until Ctrl-C; with `folder` its journal is kept and found again next time."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with demo(folder, port=port, is_autoplay=is_autoplay):
        await stop.wait()
        tell("stopping …")


@asynccontextmanager
async def demo(folder: Path | None, *, port: int = 0, is_autoplay: bool = False) -> AsyncIterator[str]:
    """Run the demo while the context lasts; yields the address of the screens."""
    async with AsyncExitStack() as stack:
        here = _folder(stack, folder)
        broker = await stack.enter_async_context(EmbeddedBroker())
        devices = await stack.enter_async_context(demo_devices(here))
        web = f"127.0.0.1:{port or _free_port(USUAL_PORT)}"
        base = f"http://{web}"
        links = devices.links
        key = base64.b64encode(bytes(PrivateKey.generate().public_key)).decode()
        places = Places(links["printer"], links["strips"], links["desks"], links["reader"], links["voice"],
                        broker.url, key, web)  # fmt: skip
        config = await asyncio.to_thread(write, here, places)
        central = StandInCentral("127.0.0.1", broker.port, on_event=_tell_event)
        daemon = DaemonProcess(config, _in_ram(stack), here / "daemon.log", tell)
        await stack.enter_async_context(_background(central.run()))
        await stack.enter_async_context(kept_running(daemon))
        async with Deadline(READY_WITHIN_S):
            await until_well(base)
            await _open_windows(central)
            await publish_appointments(central, HALL, datetime.now().astimezone())
        devices.on_change(lambda seen: tell(f"[设备] {seen}"))
        console = Console(devices, central, broker, daemon)
        await stack.enter_async_context(control_socket(here / "control.sock", console.command))
        await stack.enter_async_context(standard_input(console.command))
        await stack.enter_async_context(_background(console.run()))
        _greet(base, here, broker.port)
        if is_autoplay:
            citizens = Citizens(base, devices, random.Random(20261122))
            await stack.enter_async_context(_background(citizens.run(tell)))
        yield base


def tell(line: str) -> None:
    """Say something to whoever watches the demo."""
    print(line, flush=True)


def _greet(base: str, here: Path, broker: int) -> None:
    can_draw = find_fonts(None) is not None
    look = "save ticket.png" if can_draw else "show"  # a picture of text needs the font that is missing
    tell(GUIDE.substitute(base=base, folder=here, printer=PRINTER, broker=broker, look=look, code=CODE))
    if not can_draw:
        tell(NO_FONTS)


def _tell_event(event: Mapping[str, Any]) -> None:
    data = {key: value for key, value in event["data"].items() if key in _TOLD}
    facts = " ".join(f"{key}={value}" for key, value in data.items())
    tell(f"[平台] {event['seq']:>5} {event['kind']:<20} {facts}")


_TOLD = (
    "ticket",
    "number",
    "window",
    "service",
    "outcome",
    "sure",
    "why",
    "rating",
    "level",
    "code",
    "place",
    "day",
    "way",
    "by",
)


async def _open_windows(central: StandInCentral) -> None:
    """Open every window from central and let its clerk sit down, as in the morning."""
    for number in WINDOWS:
        await central.send(HALL, "open_window", {"window": number})
        await central.send(HALL, "sign_in", {"window": number, "clerk": f"{FIRST_CLERK + number - 1}"})


def _folder(stack: AsyncExitStack, folder: Path | None) -> Path:
    if folder is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hall-edge-demo-")))
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def _in_ram(stack: AsyncExitStack) -> Path:
    """Return a folder for the day's key, in memory where there is one, gone with the demo."""
    parent = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - RAM is meant; the folder is private
    return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hall-edge-demo-", dir=parent)))


def _free_port(wanted: int) -> int:
    """Return the wanted port if it is free, else any free one."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            found: int = probe.getsockname()[1]
            return found
    raise OSError("no free port on 127.0.0.1")


@asynccontextmanager
async def _background(work: Any) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)
        try:
            yield
        finally:
            task.cancel()

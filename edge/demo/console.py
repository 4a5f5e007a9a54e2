"""What a person types in the demo: to a device, to central, to the broker, to the daemon."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from edge.demo.broker import EmbeddedBroker
from edge.demo.central import StandInCentral, Unanswered
from edge.demo.daemon import DaemonProcess
from edge.demo.devices import Devices
from edge.demo.guide import HELP

HALL = "demo-001"
NUMBERS = ("window", "level", "from_seq")
LISTS = ("services", "serves", "spills", "tags")


class Console:
    """Takes one line, gives one answer; what takes time is done by `run` and told later."""

    def __init__(
        self, devices: Devices, central: StandInCentral, broker: EmbeddedBroker, daemon: DaemonProcess
    ) -> None:
        self._devices = devices
        self._central = central
        self._broker = broker
        self._daemon = daemon
        self._work: asyncio.Queue[Coroutine[Any, Any, str]] = asyncio.Queue()
        self._verbs: Mapping[str, Callable[[str], str]] = {
            "": lambda _: HELP,
            "help": lambda _: HELP,
            "look": self._look,
            "central": self._ask_central,
            "broker": self._switch_broker,
            "daemon": self._kill_daemon,
        }

    def command(self, line: str) -> str:
        """Do what a person typed and return what to tell them."""
        name, _, rest = line.strip().partition(" ")
        if name in self._devices.simulators:
            return self._devices.command(name, rest)
        if name not in self._verbs:
            return f"{name}? {', '.join(sorted(self._devices.simulators))}, {', '.join(self._verbs)}"
        return self._verbs[name](rest)

    async def run(self) -> None:
        """Do what takes time, one after the other, until cancelled."""
        while True:
            print(await (await self._work.get()), flush=True)

    def _look(self, _rest: str) -> str:
        devices = sorted(self._devices.simulators.items())
        return "\n".join(f"{name}: {device.describe()}" for name, device in devices)

    def _switch_broker(self, rest: str) -> str:
        if rest not in ("stop", "start"):
            return "broker stop, or broker start"
        self._work.put_nowait(self._stop_broker() if rest == "stop" else self._start_broker())
        return f"broker: {rest}"

    def _kill_daemon(self, rest: str) -> str:
        if rest != "kill":
            return "daemon kill"
        self._daemon.kill()
        return "the daemon is killed"

    def _ask_central(self, text: str) -> str:
        name, *pairs = text.split()
        args: dict[str, Any] = {}
        for pair in pairs:
            key, _, value = pair.partition("=")
            args[key] = int(value) if key in NUMBERS and value.isdecimal() else value
            if key in LISTS:
                args[key] = value.split(",")
        self._work.put_nowait(self._send(name, args))
        return f"central: {text}"

    async def _send(self, name: str, args: dict[str, Any]) -> str:
        try:
            return f"[平台] answer: {await self._central.send(HALL, name, args)}"
        except Unanswered as unanswered:
            return f"[平台] {unanswered}"

    async def _stop_broker(self) -> str:
        await self._broker.stop()
        return "the broker is stopped"

    async def _start_broker(self) -> str:
        await self._broker.start()
        return "the broker is started, empty"

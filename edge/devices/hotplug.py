"""Plugging and unplugging, as udev tells it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, Protocol

from edge.devices.nodes import DeviceNode, node_of

log = logging.getLogger(__name__)


class PortWatcher(Protocol):
    """Who wants to know what is plugged in."""

    def __call__(self, nodes: frozenset[DeviceNode], changed: DeviceNode | None) -> None:
        """Take what is there now, and the port that just came or went, None for the first look."""


class Ports:
    """What is plugged in, kept up to date by udev's events."""

    def __init__(self, tell: PortWatcher) -> None:
        self._tell = tell
        self._nodes: dict[str, DeviceNode] = {}

    def begin(self, nodes: frozenset[DeviceNode]) -> None:
        """Take the first look."""
        self._nodes = {node.device: node for node in nodes}
        self._tell(nodes, None)

    def change(self, action: str, node: DeviceNode) -> None:
        """Take one event; a port that goes and comes back at once is told twice, for its device was reset."""
        if action == "remove":
            self._nodes.pop(node.device, None)
        elif action in {"add", "change", "move"}:
            if self._nodes.get(node.device) == node and action == "change":
                return
            self._nodes[node.device] = node
        else:
            return
        self._tell(frozenset(self._nodes.values()), node)


def plugged_in() -> frozenset[DeviceNode]:
    """Look once what is plugged in; ImportError where the machine has no udev. Blocks: call it in a thread."""
    return _look(_context())


async def watch_ports(tell: PortWatcher) -> None:
    """Tell what is plugged in, and every change, until cancelled; where there is no udev, nothing ever is."""
    try:
        context, monitor = await asyncio.to_thread(_begin)
    except (ImportError, OSError) as error:
        log.warning("no udev on this machine (%s): devices are found by link only, not by match", error)
        tell(frozenset(), None)
        return
    ports = Ports(tell)
    ports.begin(await asyncio.to_thread(_look, context))
    loop = asyncio.get_running_loop()
    loop.add_reader(monitor.fileno(), _drain, monitor, ports.change)
    try:
        await loop.create_future()
    finally:
        loop.remove_reader(monitor.fileno())


def _context() -> Any:
    import pyudev  # noqa: PLC0415 - needs the system's libudev, which a container may lack

    return pyudev.Context()


def _begin() -> tuple[Any, Any]:
    import pyudev  # noqa: PLC0415 - the same

    context = _context()
    monitor = pyudev.Monitor.from_netlink(context)
    monitor.filter_by(subsystem="tty")
    monitor.start()  # before the first look, so that nothing falls between the two
    return context, monitor


def _look(context: Any) -> frozenset[DeviceNode]:
    found = (node_of(raw) for raw in context.list_devices(subsystem="tty"))
    return frozenset(node for node in found if node is not None)


def _drain(monitor: Any, change: Callable[[str, DeviceNode], None]) -> None:
    while (raw := monitor.poll(timeout=0)) is not None:
        node = node_of(raw)
        if node is not None:
            change(raw.action, node)

"""What is plugged in, told to a technician together with the line that belongs into the configuration."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Final

from edge.devices.hotplug import plugged_in
from edge.devices.matching import Claim, Found, Match, resolve
from edge.devices.nodes import DeviceNode

_BY_NAME: Final = ("ttyUSB*", "ttyACM*", "ttyAMA*", "ttyS[0-3]")
_NOTHING: Final = "No serial port is plugged in."
_NO_UDEV: Final = "There is no udev on this machine, so ports are known by name only, and names may change:"


def describe_ports(look: Callable[[], Collection[DeviceNode]] = plugged_in, device_folder: Path = Path("/dev")) -> str:
    """Return every port that a device may hang on, each with its configuration line; blocks for a moment."""
    try:
        nodes = look()
    except (ImportError, OSError):
        named = sorted(path for pattern in _BY_NAME for path in device_folder.glob(pattern))
        return "\n".join([_NO_UDEV, *(f'link = "serial://{path}"' for path in named)]) if named else _NOTHING
    if not nodes:
        return _NOTHING
    return "\n\n".join(_described(node, nodes) for node in sorted(nodes, key=lambda node: node.device))


def line_for(node: DeviceNode, nodes: Collection[DeviceNode]) -> str:
    """Return the configuration line that means this port and no other, also after a restart."""
    for match in _proposals(node):
        if resolve({"": Claim(match)}, nodes)[""] == Found(node):
            return f"match = {{ {_in_toml(match)} }}"
    return f'link = "serial://{node.device}"'


def _proposals(node: DeviceNode) -> Iterator[Match]:
    """Yield matches, the one that survives most changes of cabling first."""
    if node.has_own_serial:
        yield Match(serial=node.serial)
        yield Match(serial=node.serial, interface=node.interface)
    if node.path:
        yield Match(vid=node.vid or None, pid=node.pid or None, path=node.path)


def _described(node: DeviceNode, nodes: Collection[DeviceNode]) -> str:
    make = f"{node.vid}:{node.pid}" if node.vid else "on the board"
    what = " ".join(part for part in (node.product, f"({make})") if part)
    line = line_for(node, nodes)
    place = [f"  socket {node.path}"] if node.path else []
    reason = ["  It has no serial number of its own: it is known by its socket, so leave it there."]
    is_bound_to_socket = "path" in line and not node.has_own_serial and node.vid
    return "\n".join([f"{node.device}  {what}", *place, *(reason if is_bound_to_socket else []), f"  {line}"])


def _in_toml(match: Match) -> str:
    return ", ".join(
        f'{name} = "{value}"'
        for name in ("serial", "vid", "pid", "interface", "path")
        if (value := getattr(match, name)) is not None
    )

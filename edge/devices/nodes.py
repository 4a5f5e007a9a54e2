"""Ports that are plugged in, as frozen records; what udev says enters the program only here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

# Numbers that makers left in whole production runs of adapters: they name a make, not a device.
_SHARED_SERIALS: Final = frozenset({"", "0", "0000", "0001", "00000000", "12345678", "123456", "A50285BI"})
_NO_HARDWARE: Final = ("/devices/virtual/", "/platform/serial8250/")  # consoles, and UARTs that the board lacks


class RawDevice(Protocol):
    """As much of a pyudev device as is read."""

    @property
    def device_node(self) -> str | None: ...

    @property
    def device_path(self) -> str: ...

    @property
    def device_links(self) -> Iterable[str]: ...

    @property
    def properties(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class DeviceNode:
    """One port that a driver could open; empty where the hardware says nothing."""

    device: str  # /dev/ttyUSB0, which may be another one tomorrow
    vid: str = ""  # 1a86
    pid: str = ""  # 7523
    serial: str = ""
    path: str = ""  # the socket it is plugged into: pci-0000:00:14.0-usb-0:2:1.0
    interface: str = ""  # 00, where one plug has several ports
    product: str = ""
    links: frozenset[str] = frozenset()  # /dev/serial/by-id/…, and those of our own rules

    @property
    def by_id(self) -> str:
        """The name of its link in /dev/serial/by-id, "" if it has none."""
        return next((_last(link) for link in sorted(self.links) if "/by-id/" in link), "")

    @property
    def has_own_serial(self) -> bool:
        """Whether its serial number tells it from another of its make."""
        return self.serial.upper() not in _SHARED_SERIALS

    def bears(self, name: str) -> bool:
        """Whether `name` is one of the paths under which it can be opened."""
        return name == self.device or name in self.links


def node_of(raw: RawDevice) -> DeviceNode | None:
    """Return the record of what udev describes; None if it is no port that hardware hangs on."""
    if raw.device_node is None or any(part in raw.device_path for part in _NO_HARDWARE):
        return None
    said = raw.properties
    return DeviceNode(
        device=raw.device_node,
        vid=said.get("ID_VENDOR_ID", "").lower(),
        pid=said.get("ID_MODEL_ID", "").lower(),
        serial=said.get("ID_SERIAL_SHORT", ""),
        path=said.get("ID_PATH", ""),
        interface=said.get("ID_USB_INTERFACE_NUM", ""),
        product=said.get("ID_MODEL_FROM_DATABASE") or said.get("ID_MODEL", "").replace("_", " "),
        links=frozenset(raw.device_links),
    )


def _last(link: str) -> str:
    return link.rpartition("/")[2]

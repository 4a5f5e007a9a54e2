"""What udev says, from its first word to the records that slots are matched with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from edge.devices.hotplug import Ports, watch_ports
from edge.devices.nodes import DeviceNode, node_of


@dataclass
class RawPort:
    """As a pyudev device speaks."""

    device_node: str | None
    device_path: str = "/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0"
    device_links: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)


ADAPTER = RawPort(
    "/dev/ttyUSB0",
    device_links=("/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0",),
    properties={
        "ID_VENDOR_ID": "1A86",
        "ID_MODEL_ID": "7523",
        "ID_MODEL": "USB_Serial",
        "ID_PATH": "pci-0000:00:14.0-usb-0:2:1.0",
        "ID_USB_INTERFACE_NUM": "00",
    },
)
NODE = DeviceNode(
    "/dev/ttyUSB0",
    vid="1a86",
    pid="7523",
    path="pci-0000:00:14.0-usb-0:2:1.0",
    interface="00",
    product="USB Serial",
    links=frozenset({"/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0"}),
)


def test_a_port_becomes_a_record() -> None:
    assert node_of(ADAPTER) == NODE
    assert NODE.by_id == "usb-1a86_USB_Serial-if00-port0"
    assert not NODE.has_own_serial


@pytest.mark.parametrize(
    "raw",
    [
        RawPort("/dev/tty1", "/devices/virtual/tty/tty1"),
        RawPort("/dev/ttyS7", "/devices/platform/serial8250/tty/ttyS7"),
        RawPort(None),
    ],
)
def test_consoles_and_uarts_that_the_board_lacks_are_no_ports(raw: RawPort) -> None:
    assert node_of(raw) is None


class Told:
    """What a watcher was told: how many ports there are, and which one changed."""

    def __init__(self) -> None:
        self.words: list[tuple[int, str]] = []

    def __call__(self, nodes: frozenset[DeviceNode], changed: DeviceNode | None) -> None:
        self.words.append((len(nodes), changed.device if changed else ""))


def test_coming_and_going_is_told_in_order() -> None:
    told = Told()
    ports = Ports(told)
    ports.begin(frozenset())
    ports.change("add", NODE)
    ports.change("remove", NODE)
    ports.change("add", NODE)
    assert told.words == [(0, ""), (1, "/dev/ttyUSB0"), (0, "/dev/ttyUSB0"), (1, "/dev/ttyUSB0")]


def test_what_changes_nothing_for_us_is_not_told() -> None:
    told = Told()
    ports = Ports(told)
    ports.begin(frozenset({NODE}))
    ports.change("change", NODE)
    ports.change("bind", NODE)
    assert told.words == [(1, "")]


def test_a_port_that_is_added_again_without_having_gone_was_reset() -> None:
    told = Told()
    ports = Ports(told)
    ports.begin(frozenset({NODE}))
    ports.change("add", NODE)
    assert told.words == [(1, ""), (1, "/dev/ttyUSB0")]


async def test_a_machine_without_udev_says_so_once_and_has_no_ports(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def without_udev() -> None:
        raise ImportError("no libudev")

    monkeypatch.setattr("edge.devices.hotplug._begin", without_udev)
    told = Told()
    await watch_ports(told)
    assert told.words == [(0, "")]
    assert "found by link only" in caplog.text

"""What a technician is told about what is plugged in."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from edge.devices.matching import Claim, Found, Match, resolve
from edge.devices.nodes import DeviceNode
from edge.devices.ports import describe_ports, line_for

CH340 = DeviceNode("/dev/ttyUSB0", "1a86", "7523", path="usb-2", interface="00", product="USB Serial")
TWIN = replace(CH340, device="/dev/ttyUSB1", path="usb-3")
FTDI = DeviceNode("/dev/ttyUSB2", "0403", "6001", "FT4X2N7Q", "usb-4", "00", "FT232R USB UART")
QUAD = tuple(
    DeviceNode(f"/dev/ttyUSB{5 + port}", "0403", "6011", "FT9Z", f"usb-5:1.{port}", f"0{port}") for port in range(4)
)
CLONES = (replace(FTDI, device="/dev/ttyUSB3", path="usb-8"), FTDI)
UART = DeviceNode("/dev/ttyS0")

LINES = [
    (FTDI, (FTDI, CH340), 'match = { serial = "FT4X2N7Q" }'),
    (CH340, (FTDI, CH340), 'match = { vid = "1a86", pid = "7523", path = "usb-2" }'),
    (TWIN, (TWIN, CH340), 'match = { vid = "1a86", pid = "7523", path = "usb-3" }'),
    (QUAD[2], QUAD, 'match = { serial = "FT9Z", interface = "02" }'),
    (FTDI, CLONES, 'match = { vid = "0403", pid = "6001", path = "usb-4" }'),
    (UART, (UART, FTDI), 'link = "serial:///dev/ttyS0"'),
]


@pytest.mark.parametrize(("node", "nodes", "line"), LINES)
def test_the_line_means_one_port_and_no_other(node: DeviceNode, nodes: tuple[DeviceNode, ...], line: str) -> None:
    assert line_for(node, nodes) == line
    said = tomllib.loads(line)
    if "match" in said:
        assert resolve({"slot": Claim(Match(**said["match"]))}, nodes) == {"slot": Found(node)}


def test_every_port_is_listed_with_what_it_is() -> None:
    told = describe_ports(lambda: [TWIN, FTDI, UART])
    assert told.splitlines()[0] == "/dev/ttyS0  (on the board)"
    assert "/dev/ttyUSB2  FT232R USB UART (0403:6001)" in told
    assert "known by its socket" in told
    assert len(re.findall(r"^  (?:match|link) = ", told, re.MULTILINE)) == 3


def test_nothing_plugged_in_is_said() -> None:
    assert describe_ports(list) == "No serial port is plugged in."


def test_without_udev_ports_are_known_by_name(tmp_path: Path) -> None:
    def without_udev() -> list[DeviceNode]:
        raise ImportError("no libudev")

    assert describe_ports(without_udev, tmp_path) == "No serial port is plugged in."
    (tmp_path / "ttyUSB3").touch()
    (tmp_path / "tty7").touch()
    told = describe_ports(without_udev, tmp_path)
    assert told.endswith(f'link = "serial://{tmp_path}/ttyUSB3"')
    assert "tty7" not in told


def test_the_udev_rules_keep_to_their_grammar() -> None:
    rules = (Path(__file__).parents[2] / "config" / "99-hall-edge.rules").read_text(encoding="utf-8")
    lines = [line for line in rules.splitlines() if line and not line.startswith("# ") and line != "#"]
    term = re.compile(r'[A-Z]+(\{[A-Za-z_]+\})?(==|=)"[^"]*"')
    for line in (line for line in lines if not line.startswith("#")):
        assert all(term.fullmatch(part) for part in line.split(", ")), line
    assert "ID_MM_DEVICE_IGNORE" in rules
    assert "LIBINPUT_IGNORE_DEVICE" in rules

"""Which slot belongs to which port."""

from dataclasses import replace

import pytest

from edge.devices.matching import Claim, Claimed, Found, Match, Missing, Several, resolve
from edge.devices.nodes import DeviceNode

CH340 = DeviceNode(
    "/dev/ttyUSB0",
    vid="1a86",
    pid="7523",
    path="pci-0000:00:14.0-usb-0:2:1.0",
    interface="00",
    product="USB Serial",
    links=frozenset({"/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", "/dev/serial/by-path/pci-2-port0"}),
)
TWIN = replace(CH340, device="/dev/ttyUSB1", path="pci-0000:00:14.0-usb-0:3:1.0", links=frozenset())
FTDI = DeviceNode(
    "/dev/ttyUSB2",
    vid="0403",
    pid="6001",
    serial="FT4X2N7Q",
    path="pci-0000:00:14.0-usb-0:4:1.0",
    interface="00",
    links=frozenset({"/dev/serial/by-id/usb-FTDI_FT4X2N7Q-if00-port0", "/dev/hall-printer"}),
)
MASS_PRODUCED = replace(FTDI, device="/dev/ttyUSB3", serial="A50285BI", path="pci-5", links=frozenset())
UART = DeviceNode("/dev/ttyS0")
ALL = (CH340, TWIN, FTDI, MASS_PRODUCED, UART)

FITS = [
    (Match(serial="FT4X2N7Q"), FTDI),
    (Match(path=CH340.path), CH340),
    (Match(path=TWIN.path, vid="1a86", pid="7523", interface="00"), TWIN),
    (Match(by_id="usb-FTDI_FT4X2N7Q-if00-port0"), FTDI),
    (Match(by_id="/dev/serial/by-id/usb-FTDI_FT4X2N7Q-if00-port0"), FTDI),
    (Match(device="/dev/hall-printer"), FTDI),
    (Match(device="/dev/ttyS0"), UART),
    (Match(path="pci-2-port0"), CH340),
]
FITS_NOT = [
    Match(serial="FT4X2N7Q", vid="1a86"),
    Match(path=CH340.path, interface="01"),
    Match(serial="ft4x2n7q"),
    Match(device="/dev/ttyUSB9"),
]


@pytest.mark.parametrize(("match", "node"), FITS)
def test_the_one_port_that_fits_is_found(match: Match, node: DeviceNode) -> None:
    assert resolve({"slot": Claim(match)}, ALL) == {"slot": Found(node)}


@pytest.mark.parametrize("match", FITS_NOT)
def test_everything_that_is_given_must_fit(match: Match) -> None:
    assert resolve({"slot": Claim(match)}, ALL) == {"slot": Missing()}


def test_twins_are_never_told_apart_by_order() -> None:
    assert resolve({"slot": Claim(Match(vid="1a86", pid="7523"))}, ALL) == {"slot": Several((CH340, TWIN))}


@pytest.mark.parametrize(
    ("match", "node"),
    [
        (Match(vid="1a86", pid="7523"), CH340),
        (Match(by_id="usb-1a86_USB_Serial-if00-port0"), CH340),
        (Match(serial="A50285BI"), MASS_PRODUCED),
    ],
)
def test_make_and_model_alone_are_no_identity_even_while_no_twin_is_there(match: Match, node: DeviceNode) -> None:
    assert resolve({"slot": Claim(match)}, (node,)) == {"slot": Several((node,))}


def test_two_slots_that_claim_one_port_both_stay_closed() -> None:
    findings = resolve({"a": Claim(Match(serial="FT4X2N7Q")), "b": Claim(Match(path=FTDI.path))}, ALL)
    assert findings == {"a": Claimed(FTDI, ("b",)), "b": Claimed(FTDI, ("a",))}


def test_slots_on_a_bus_may_claim_one_port() -> None:
    claim = Claim(Match(path=FTDI.path), shares_bus=True)
    assert resolve({"a": claim, "b": claim}, ALL) == {"a": Found(FTDI), "b": Found(FTDI)}


def test_a_match_is_shown_as_it_is_written() -> None:
    assert str(Match(vid="1a86", path="p")) == "path=p, vid=1a86"

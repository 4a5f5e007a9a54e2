from typing import Any

import pytest

from edge.devices.addresses import (
    Address,
    AddressError,
    LocalAddress,
    SerialAddress,
    TcpAddress,
    parse_address,
)

GOOD: list[tuple[str, Address]] = [
    ("serial:///dev/ttyUSB0", SerialAddress("/dev/ttyUSB0", baud=9600)),
    ("serial:///dev/ttyS0?baud=115200", SerialAddress("/dev/ttyS0", baud=115200)),
    (
        "serial:///dev/serial/by-path/pci-0-usb-0:2:1.0-port0?baud=19200&parity=e&bits=7&stop=2",
        SerialAddress("/dev/serial/by-path/pci-0-usb-0:2:1.0-port0", 19200, "E", 7, 2),
    ),
    (
        "serial:///dev/ttyUSB0?rtscts=1&xonxoff=yes",
        SerialAddress("/dev/ttyUSB0", has_rtscts=True, has_xonxoff=True),
    ),
    ("tcp://10.0.0.7:9100", TcpAddress("10.0.0.7", 9100)),
    ("tcp://[fd00::7]:5005", TcpAddress("fd00::7", 5005)),
    ("tcp://printer.hall:9100/", TcpAddress("printer.hall", 9100)),
    ("", LocalAddress()),
    ("local", LocalAddress()),
]

BAD: list[tuple[str, str]] = [
    ("ttyUSB0", "is no link"),
    ("http://10.0.0.7", "is no link"),
    ("serial://ttyUSB0", "full path"),
    ("serial:///dev/ttyUSB0?baud=fast", "baud=fast is no number"),
    ("serial:///dev/ttyUSB0?baud=0", "baud=0 is no number"),
    ("serial:///dev/ttyUSB0?parity=X", "parity=X is not one of N, E"),
    ("serial:///dev/ttyUSB0?rtscts=perhaps", "neither 1 nor 0"),
    ("serial:///dev/ttyUSB0?speed=9600", "no setting 'speed'"),
    ("serial:///dev/ttyUSB0?baud=9600&baud=19200", "each setting once"),
    ("tcp://10.0.0.7", "give tcp://host:port"),
    ("tcp://10.0.0.7:70000", "is no TCP link"),
    ("tcp://10.0.0.7:9100?x=1", "give tcp://host:port"),
]


@pytest.mark.parametrize(("text", "meaning"), GOOD)
def test_a_link_says_where_a_device_is(text: str, meaning: Address) -> None:
    assert parse_address(text) == meaning


@pytest.mark.parametrize(("text", "complaint"), BAD)
def test_what_is_no_link_is_told_in_a_sentence(text: str, complaint: str) -> None:
    with pytest.raises(AddressError, match=complaint.replace("?", r"\?")):
        parse_address(text)


@pytest.mark.parametrize(("text", "baud"), [("serial:///dev/ttyS0", 57600), ("serial:///dev/ttyS0?baud=1200", 1200)])
def test_the_drivers_usual_speed_counts_where_the_link_names_none(text: str, baud: int) -> None:
    address: Any = parse_address(text, default_baud=57600)
    assert address.baud == baud


def test_addresses_are_shown_as_they_are_written() -> None:
    assert str(parse_address("tcp://[fd00::7]:5005")) == "tcp://[fd00::7]:5005"
    assert str(parse_address("serial:///dev/ttyS0")) == "serial:///dev/ttyS0?baud=9600"
    assert str(LocalAddress()) == "local"

"""Opening links: an address in, a stream of bytes out."""

from contextlib import AbstractAsyncContextManager

from drivers.contract import Clock
from drivers.link import Link
from edge.devices.addresses import LineAddress, SerialAddress, parse_address
from edge.devices.buses import Buses
from edge.devices.serial_line import open_serial
from edge.devices.streams import Stream
from edge.devices.tcp_line import open_tcp


def real_lines(clock: Clock) -> Buses:
    """Return buses over the serial ports and the network of this machine."""

    async def open_stream(address: LineAddress) -> Stream:
        if isinstance(address, SerialAddress):
            return await open_serial(address)
        return await open_tcp(address, clock)

    return Buses(open_stream)


def open_link(address: str, clock: Clock, *, default_baud: int | None = None) -> AbstractAsyncContextManager[Link]:
    """Open one link that nobody shares; AddressError if the text is none, DeviceError if it cannot be opened."""
    return real_lines(clock).link(parse_address(address, default_baud=default_baud))

"""TCP links: network printers, display cards, and boxes that carry a serial line."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

from drivers.contract import Clock
from drivers.errors import LinkLost
from edge.devices.addresses import TcpAddress
from edge.devices.streams import FdStream, Stream

# A name server that does not answer holds a thread for half a minute; not one of those that draw tickets.
_NAMES: Final = ThreadPoolExecutor(2, thread_name_prefix="names")

CONNECT_TIMEOUT_S: Final = 5.0

# A device that lost its power says nothing: after 15 s of quiet it is asked every 5 s, and given up after 3 questions;
# what it does not acknowledge within 20 s is given up too.
_QUIET_S: Final = 15
_QUESTION_S: Final = 5
_QUESTIONS: Final = 3
_UNACKNOWLEDGED_MS: Final = 20_000


async def open_tcp(address: TcpAddress, clock: Clock) -> Stream:
    """Connect; LinkLost("no_link") if nobody answers in time."""
    try:
        async with clock.timeout(CONNECT_TIMEOUT_S):
            connected = await _connect(address)
    except TimeoutError:
        raise LinkLost("no_link", f"{address} does not answer within {CONNECT_TIMEOUT_S:g} s") from None
    except OSError as error:
        raise LinkLost("no_link", f"{address}: {error.strerror or error}") from error
    _set_up(connected)
    return FdStream(connected.detach(), close=_close, lost_code="link_lost")


async def _connect(address: TcpAddress) -> socket.socket:
    loop = asyncio.get_running_loop()
    look_up = partial(socket.getaddrinfo, address.host, address.port, type=socket.SOCK_STREAM)
    found = await loop.run_in_executor(_NAMES, look_up)
    for position, (family, kind, protocol, _, target) in enumerate(found, start=1):
        attempt = socket.socket(family, kind | socket.SOCK_NONBLOCK, protocol)
        try:
            await loop.sock_connect(attempt, target)
        except OSError:
            attempt.close()
            if position == len(found):
                raise
        except BaseException:
            attempt.close()
            raise
        else:
            return attempt
    raise LinkLost("no_link", f"{address} has no address")


def _set_up(connected: socket.socket) -> None:
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _QUIET_S)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, _QUESTION_S)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, _QUESTIONS)
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNACKNOWLEDGED_MS)


async def _close(fd: int, *, is_lost: bool) -> None:  # noqa: ARG001 - a socket closes the same either way
    socket.close(fd)

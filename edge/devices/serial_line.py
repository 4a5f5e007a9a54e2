"""Serial lines: pyserial opens and sets them in a thread, then the descriptor belongs to the loop."""

import asyncio
import errno
import fcntl
import os
import termios
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

import serial

from drivers.errors import DeviceBusy, DeviceError, DeviceRejected, LinkLost
from edge.devices.addresses import SerialAddress
from edge.devices.streams import FdStream, Stream

# Opening an adapter with a dead control pipe takes 3 s and closing one that takes no output 30 s, so they get threads
# of their own, where they keep nobody waiting who draws tickets.
_THREADS: Final = ThreadPoolExecutor(8, thread_name_prefix="serial line")

_MISSING: Final = (errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.ENOTDIR)
_IN_USE: Final = (errno.EBUSY, errno.EAGAIN)
_FORBIDDEN: Final = (errno.EACCES, errno.EPERM)
_UNSUITABLE: Final = (errno.EINVAL, errno.ENOTTY)
_CC: Final = 6  # where tcgetattr keeps the control characters


async def open_serial(address: SerialAddress) -> Stream:
    """Open and set one serial line; DeviceError if it is missing, in use, forbidden or cannot be set so."""
    opening = _THREADS.submit(_open, address)
    try:
        fd = await asyncio.wrap_future(opening)
    except asyncio.CancelledError:
        opening.add_done_callback(_abandon)
        raise
    return FdStream(fd, close=_close, lost_code="link_lost", baud=address.baud)


def _open(address: SerialAddress) -> int:
    try:
        port = serial.Serial(
            address.device,
            baudrate=address.baud,
            parity=address.parity,
            bytesize=address.data_bits,
            stopbits=address.stop_bits,
            rtscts=address.has_rtscts,
            xonxoff=address.has_xonxoff,
            exclusive=True,
        )
    except ValueError as error:
        raise DeviceRejected("bad_settings", str(error)) from error
    except (OSError, termios.error) as error:
        raise _refusal(address, error) from error
    try:
        return _taken_over(port)
    except (OSError, termios.error) as error:
        raise _refusal(address, error) from error
    finally:
        port.close()  # keeps our duplicate open, and gives back the four pipe ends that pyserial made for itself


def _taken_over(port: serial.Serial) -> int:
    # pyserial's lock is advisory; TIOCEXCL stops everybody but root. A pseudo-terminal would keep it beyond our death,
    # as whoever made it holds it open, and then keep our successor out.
    if not os.ttyname(port.fileno()).startswith("/dev/pts/"):
        fcntl.ioctl(port.fileno(), termios.TIOCEXCL)
    settings = termios.tcgetattr(port.fileno())
    settings[_CC][termios.VMIN] = 1  # pyserial leaves 0, with which a read of nothing looks like a hang-up
    termios.tcsetattr(port.fileno(), termios.TCSANOW, settings)
    return os.dup(port.fileno())


def _refusal(address: SerialAddress, error: OSError | termios.error) -> DeviceError:
    number = error.errno if isinstance(error, OSError) and error.errno else error.args[0]
    if number in _MISSING:
        return LinkLost("device_absent", f"{address.device} does not exist")
    if number in _IN_USE:
        return DeviceBusy("port_in_use", f"another program holds {address.device}")
    if number in _FORBIDDEN:  # not final: udev gives a new port to its group a moment after it appears
        return DeviceBusy("port_forbidden", f"no permission to open {address.device}")
    if number in _UNSUITABLE:
        return DeviceRejected("bad_settings", f"{address} cannot be set so: {error}")
    return LinkLost("link_lost", f"{address.device}: {error}")


async def _close(fd: int, *, is_lost: bool) -> None:
    """Close off the loop, also when cancelled meanwhile."""
    await asyncio.shield(asyncio.wrap_future(_THREADS.submit(_close_now, fd, is_lost=is_lost)))


def _close_now(fd: int, *, is_lost: bool) -> None:
    try:
        if is_lost:
            termios.tcflush(fd, termios.TCOFLUSH)  # what a dead device will not take is not waited for
    except termios.error:
        pass  # it is gone altogether
    finally:
        os.close(fd)


def _abandon(opening: "Future[int]") -> None:
    """Close a line that nobody waited for."""
    if not opening.cancelled() and opening.exception() is None:
        _THREADS.submit(_close_now, opening.result(), is_lost=True)

"""The device's end of a pseudo-terminal or a socket, served by the event loop."""

import asyncio
import os
import pty
import secrets
import socket
import struct
import termios
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Final

_READ_BYTES: Final = 65536
_UNSENT_BYTES: Final = 65536  # a device has little memory for what nobody takes; the rest of it is lost


class End:
    """A non-blocking descriptor: tells what comes, sends what it can, and says when the other side has gone."""

    def __init__(self, fd: int, on_bytes: Callable[[bytes], None], on_gone: Callable[[], None]) -> None:
        self._fd = fd
        self._on_bytes = on_bytes
        self._on_gone = on_gone
        self._unsent = bytearray()
        self._is_open = True
        self._loop = asyncio.get_running_loop()
        os.set_blocking(fd, False)
        self._loop.add_reader(fd, self._take)

    def send(self, data: bytes) -> None:
        """Send at once as much as the other side takes, the rest when it takes more."""
        if not self._is_open:
            return
        self._unsent += data[: _UNSENT_BYTES - len(self._unsent)]
        self._push()

    def close(self) -> None:
        """Let go without a word to `on_gone`."""
        if self._is_open:
            self._is_open = False
            self._loop.remove_reader(self._fd)
            self._loop.remove_writer(self._fd)
            os.close(self._fd)

    def _push(self) -> None:
        try:
            sent = os.write(self._fd, self._unsent)
        except BlockingIOError:
            sent = 0
        except OSError:
            self._go()
            return
        del self._unsent[:sent]
        if self._unsent:
            self._loop.add_writer(self._fd, self._push)
        else:
            self._loop.remove_writer(self._fd)

    def _take(self) -> None:
        try:
            data = os.read(self._fd, _READ_BYTES)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if data:
            self._on_bytes(data)
        else:
            self._go()

    def _go(self) -> None:
        self.close()
        self._on_gone()


class Terminal:
    """A pseudo-terminal that looks like a serial port at `path`; its controller sees a hang-up when it is closed."""

    def __init__(self, path: Path, on_bytes: Callable[[bytes], None]) -> None:
        _check_free(path)
        master, self._slave = pty.openpty()
        tty.setraw(self._slave)  # before anybody can open it: a new one echoes
        # The slave is kept open: without any client the master is in hang-up, and the loop would spin on it.
        self._path = path
        self._end = End(master, on_bytes, lambda: None)
        self._is_open = True
        _publish(Path(os.ttyname(self._slave)), path)

    @property
    def baud(self) -> int:
        """The speed that the controller has set."""
        return _BAUDS.get(termios.tcgetattr(self._slave)[_OSPEED], 0)

    def send(self, data: bytes) -> None:
        """Send to the controller; kept for the next one if nobody has the port open."""
        self._end.send(data)

    def close(self) -> None:
        """Pull the adapter out: the path goes first, then the line."""
        if not self._is_open:
            return
        self._is_open = False
        if self._path.is_symlink() and self._path.readlink() == Path(os.ttyname(self._slave)):
            self._path.unlink()
        os.close(self._slave)
        self._end.close()


_OSPEED: Final = 5  # where tcgetattr keeps the speed towards the device
_BAUDS: Final = {
    getattr(termios, f"B{baud}"): baud
    for baud in (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600)
}


def reset(connected: socket.socket) -> None:
    """Make the closing of this socket look like a device that lost its power: reset, not a farewell."""
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _check_free(path: Path) -> None:
    """FileExistsError if something is there that is no link of ours: a slip of the hand must not cost a real file."""
    is_left_behind = path.is_symlink() and path.readlink().parent == Path("/dev/pts")
    if not is_left_behind and os.path.lexists(path):
        raise FileExistsError(f"{path} exists and is no simulated port; choose a path that is free")


def _publish(target: Path, path: Path) -> None:
    """Let `path` point to `target`, with no moment in between at which it points nowhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    fresh.symlink_to(target)
    fresh.replace(path)

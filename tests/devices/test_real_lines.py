"""Links over the kernel's own lines: what a pseudo-terminal and a socket can show of real ones."""

import asyncio
import os
import pty
import socket
import termios
import tty
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from drivers.simulators.device import Simulator, Verb
from drivers.simulators.serving import serve_pty, serve_tcp
from edge.clock import SystemClock
from edge.devices.addresses import parse_address
from edge.devices.links import open_link, real_lines

pytestmark = pytest.mark.real_time
CLOCK = SystemClock()


class Echo(Simulator):
    kind = "echo"

    def __init__(self) -> None:
        super().__init__()
        self.received = 0

    def on_bytes(self, data: bytes) -> None:
        self.received += len(data)
        self.send(data)

    def verbs(self) -> Mapping[str, Verb]:
        return {}

    def describe(self) -> str:
        return f"{self.received} bytes"


@pytest.fixture
def terminal() -> Iterator[tuple[int, str]]:
    """A pseudo-terminal whose other end nobody reads: its master, and the path of the port."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    yield master, os.ttyname(slave)
    os.close(slave)
    os.close(master)


async def test_a_serial_link_carries_bytes_both_ways(tmp_path: Path) -> None:
    everything = bytes(range(256)) * 100  # also the bytes that a terminal would take for commands
    async with (
        serve_pty([Echo()], tmp_path / "port") as station,
        open_link(f"serial://{station.path}?baud=115200", CLOCK) as link,
    ):
        assert link.baud == 115200
        sending = asyncio.create_task(link.write(everything))
        back = b""
        while len(back) < len(everything):
            back += await link.read()
        await sending
        assert back == everything


async def test_the_line_is_set_as_the_address_says(terminal: tuple[int, str]) -> None:
    master, path = terminal
    async with open_link(f"serial://{path}?baud=57600&stop=2&rtscts=1&xonxoff=1", CLOCK):
        iflag, _, cflag, lflag, _, speed, control = termios.tcgetattr(master)
        assert speed == termios.B57600
        assert cflag & termios.CSTOPB
        assert cflag & termios.CRTSCTS
        assert iflag & termios.IXON
        assert not lflag & (termios.ECHO | termios.ICANON)
        assert control[termios.VMIN] in {1, b"\x01"}


async def test_a_port_belongs_to_one_program(terminal: tuple[int, str]) -> None:
    _, path = terminal
    async with open_link(f"serial://{path}", CLOCK):
        with pytest.raises(DeviceBusy, match="port_in_use"):
            async with open_link(f"serial://{path}", CLOCK):
                pass
    async with open_link(f"serial://{path}", CLOCK):
        pass


async def test_two_slots_share_a_port_of_one_program(tmp_path: Path) -> None:
    address = parse_address(f"serial://{tmp_path / 'port'}")
    buses = real_lines(CLOCK)
    async with serve_pty([Echo()], tmp_path / "port"), AsyncExitStack() as stack:
        first, second = [await stack.enter_async_context(buses.link(address)) for _ in range(2)]
        await first.write(b"hello")
        assert await first.read() == b"hello"
        assert await second.read() == b"hello"


async def test_a_port_that_is_not_there_is_absent(tmp_path: Path) -> None:
    with pytest.raises(LinkLost, match="device_absent"):
        async with open_link(f"serial://{tmp_path / 'nothing'}", CLOCK):
            pass


async def test_a_file_is_no_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    await asyncio.to_thread(file.write_text, "no line")
    with pytest.raises((DeviceRejected, LinkLost)):
        async with open_link(f"serial://{file}", CLOCK):
            pass


async def test_what_a_dead_device_does_not_take_keeps_nobody_waiting_but_the_writer(
    terminal: tuple[int, str],
) -> None:
    _, path = terminal
    async with open_link(f"serial://{path}", CLOCK) as link:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1):
                await link.write(bytes(1_000_000))
        assert link.baud == 9600


def descriptors() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


async def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    async def visit() -> None:
        async with (
            serve_pty([Echo()], tmp_path / "port") as station,
            open_link(f"serial://{station.path}", CLOCK) as link,
        ):
            await link.write(b"x")
            await link.read()
            station.command("unplug")
            with pytest.raises(LinkLost):
                await link.read()
        async with serve_tcp([Echo()]) as server, open_link(f"tcp://127.0.0.1:{server.port}", CLOCK) as link:
            await link.write(b"x")
            await link.read()

    await visit()
    before = descriptors()
    for _ in range(5):
        await visit()
    assert descriptors() <= before


async def test_a_tcp_link_carries_bytes_and_notices_when_its_peer_dies() -> None:
    async with serve_tcp([Echo()]) as station, open_link(f"tcp://127.0.0.1:{station.port}", CLOCK) as link:
        assert link.baud is None
        await link.write(b"hello")
        assert await link.read() == b"hello"
        station.command("unplug")
        with pytest.raises(LinkLost, match="link_lost"):
            await link.read()
        with pytest.raises(LinkLost, match="link_lost"):
            await link.write(b"hello?")


async def test_nobody_at_the_address_is_no_link() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(LinkLost, match="no_link"):
        async with open_link(f"tcp://127.0.0.1:{port}", CLOCK):
            pass


async def test_a_name_that_nobody_knows_is_no_link() -> None:
    with pytest.raises(LinkLost, match="no_link"):
        async with open_link("tcp://no-such-host.invalid:9100", CLOCK):
            pass


async def test_a_new_caller_takes_the_place_of_the_one_before() -> None:
    async with serve_tcp([Echo()]) as station, open_link(f"tcp://127.0.0.1:{station.port}", CLOCK) as old:
        await old.write(b"x")
        await old.read()
        async with open_link(f"tcp://127.0.0.1:{station.port}", CLOCK) as new:
            await new.write(b"hello")
            assert await new.read() == b"hello"
            with pytest.raises(LinkLost):
                await old.read()


async def test_a_wrong_speed_is_rubbish_both_ways(tmp_path: Path) -> None:
    async with serve_pty([Echo()], tmp_path / "port", baud=9600) as station:
        async with open_link(f"serial://{station.path}?baud=57600", CLOCK) as link:
            await link.write(b"hello hello")
            assert await link.read() != b"hello hello"
        async with open_link(f"serial://{station.path}?baud=9600", CLOCK) as link:
            await link.write(b"hello hello")
            assert await link.read() == b"hello hello"


async def test_a_port_keeps_its_path_when_it_is_plugged_in_again(tmp_path: Path) -> None:
    path = tmp_path / "port"
    async with serve_pty([Echo()], path) as station:
        station.command("unplug")
        assert not path.is_symlink()
        station.command("plug")
        async with open_link(f"serial://{path}", CLOCK) as link:
            await link.write(b"hello")
            assert await link.read() == b"hello"
    assert not path.is_symlink()

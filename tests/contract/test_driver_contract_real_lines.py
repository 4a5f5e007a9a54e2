"""The same drivers over lines that the kernel makes: pseudo-terminals and sockets."""

import asyncio
from pathlib import Path

import pytest

from drivers.contract import Where
from drivers.errors import LinkLost
from drivers.simulators.serving import PtyStation, TcpStation, serve_pty, serve_tcp
from edge.clock import SystemClock
from edge.devices.links import open_link
from tests.contract.opponents import LINED, OPPONENTS, Opponent, ask_everything, listen

pytestmark = pytest.mark.real_time
PATIENCE_S = 30

opponents = [OPPONENTS[kind] for kind in LINED]
on_serial_lines = [opponent for opponent in opponents if Where.SERIAL in opponent.spec.where]
on_the_network = [opponent for opponent in opponents if Where.TCP in opponent.spec.where]


async def use_until_unplugged(opponent: Opponent, address: str, station: PtyStation | TcpStation) -> None:
    """Ask everything, then pull the plug and wait to be told of it."""
    clock = SystemClock()
    settings = opponent.spec.settings(**opponent.settings)
    async with (
        asyncio.timeout(PATIENCE_S),
        open_link(address, clock, default_baud=opponent.spec.baud) as link,
        opponent.spec.open(settings, link, clock) as driver,
    ):
        await ask_everything(driver)
        station.command("unplug")
        await listen(driver, [])


@pytest.mark.parametrize("opponent", on_serial_lines, ids=str)
async def test_over_a_pseudo_terminal_it_works_is_unplugged_and_works_again(opponent: Opponent, tmp_path: Path) -> None:
    path = tmp_path / "port"
    before = asyncio.all_tasks()
    async with serve_pty([opponent.device()], path, baud=opponent.spec.baud) as station:
        for _ in range(2):
            with pytest.raises(LinkLost, match="link_lost"):
                await use_until_unplugged(opponent, f"serial://{path}", station)
            with pytest.raises(LinkLost, match="device_absent"):
                await use_until_unplugged(opponent, f"serial://{path}", station)
            station.command("plug")
    assert asyncio.all_tasks() <= before


@pytest.mark.parametrize("opponent", on_the_network, ids=str)
async def test_over_the_network_it_works_loses_its_peer_and_works_again(opponent: Opponent) -> None:
    before = asyncio.all_tasks()
    async with serve_tcp([opponent.device()]) as station:
        for _ in range(2):
            with pytest.raises(LinkLost, match="link_lost"):
                await use_until_unplugged(opponent, f"tcp://127.0.0.1:{station.port}", station)
            with pytest.raises(LinkLost, match="no_link"):
                await use_until_unplugged(opponent, f"tcp://127.0.0.1:{station.port}", station)
            station.command("plug")
    assert asyncio.all_tasks() <= before

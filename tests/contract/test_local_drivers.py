"""Drivers without a line: what lies on the controller itself keeps the same contract."""

import asyncio
from pathlib import Path

import pytest

from drivers import registry
from drivers.contract import Utterance, Where
from drivers.errors import DeviceError
from edge.clock import SystemClock
from edge.devices.links import open_link
from tests.contract.opponents import ask_everything

pytestmark = pytest.mark.real_time

LOCAL = sorted(kind for kind, spec in registry.specs().items() if spec.where == {Where.LOCAL})
QUIETLY = {"announcer.sound": {"sink": "file:{folder}", "has_chime": False}}
PATIENCE_S = 30


async def use(kind: str, folder: Path) -> None:
    """Open it, ask everything, close it."""
    clock = SystemClock()
    spec = registry.spec(kind)
    given = {
        name: value.format(folder=folder) if isinstance(value, str) else value
        for name, value in QUIETLY.get(kind, {}).items()
    }
    async with (
        asyncio.timeout(PATIENCE_S),
        open_link("local", clock) as link,
        spec.open(spec.settings(**given), link, clock) as driver,
    ):
        await ask_everything(driver, Utterance("3号"))


@pytest.mark.parametrize("kind", LOCAL)
async def test_a_local_driver_works_without_a_line(kind: str, tmp_path: Path) -> None:
    before = asyncio.all_tasks()
    await use(kind, tmp_path)
    assert asyncio.all_tasks() <= before


@pytest.mark.parametrize("kind", LOCAL)
@pytest.mark.parametrize("cancel_s", [0.0, 0.01, 0.1])
async def test_a_local_driver_cancelled_leaves_nothing_behind(kind: str, cancel_s: float, tmp_path: Path) -> None:
    before = asyncio.all_tasks()
    using = asyncio.create_task(use(kind, tmp_path))
    await asyncio.sleep(cancel_s)
    using.cancel()
    await asyncio.wait({using})
    assert using.cancelled() or using.exception() is None
    assert asyncio.all_tasks() <= before


async def complaint(kind: str) -> DeviceError | None:
    """Open it as a hall would; return what it says is wrong."""
    spec, clock = registry.spec(kind), SystemClock()
    try:
        async with (
            asyncio.timeout(PATIENCE_S),
            open_link("local", clock) as link,
            spec.open(spec.settings(), link, clock) as driver,
        ):
            await driver.probe()
    except DeviceError as error:
        return error
    return None


@pytest.mark.parametrize("kind", LOCAL)
async def test_a_local_driver_on_this_machine_works_or_says_what_to_do(kind: str) -> None:
    error = await complaint(kind)
    assert error is None or error.code in registry.spec(kind).repairs

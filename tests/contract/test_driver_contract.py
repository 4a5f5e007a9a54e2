"""What every driver must do over every wire, whatever it drives.

It opens or raises a DeviceError, never hangs, closes and is cancelled cleanly, leaves no task behind, and after the
line broke it can be opened again. A new driver is covered as soon as it has an entry in `opponents`.
"""

import asyncio
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError

from drivers import registry
from drivers.errors import DeviceBusy, DeviceError, DeviceRejected, LinkLost
from tests.contract.opponents import LINED, OPPONENTS, Opponent, ask_everything, listen, opened, visit
from tests.support.lines import Manner, MemoryLine

PATIENCE_S = 600  # simulated; whoever needs longer hangs
REST_S = 60  # whatever a device was doing, it has finished after that
SEEDS = range(8)
DROPS = (0, 1, 2, 3, 5, 8, 13, 21, 34)  # bytes that the device gets through before the line breaks
CANCELS_S = (0.0, 0.0005, 0.003, 0.02, 0.1, 0.5, 1.0, 3.0)

every_driver = pytest.mark.parametrize("opponent", [OPPONENTS[kind] for kind in LINED], ids=str)


@contextmanager
def tidy() -> Iterator[None]:
    """Whatever is started in the body is stopped at its end."""
    before = asyncio.all_tasks()
    yield
    assert asyncio.all_tasks() - before == set()


async def outcome(work: Awaitable[object]) -> DeviceError | None:
    """Return the DeviceError that came of it, None if it went well; anything else is a fault, and so is a hang."""
    with tidy():
        try:
            async with asyncio.timeout(PATIENCE_S):
                await work
        except DeviceError as error:
            return error
    return None


async def ask_again(opponent: Opponent, line: MemoryLine) -> None:
    """Open it and ask everything, as if nothing had ever happened."""
    await asyncio.sleep(REST_S)
    async with opened(opponent, line) as driver:
        await ask_everything(driver)


async def hear(opponent: Opponent, line: MemoryLine) -> None:
    """Open it and listen, without end."""
    async with opened(opponent, line) as driver:
        await listen(driver, [])


def test_every_driver_with_a_line_has_an_opponent() -> None:
    assert sorted(OPPONENTS) == LINED


@pytest.mark.parametrize("kind", registry.kinds())
def test_a_spec_is_plain_data_that_is_true(kind: str) -> None:
    spec = registry.spec(kind)
    assert spec.kind == kind
    assert spec.title
    assert spec.capabilities
    assert spec.where
    assert all(code.isidentifier() and code.islower() and repair for code, repair in spec.repairs.items())
    assert issubclass(spec.settings, BaseModel)
    assert spec.settings.model_config.get("frozen") is True
    with pytest.raises(ValidationError):
        spec.settings.model_validate({"no_such_setting": 1})


@pytest.mark.parametrize("kind", registry.kinds())
def test_a_driver_tells_its_protocol_and_where_it_stands_on_the_ladder(kind: str) -> None:
    folder = Path(str(import_module(f"drivers.{kind}").__file__)).parent
    sheet = (folder / "PROTOCOL.md").read_text(encoding="utf-8").lower()
    for rung in ("bronze", "silver", "gold"):
        assert rung in sheet


@every_driver
@pytest.mark.parametrize("manner", [Manner.WHOLE, Manner.BYTE_BY_BYTE])
async def test_over_a_good_line_everything_works(opponent: Opponent, manner: Manner) -> None:
    line = MemoryLine([opponent.device()], manner)
    with tidy():
        async with asyncio.timeout(PATIENCE_S):
            heard = await visit(opponent, line)
    assert bool(heard) or not opponent.provoke
    line.close()


@every_driver
@pytest.mark.parametrize("manner", [Manner.JUNK, Manner.LOSS])
async def test_over_a_bad_line_it_works_or_says_why_not(opponent: Opponent, manner: Manner) -> None:
    for seed in SEEDS:
        line = MemoryLine([opponent.device()], manner, seed=seed)
        await outcome(visit(opponent, line))
        line.close()


@every_driver
async def test_a_device_that_never_speaks_is_lost_or_cannot_be_asked(opponent: Opponent) -> None:
    line = MemoryLine([opponent.device()])
    line.command("silence on")
    error = await outcome(visit(opponent, line))
    assert error is None or isinstance(error, LinkLost | DeviceBusy)
    line.close()


@every_driver
@pytest.mark.parametrize("stranger", LINED)
async def test_a_stranger_at_the_other_end_is_an_error_not_a_bug(opponent: Opponent, stranger: str) -> None:
    line = MemoryLine([OPPONENTS[stranger].device()])
    await outcome(visit(opponent, line))
    line.close()


@every_driver
@pytest.mark.parametrize("drop_after", DROPS)
async def test_after_a_drop_in_mid_frame_it_can_be_opened_again(opponent: Opponent, drop_after: int) -> None:
    line = MemoryLine([opponent.device()])
    line.drop_after = drop_after
    error = await outcome(visit(opponent, line))
    did_drop = line.drop_after is None
    assert not did_drop or isinstance(error, LinkLost)
    line.drop_after = None
    assert await outcome(ask_again(opponent, line)) is None
    line.close()


@every_driver
async def test_an_unplugged_line_cannot_be_opened_until_it_is_plugged_in(opponent: Opponent) -> None:
    line = MemoryLine([opponent.device()])
    line.command("unplug")
    assert isinstance(await outcome(visit(opponent, line)), LinkLost)
    line.command("plug")
    assert await outcome(ask_again(opponent, line)) is None
    line.close()


@every_driver
async def test_who_listens_is_told_of_the_loss(opponent: Opponent) -> None:
    line = MemoryLine([opponent.device()])
    asyncio.get_running_loop().call_later(7, line.drop)
    assert isinstance(await outcome(hear(opponent, line)), LinkLost)
    line.close()


@every_driver
@pytest.mark.parametrize("cancel_s", CANCELS_S)
async def test_cancelled_at_any_moment_it_leaves_nothing_behind(opponent: Opponent, cancel_s: float) -> None:
    line = MemoryLine([opponent.device()], Manner.BYTE_BY_BYTE)
    with tidy():
        visiting = asyncio.create_task(visit(opponent, line))
        await asyncio.sleep(cancel_s)
        visiting.cancel()
        await asyncio.wait({visiting})
    assert visiting.cancelled() or visiting.exception() is None
    assert await outcome(ask_again(opponent, line)) is None
    line.close()


@every_driver
@pytest.mark.parametrize("fault", ["half", "slow 30", "garbage 40", "garbage 2000"])
async def test_a_fault_of_the_line_that_passes_is_got_over(opponent: Opponent, fault: str) -> None:
    line = MemoryLine([opponent.device()])
    async with line.link():  # garbage needs an open line to come over
        line.command(fault)
        error = await outcome(visit(opponent, line))
    assert not isinstance(error, DeviceRejected)
    line.command("slow 0")
    assert await outcome(ask_again(opponent, line)) is None
    line.close()

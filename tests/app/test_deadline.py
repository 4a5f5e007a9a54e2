"""An end to waiting: what is too slow ends, and nothing else, whatever the task has been through."""

import asyncio

import pytest

from drivers.errors import LinkLost
from edge.clock import Deadline


async def lose(after_s: float) -> None:
    await asyncio.sleep(after_s)
    raise LinkLost("silent")


async def outlive_a_failed_group() -> None:
    """What is left on record of a group that failed while it waited for its tasks."""
    with pytest.raises(ExceptionGroup):
        async with asyncio.TaskGroup() as group:
            group.create_task(lose(1))


async def test_what_is_too_slow_ends_in_time() -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    with pytest.raises(TimeoutError):
        async with Deadline(3):
            await asyncio.sleep(60)
    assert loop.time() == began + 3


@pytest.mark.parametrize("delay_s", [0, -1])
async def test_a_deadline_that_has_passed_ends_the_first_wait(delay_s: float) -> None:
    with pytest.raises(TimeoutError):
        async with Deadline(delay_s):
            await asyncio.sleep(1)


async def test_what_is_quick_enough_is_left_alone() -> None:
    async with Deadline(3):
        await asyncio.sleep(2)
    await asyncio.sleep(60)


async def test_no_deadline_waits_as_long_as_it_takes() -> None:
    async with Deadline(None):
        await asyncio.sleep(1e6)


async def test_an_error_of_the_body_comes_out() -> None:
    with pytest.raises(LinkLost):
        async with Deadline(3):
            await lose(1)


async def test_a_deadline_strikes_as_well_after_a_group_has_failed() -> None:
    await outlive_a_failed_group()
    with pytest.raises(TimeoutError):
        async with Deadline(3):
            await asyncio.sleep(60)


async def test_the_nearer_of_two_deadlines_is_the_one_that_strikes() -> None:
    await outlive_a_failed_group()
    async with Deadline(9):
        with pytest.raises(TimeoutError):
            async with Deadline(3):
                await asyncio.sleep(60)
        await asyncio.sleep(1)


async def test_a_deadline_reaches_through_a_farther_one() -> None:
    await outlive_a_failed_group()
    with pytest.raises(TimeoutError):
        async with Deadline(3), Deadline(9):
            await asyncio.sleep(60)


@pytest.mark.parametrize("at_s", [1.0, 3.0])
async def test_a_cancellation_is_never_taken_for_a_deadline(at_s: float) -> None:
    async def wait() -> None:
        await outlive_a_failed_group()
        try:
            async with Deadline(2):
                await asyncio.sleep(60)
        except TimeoutError:
            pytest.fail("it was told to stop, and went on")

    loop = asyncio.get_running_loop()
    waiting = asyncio.create_task(wait())
    loop.call_later(at_s, waiting.cancel)
    await asyncio.wait({waiting})
    assert waiting.cancelled()

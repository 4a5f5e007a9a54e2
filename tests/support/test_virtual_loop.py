"""The loop that all other async tests trust."""

import asyncio
import socket
import threading
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.virtual_loop import START_S, VirtualLoop
from tests.support.waiting import until


async def test_an_hour_of_sleep_passes_on_the_loops_clock_only() -> None:
    loop, began_s = asyncio.get_running_loop(), time.monotonic()
    await asyncio.sleep(3600)
    assert loop.time() == pytest.approx(START_S + 3600)
    assert time.monotonic() - began_s < 60


async def test_sleepers_wake_in_the_order_of_their_timers() -> None:
    woken: list[int] = []

    async def sleeper(seconds: int) -> None:
        await asyncio.sleep(seconds)
        woken.append(seconds)

    async with asyncio.TaskGroup() as tasks:
        for seconds in (30, 10, 20):
            tasks.create_task(sleeper(seconds))
    assert woken == [10, 20, 30]


async def test_what_is_ready_runs_before_time_moves() -> None:
    loop = asyncio.get_running_loop()
    for _ in range(100):
        await asyncio.sleep(0)
    assert loop.time() == START_S


async def test_a_time_out_fires_at_its_simulated_time() -> None:
    loop = asyncio.get_running_loop()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(7):
            await asyncio.Event().wait()
    assert loop.time() == pytest.approx(START_S + 7)


async def test_a_thread_is_the_same_thread() -> None:
    assert await asyncio.to_thread(threading.get_ident) == threading.get_ident()


async def test_an_error_in_a_thread_reaches_who_awaits_it() -> None:
    with pytest.raises(ZeroDivisionError):
        await asyncio.to_thread(lambda: 1 // 0)


async def test_bytes_through_a_socket_pair_arrive_before_a_time_out() -> None:
    loop = asyncio.get_running_loop()
    here, there = socket.socketpair()
    here.setblocking(False)
    there.setblocking(False)
    try:
        async with asyncio.timeout(1):
            receiving = asyncio.ensure_future(loop.sock_recv(there, 10))
            await loop.sock_sendall(here, b"A001")
            assert await receiving == b"A001"
    finally:
        here.close()
        there.close()


def test_waiting_for_nothing_is_an_error_and_not_a_hang() -> None:
    async def hang() -> None:
        await asyncio.Event().wait()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner, pytest.raises(AssertionError, match="would hang"):
        runner.run(hang())


async def test_until_returns_when_the_condition_holds() -> None:
    seen: list[str] = []
    asyncio.get_running_loop().call_later(2, seen.append, "A001")
    await until(lambda: seen == ["A001"])
    assert asyncio.get_running_loop().time() == pytest.approx(START_S + 2, abs=0.1)


async def test_until_gives_up_in_the_loops_time() -> None:
    with pytest.raises(AssertionError, match="still not so after 3 s"):
        await until(lambda: False, timeout_s=3)


@pytest.mark.real_time
async def test_a_real_time_test_has_an_ordinary_loop_with_threads() -> None:
    assert not isinstance(asyncio.get_running_loop(), VirtualLoop)
    assert await asyncio.to_thread(threading.get_ident) != threading.get_ident()


@given(seconds=st.floats(min_value=0, max_value=1e6))
async def test_any_sleep_ends(seconds: float) -> None:
    began_s = asyncio.get_running_loop().time()
    await asyncio.sleep(seconds)
    assert asyncio.get_running_loop().time() == pytest.approx(began_s + seconds, abs=1e-6)

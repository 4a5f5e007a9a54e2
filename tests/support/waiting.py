"""The one poll that tests may use, for what announces itself by no event."""

import asyncio
from collections.abc import Callable

STEP_S = 0.01


async def until(condition: Callable[[], bool], timeout_s: float = 5) -> None:
    """Return as soon as `condition()` is true; AssertionError when it is not within `timeout_s` of the loop's time."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + timeout_s
    while not condition():
        if loop.time() >= deadline:
            message = f"still not so after {timeout_s} s: {condition}"
            raise AssertionError(message)
        await asyncio.sleep(STEP_S)

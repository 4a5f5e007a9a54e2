"""One strip over a window on a line in memory, opened and closed around a story."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from drivers.contract import Emphasis, Lines
from drivers.display.onbon_bxk.conversation import BxkStrip, open_strip
from drivers.display.onbon_bxk.settings import BxkSettings
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from drivers.simulators.display import SimulatedDisplay
from edge.clock import SystemClock
from tests.support.lines import Manner, MemoryLine

CALL = Lines(("请A001号到3号窗口",), Emphasis.CALL)
PAUSE = Lines(("暂停服务",))


@asynccontextmanager
async def strip(
    display: SimulatedDisplay, settings: BxkSettings | None = None, manner: Manner = Manner.WHOLE
) -> AsyncIterator[tuple[BxkStrip, MemoryLine]]:
    """Open one strip on a line of its own."""
    line = MemoryLine([display], manner)
    try:
        async with line.link() as link, open_strip(settings or BxkSettings(), link, SystemClock()) as opened:
            yield opened, line
    finally:
        line.close()


async def failure(opening: AbstractAsyncContextManager[object]) -> Exception:
    """Return how opening failed."""
    with pytest.raises((LinkLost, DeviceBusy, DeviceRejected)) as caught:
        async with opening:
            pass
    return caught.value

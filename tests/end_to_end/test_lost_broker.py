"""The broker killed in the middle of a busy hall comes back empty, and central gets everything all the same."""

import asyncio
import faulthandler
from pathlib import Path

import pytest

from tests.end_to_end.busy_hall import BusyHall, check_numbers
from tests.end_to_end.whole_hall import PATIENCE_S, whole_hall
from tests.support.campaign import campaign_rounds
from tests.support.waiting import until

pytestmark = [pytest.mark.real_time, pytest.mark.slow]

AWAY_S = campaign_rounds(2, 600)
CATCH_UP_S = PATIENCE_S + AWAY_S  # the back-off has grown with the absence


async def test_a_broker_that_was_away_gets_everything_in_order(tmp_path: Path) -> None:
    faulthandler.cancel_dump_traceback_later()  # a campaign takes longer than a test may hang
    clock = asyncio.get_running_loop()
    async with whole_hall(tmp_path) as hall:
        await hall.devices_ready()
        busy = BusyHall(hall, seed=3)
        async with busy.at_work():
            await busy.more_told(10)
            await hall.broker.kill()
            came_back = clock.time() + AWAY_S
            await busy.more_told(20)
            await until(lambda: clock.time() >= came_back, 2 * AWAY_S)
            page = await hall.until_shown("technician", lambda page: not page["bridge"]["is_connected"])
            assert page["bridge"]["waiting"] > 0
            await hall.broker.start()
            await busy.more_told(10)
        await hall.central_has_all(CATCH_UP_S)
        check_numbers(hall, busy)

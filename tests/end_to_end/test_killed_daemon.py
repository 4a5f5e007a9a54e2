"""The daemon killed in the middle of a busy hall goes on where it was."""

import random
from pathlib import Path

import pytest

from drivers.simulators.printer_state import PrinterModel
from tests.end_to_end.busy_hall import BusyHall, check_numbers, check_papers
from tests.end_to_end.whole_hall import Said, WholeHall, whole_hall
from tests.support.campaign import campaign_rounds

pytestmark = [pytest.mark.real_time, pytest.mark.slow]

KILLS = campaign_rounds(2, 5)  # in one hall's day
DAYS = campaign_rounds(1, 6)
SLOW = PrinterModel(rows_per_s=8000)  # so that some tickets are always waiting for paper
UNTOUCHED = "auto_start_s = 3600\nrating_open_s = 3600\noffer_s = 3600"  # nothing happens by the clock
QUEUE = ("day", "is_day_open", "numbers", "calls_of", "counts", "windows", "tickets", "ratings")


@pytest.mark.parametrize("seed", range(DAYS))
async def test_every_kill_leaves_queue_and_numbers_as_they_were(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    async with whole_hall(tmp_path, policy=UNTOUCHED, model=SLOW) as hall:
        busy = BusyHall(hall, seed)
        async with busy.at_work():
            for _ in range(KILLS):
                await hall.devices_ready()
                await busy.more_told(chance.randint(8, 24))
                await kill_and_look(hall, busy)
            await busy.more_told(5)
        await kill_at_rest(hall)
        await hall.central_has_all()
        check_numbers(hall, busy)
        check_papers(hall)


async def kill_and_look(hall: WholeHall, busy: BusyHall) -> None:
    """Kill it now; afterwards everything that was said is still so, and what was in the printer is offered."""
    offered = len(hall.events("ticket.offered"))
    told = dict(busy.told)
    hall.daemon.kill()
    await hall.restart()
    tickets = {ticket["id"]: ticket for ticket in (await hall.snapshot())["tickets"]}
    still_open = [answer for answer in told.values() if answer["ticket"] in tickets]
    assert all(tickets[answer["ticket"]]["number"] == answer["number"] for answer in still_open)
    assert not [answer for answer in still_open if tickets[answer["ticket"]]["state"] == "printing"]
    gone = {answer["ticket"] for answer in told.values()} - tickets.keys()
    await hall.central_has(lambda: gone <= {event["data"]["ticket"] for event in hall.events("ticket.finished")})
    touch, answer = next(reversed(told.items()))
    assert await hall.take("social", touch) == answer, "a touch that was sent once more made another ticket"
    await hall.central_has(lambda: "restart" in {event["data"]["why"] for event in new_offers(hall, offered)})


def new_offers(hall: WholeHall, known: int) -> list[Said]:
    """Return the offers after the first `known`."""
    return hall.events("ticket.offered")[known:]


async def kill_at_rest(hall: WholeHall) -> None:
    """Kill a hall in which nothing moves: it comes back the same, and the next number is the next one."""
    before = await hall.until_snapshot(is_at_rest)
    hall.daemon.kill()
    await hall.restart()
    after = await hall.snapshot()
    for part in QUEUE:
        assert after[part] == before[part], part
    answer = await hall.take("social")
    assert answer["number"] == f"A{before['numbers']['A'] + 1:03}"


def is_at_rest(whole: Said) -> bool:
    """Whether nothing waits for paper any more."""
    return not any(ticket["state"] == "printing" for ticket in whole["tickets"])

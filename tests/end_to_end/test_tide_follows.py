"""A tidal window in the whole hall: the wait rises, advice is accepted on a screen, and every output follows."""

from pathlib import Path

import pytest

from tests.end_to_end.whole_hall import HALL, WholeHall, whole_hall
from tests.support.waiting import until

pytestmark = [pytest.mark.real_time, pytest.mark.slow]

TIDAL = 5


async def crowd(hall: WholeHall) -> str:
    """Open the ordinary windows and let people come until opening the tidal one is advised; return the advice."""
    await hall.devices_ready()
    for number in (2, 3):
        await hall.act(f"clerk/{number}", "open")
    for _ in range(6):
        await hall.take()
    page = await hall.until_shown("supervisor", lambda page: bool(page["tides"]["advised"]))
    (advice,) = page["tides"]["advised"]
    assert (advice["window"], advice["way"]) == (TIDAL, "open")
    return str(advice["advice"])


async def test_strip_board_voice_and_central_follow_an_accepted_advice(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall:
        advice = await crowd(hall)
        status, said = await hall.act("supervisor", "accept_tide", advice=advice, by="1003")
        assert (status, said["window"]) == (200, TIDAL)
        await hall.strip_shows(TIDAL, f"{TIDAL}号窗口")
        await until(lambda: "欢迎光临" in hall.devices.simulators[f"led-{TIDAL}"].describe(), 10.0)
        await hall.until_shown("board/A", lambda page: [one["window"] for one in page["opened"]] == [TIDAL])
        await until(lambda: hall.has_noticed(f"{TIDAL}号窗口现已开放"), 10.0)
        await hall.central_has(lambda: bool(hall.events("tide.accepted")))
        (accepted,) = hall.events("tide.accepted")
        assert (accepted["data"]["by"], accepted["data"]["window"]) == ("1003", TIDAL)
        hall.press(f"caller-{TIDAL}", "next")
        await hall.strip_shows(TIDAL, f"到{TIDAL}号窗口")


async def test_central_can_decline(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall:
        advice = await crowd(hall)
        answer = await hall.central.send(HALL, "decline_tide", {"advice": advice, "by": "central", "reason": "none"})
        assert answer["ok"], answer
        await hall.until_shown("supervisor", lambda page: not page["tides"]["advised"])
        await hall.central_has(lambda: bool(hall.events("tide.declined")))

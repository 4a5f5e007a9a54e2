"""Who is still to come and will go before others makes their wait longer, and nobody else's."""

from datetime import timedelta

import pytest

from edge.hall.policy import DEFAULT_CLASSES
from edge.hall.terms import TicketClass
from edge.hall.waits.latecomers import Latecomers, came_of_late
from tests.support.halls import MORNING, house

ORDINARY, APPOINTMENT, PRIORITY = TicketClass
MINUTE_S = 60.0


def stretched(kind: TicketClass, wait_min: float, **shares: float) -> float:
    late = Latecomers({TicketClass(name): share for name, share in shares.items()}, DEFAULT_CLASSES)
    return late.stretched(wait_min * MINUTE_S, kind) / MINUTE_S


def test_the_green_channel_makes_ordinary_waits_longer_by_its_share() -> None:
    # of 30 minutes, those who come in the first two thirds and 100 seconds go first; more come while these are served
    assert stretched(ORDINARY, 30, priority=0.15) == pytest.approx((30 + 0.15 * 100 / 60) / (1 - 0.1))
    assert stretched(ORDINARY, 30, priority=0.15) > stretched(ORDINARY, 30, appointment=0.15) > 30


def test_nobody_overtakes_the_green_channel_and_ordinary_people_overtake_nobody() -> None:
    assert stretched(PRIORITY, 10, priority=0.3, ordinary=0.7) == 10
    assert stretched(APPOINTMENT, 10, ordinary=0.7, appointment=0.3) == 10


def test_no_wait_is_none_whoever_comes_and_no_flood_makes_one_endless() -> None:
    assert stretched(ORDINARY, 0, priority=0.5) == 0
    assert stretched(ORDINARY, 30, priority=5.0) < 120


def test_the_share_is_that_of_the_last_two_hours_at_the_windows_there_are() -> None:
    here = house()
    for minute in range(60):
        here.now = MORNING + timedelta(minutes=minute)
        here.take(ticket_class=PRIORITY if minute % 6 == 0 else ORDINARY)
    newest = list(reversed(here.hall.state.tickets.values()))
    shares = came_of_late(newest, {"social": 300.0}, 6, here.now)
    assert shares[PRIORITY] == pytest.approx(10 * 300 / 3_600 / 6)
    assert shares[ORDINARY] == pytest.approx(50 * 300 / 3_600 / 6)
    assert came_of_late(newest, {"tax": 300.0}, 6, here.now) == {}
    assert came_of_late(newest, {"social": 300.0}, 6, here.now + timedelta(hours=3)) == {}

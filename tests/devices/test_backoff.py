import pytest

from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from edge.devices.backoff import Backoff

LOST, BUSY, REJECTED = LinkLost("link_lost"), DeviceBusy("port_in_use"), DeviceRejected("wrong_device")


def middle() -> float:
    return 0.5


def test_losses_double_up_to_half_a_minute() -> None:
    backoff = Backoff(middle)
    assert [backoff.delay_after(LOST) for _ in range(9)] == [0.5, 1, 2, 4, 8, 16, 30, 30, 30]


def test_a_refusal_waits_ten_seconds_and_then_thirty() -> None:
    backoff = Backoff(middle)
    assert [backoff.delay_after(BUSY) for _ in range(3)] == [10, 30, 30]


def test_what_needs_a_person_waits_for_one_and_a_bug_half_a_minute() -> None:
    backoff = Backoff(middle)
    assert backoff.delay_after(REJECTED) is None
    assert backoff.delay_after(None) == 30


def test_forgetting_begins_anew() -> None:
    backoff = Backoff(middle)
    for error in (LOST, LOST, BUSY):
        backoff.delay_after(error)
    backoff.forget()
    assert backoff.delay_after(LOST) == 0.5
    assert backoff.delay_after(BUSY) == 10


@pytest.mark.parametrize(("chance", "first_s"), [(0.0, 0.4), (1.0, 0.6)])
def test_chance_spreads_the_losses_a_little(chance: float, first_s: float) -> None:
    assert Backoff(lambda: chance).delay_after(LOST) == pytest.approx(first_s)

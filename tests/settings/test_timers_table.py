"""The limits after which somebody is reminded, as a hall writes them."""

from edge.hall.terms import Timer
from tests.settings.conftest import Reader


def test_a_silent_file_reminds_as_usual(read_hall: Reader) -> None:
    timers = read_hall().plan().timers
    limits = [timers.limit(timer, "tax") for timer in (Timer.WAIT, Timer.WALK, Timer.SERVE, Timer.PARK)]
    assert limits == [1800, 300, 2700, 3600]
    assert (timers.idle_s, timers.unresolved_s, timers.unresolved_near_s) == (300, 28_800, 7200)


def test_nought_switches_a_limit_off_and_a_service_has_its_own(read_hall: Reader) -> None:
    table = """
[timers]
wait_min = 20
walk_min = 0
services.tax = { serve_min = 90, wait_min = 0 }

[[zone]]"""
    timers = read_hall(("[[zone]]", table)).plan().timers
    assert (timers.limit(Timer.WAIT, "social"), timers.limit(Timer.WALK, "social")) == (1200, None)
    assert (timers.limit(Timer.WAIT, "tax"), timers.limit(Timer.SERVE, "tax")) == (None, 5400)
    assert timers.limit(Timer.PARK, "tax") == 3600

"""What takes too long is said once, and said to be over; the reasons are the hall's own limits."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.events import ReminderCleared, ReminderRaised
from edge.hall.hall import Hall
from edge.hall.restore import restore
from edge.hall.terms import TicketClass, Timer
from tests.support.halls import House, watched

T = Timer


def watched_house() -> House:
    here = House(Hall(watched()))
    here.do(c.OpenDay())
    for number in (1, 2, 3, 4):
        here.do(c.OpenWindow(number))
        here.do(c.PauseWindow(number))  # nobody is idle unless a test wants it
    return here


def serving(here: House) -> None:
    here.do(c.OpenWindow(1))
    here.do(c.SignIn(1, "0012"))
    here.take()
    here.call(1)
    here.do(c.Start(1))


def parked(here: House) -> None:
    serving(here)
    here.do(c.Park(1, "documents"))
    here.do(c.PauseWindow(1))


def called(here: House) -> None:
    here.do(c.OpenWindow(1))
    here.take()
    here.call(1)


def waiting(here: House) -> None:
    here.take()


def idle(here: House) -> None:
    here.do(c.OpenWindow(1))
    here.take()


def started(here: House) -> object:
    return here.do(c.Start(1))


def finished(here: House) -> object:
    return here.do(c.Finish(1))


def resumed(here: House) -> object:
    return here.do(c.Resume("A001"))


def cancelled(here: House) -> object:
    return here.do(c.Cancel("A001"))


@pytest.mark.parametrize(
    ("timer", "begin", "limit_min", "over"),
    [
        (T.WAIT, waiting, 20, cancelled),
        (T.WALK, called, 5, started),
        (T.SERVE, serving, 15, finished),
        (T.PARK, parked, 30, resumed),
        (T.IDLE, idle, 10, lambda here: here.call(1)),
    ],
)
def test_a_limit_is_told_when_it_is_reached_once_and_cleared_when_it_is_over(
    timer: Timer, begin: Callable[[House], None], limit_min: float, over: Callable[[House], object]
) -> None:
    here = watched_house()
    begin(here)
    here.wait(limit_min - 0.1)
    assert timer not in [event.timer for event in here.events if isinstance(event, ReminderRaised)]
    here.wait(0.1)
    mine = [event for event in here.events if isinstance(event, ReminderRaised) and event.timer is timer]
    assert [(event.limit_s, event.is_over) for event in mine] == [(limit_min * 60, True)]
    here.wait(limit_min)
    over(here)
    here.wait(1)
    cleared = [event.reminder for event in here.events if isinstance(event, ReminderCleared) and event.timer is timer]
    assert cleared == [mine[0].reminder]
    assert mine[0].reminder not in here.hall.state.reminders


def test_a_reminder_tells_what_a_supervision_feed_needs() -> None:
    here = watched_house()
    serving(here)
    here.do(c.BindCase("A001", "K-77"))
    here.wait(15)
    (event,) = [event for event in here.events if isinstance(event, ReminderRaised)]
    assert (event.reminder, event.key) == ("serve/2026-11-23/A001/1", "2026-11-23/A001")
    assert (event.window, event.clerk, event.service, event.department, event.case) == (
        1,
        "0012",
        "social",
        "hrss",
        "K-77",
    )
    assert event.since == here.now - timedelta(minutes=15)


def test_a_service_may_have_limits_of_its_own() -> None:
    here = watched_house()
    here.do(c.OpenWindow(2))
    here.take("tax")
    here.call(2)
    here.do(c.Start(2))
    here.wait(24)
    assert not here.hall.state.reminders
    here.wait(1)
    assert [one.timer for one in here.hall.state.reminders.values()] == [T.SERVE]


def test_time_before_a_parking_counts_and_a_leg_is_told_of_once() -> None:
    here = watched_house()
    serving(here)
    here.wait(10)
    here.do(c.Park(1, "documents"))
    here.wait(5)
    here.do(c.Resume("A001"))
    here.call(1)
    here.do(c.Start(1))
    here.wait(5)
    (event,) = [event for event in here.events if isinstance(event, ReminderRaised)]
    assert event.timer is T.SERVE
    here.do(c.Park(1, "documents"))
    here.do(c.Resume("A001"))
    here.call(1)
    here.do(c.Start(1))
    here.wait(20)
    assert [event.timer for event in here.events if isinstance(event, ReminderRaised)] == [T.SERVE]


def test_an_appointment_waits_from_its_own_time() -> None:
    here = watched_house()
    slot = c.Slot(here.now + timedelta(minutes=30), here.now + timedelta(minutes=60))
    here.do(c.Take(("social",), TicketClass.APPOINTMENT, appointment="b1", slot=slot))
    here.wait(49)
    assert not here.hall.state.reminders
    here.wait(1)
    assert [one.timer for one in here.hall.state.reminders.values()] == [T.WAIT]


def test_a_window_is_idle_only_while_it_could_call_somebody() -> None:
    here = watched_house()
    here.do(c.OpenWindow(1))
    here.wait(30)
    assert here.hall.window(1).idle_since is None  # nobody waits
    here.take()
    assert here.hall.window(1).idle_since == here.now
    here.do(c.PauseWindow(1, "lunch"))
    here.wait(15)
    here.do(c.OpenWindow(1))
    here.wait(9)
    here.do(c.ChangeWindow(1, serves=("tax",)))
    here.wait(5)
    assert [event.timer for event in here.events if isinstance(event, ReminderRaised)] == [T.WAIT]


def test_whoever_comes_last_from_the_line_ends_the_idleness_of_other_windows() -> None:
    here = watched_house()
    here.do(c.OpenWindow(1))
    here.do(c.OpenWindow(2))
    here.take()
    here.wait(11)
    assert {one.window for one in here.hall.state.reminders.values()} == {1, 2}
    here.call(1)
    here.wait(1)
    assert not here.hall.state.reminders


def test_the_end_of_the_day_ends_every_reminder() -> None:
    here = watched_house()
    idle(here)
    here.wait(25)
    assert {one.timer for one in here.hall.state.reminders.values()} == {T.WAIT, T.IDLE}
    here.do(c.CloseDay())
    here.wait(1)
    assert not here.hall.state.reminders


def test_centrals_deadline_of_a_case_is_told_before_and_when_it_passes() -> None:
    here = watched_house()
    waiting(here)
    here.do(c.BindCase("A001", "K1"))
    here.do(c.SetDeadline(here.now + timedelta(hours=3), case="K1"))
    here.do(c.Cancel("A001"))  # the case goes on without the ticket
    here.wait(119)
    assert not here.hall.state.reminders
    here.wait(1)
    (near,) = here.hall.state.reminders.values()
    assert (near.timer, near.is_over, near.ticket, near.case) == (T.CASE_NEAR, False, "2026-11-23/A001", "K1")
    here.wait(60)
    assert {one.timer for one in here.hall.state.reminders.values()} == {T.CASE_NEAR, T.CASE_OVER}
    here.do(c.SetDeadline(None, case="K1"))
    here.wait(1)
    assert not here.hall.state.reminders


def test_a_deadline_that_is_moved_is_told_of_again_at_its_new_time() -> None:
    here = watched_house()
    here.do(c.SetDeadline(here.now + timedelta(hours=1), case="K1"))
    here.wait(1)
    assert len(here.hall.state.reminders) == 1
    here.do(c.SetDeadline(here.now + timedelta(hours=5), case="K1"))
    here.wait(1)
    assert not here.hall.state.reminders
    here.wait(240)
    assert [one.timer for one in here.hall.state.reminders.values()] == [T.CASE_NEAR]
    assert here.refuses(c.SetDeadline(here.hall.state.cases["K1"].at, case="K1")) == "deadline_unchanged"
    assert here.refuses(c.SetDeadline(here.now)) == "bad_args"


def test_nobody_is_reminded_again_after_a_restart() -> None:
    here = watched_house()
    waiting(here)
    here.wait(21)
    here.hall = restore(here.hall.plan, here.hall.state)
    here.wait(60)
    assert [event.timer for event in here.events if isinstance(event, ReminderRaised)] == [T.WAIT]
    here.do(c.Cancel("A001"))
    here.hall = restore(here.hall.plan, here.hall.state)  # before the hall has said that it is over
    here.wait(1)
    assert not here.hall.state.reminders


def test_nobody_but_the_hall_can_say_that_a_limit_was_reached() -> None:
    here = watched_house()
    waiting(here)
    assert here.refuses(c.Remind(T.WAIT, "2026-11-23/A001")) == "reminder_not_due"
    assert here.refuses(c.Remind(T.IDLE, "A001")) == "reminder_not_due"
    assert here.refuses(c.ClearReminder("wait/2026-11-23/A001/1")) == "reminder_not_due"

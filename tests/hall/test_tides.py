"""Tidal windows: when the hall advises to open and close them, and what becomes of its advice."""

from dataclasses import replace
from datetime import time, timedelta

from edge.hall import commands as c
from edge.hall.events import (
    TideAccepted,
    TideAdvised,
    TideDeclined,
    TideWithdrawn,
    WindowClosed,
    WindowOpened,
)
from edge.hall.terms import Role, WindowState
from edge.hall.tides import Tides, TideTime, TideWay, TideWhy
from tests.support.tidal_hall import TIDES, accept, advised, breathe, crowd, drain, tidal_house


def test_a_quiet_hall_advises_nothing() -> None:
    here = tidal_house()
    here.take()
    assert breathe(here) == []


def test_a_long_expected_wait_advises_a_window_and_says_what_it_would_do() -> None:
    here = tidal_house()
    crowd(here, people=5)
    (advice,) = breathe(here)
    assert isinstance(advice, TideAdvised)
    assert (advice.advice, advice.window, advice.way) == ("2026-11-23/tide-1", 6, TideWay.OPEN)
    assert (advice.service, advice.why, advice.waiting) == ("social", TideWhy.EXPECTED, 5)
    assert advice.before_s is not None
    assert advice.before_s > 20 * 60
    assert advice.after_s < advice.before_s * 0.8
    assert advice.serves == ("social",)
    assert breathe(here) == []  # once


def test_somebody_who_waited_too_long_is_reason_enough() -> None:
    here = tidal_house(replace(TIDES, open_over_s=3600))
    crowd(here, people=1)
    here.wait(26)
    (advice,) = breathe(here)
    assert isinstance(advice, TideAdvised)
    assert (advice.why, advice.oldest_s) == (TideWhy.OLDEST, 26 * 60)


def test_a_service_that_no_window_serves_is_advised_the_window_that_shortens_it() -> None:
    here = tidal_house()
    here.take("estate")
    here.wait(7)
    assert breathe(here) == []  # its own window may be about to open
    here.wait(2)
    (advice,) = breathe(here)
    assert isinstance(advice, TideAdvised)
    assert (advice.service, advice.before_s, advice.after_s) == ("estate", None, 300)


def test_an_accepted_window_opens_for_what_is_needed_and_who_accepted_is_kept() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    accept(here)
    window = here.hall.window(6)
    assert (window.state, window.serves, window.spills) == (WindowState.OPEN, ("social",), ("tax", "estate"))
    assert window.role is Role.TIDAL
    accepted = next(event for event in here.events if isinstance(event, TideAccepted))
    assert (accepted.by, accepted.way) == ("1003", TideWay.OPEN)
    assert here.call(6) == "A005"
    assert here.hall.state.tides.advised == {}


def test_wait_rises_a_window_opens_wait_falls_and_it_closes_again() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    before_s = advised(here).before_s or 0
    accept(here)
    breathe(here)
    drain(here, 1, 2, 6)
    assert not [event for event in breathe(here) if isinstance(event, TideAdvised) and event.way is TideWay.OPEN]
    here.wait(30)
    breathe(here)
    closing = advised(here)
    assert (closing.window, closing.way, closing.why) == (6, TideWay.CLOSE, TideWhy.CALM)
    assert closing.after_s < before_s
    accept(here)
    window = here.hall.window(6)
    assert (window.state, window.serves) == (WindowState.CLOSED, ("social", "tax", "estate"))
    assert breathe(here) == []


def test_between_the_thresholds_nothing_new_is_advised() -> None:
    here = tidal_house()
    crowd(here, people=3)  # between 8 and 20 minutes
    assert breathe(here) == []
    here.do(c.OpenWindow(6))
    here.wait(31)
    for number in (1, 2):
        here.do(c.Next(number))
    assert not [event for event in breathe(here) if isinstance(event, TideAdvised) and event.way is TideWay.OPEN]


def test_a_window_stays_open_for_the_least_time() -> None:
    here = tidal_house()
    here.do(c.OpenWindow(6))
    here.wait(29)
    assert breathe(here) == []
    here.wait(2)
    assert breathe(here) == []  # estate would have no window at all
    here.do(c.ChangeWindow(6, ("social",)))
    assert isinstance(breathe(here)[0], TideAdvised)


def test_closing_never_cuts_off_whoever_is_served() -> None:
    here = tidal_house()
    here.do(c.ChangeWindow(6, ("social",)))
    here.do(c.OpenWindow(6))
    here.wait(31)
    here.do(c.CallNumber(6, here.take().id, "test"))
    here.do(c.Start(6))
    breathe(here)
    accept(here)
    assert here.hall.window(6).state is WindowState.PAUSED
    assert here.hall.window(6).ticket is not None
    here.take()
    assert here.refuses(c.Next(6)) == "window_not_open"
    assert breathe(here) == []
    here.do(c.Finish(6))
    assert isinstance(breathe(here)[0], WindowClosed)
    assert here.hall.state.tides.ebbing == {}


def test_a_window_opened_again_by_hand_is_not_closed_by_an_old_advice() -> None:
    here = tidal_house()
    here.do(c.ChangeWindow(6, ("social",)))
    here.do(c.OpenWindow(6))
    here.wait(31)
    here.do(c.CallNumber(6, here.take().id, "test"))
    breathe(here)
    accept(here)
    here.do(c.OpenWindow(6))
    here.do(c.Finish(6))
    assert not [event for event in breathe(here) if isinstance(event, WindowClosed)]


def test_a_declined_advice_does_not_nag() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    here.do(c.DeclineTide(advised(here).advice, "1003", "no clerk to spare"))
    declined = next(event for event in here.events if isinstance(event, TideDeclined))
    assert (declined.by, declined.until - here.now) == ("1003", timedelta(minutes=15))
    assert breathe(here) == []
    here.wait(14)
    assert breathe(here) == []
    here.wait(1)
    assert isinstance(breathe(here)[0], TideAdvised)


def test_an_advice_is_withdrawn_when_the_need_passes() -> None:
    here = tidal_house()
    crowd(here, people=5)
    breathe(here)
    waiting = [ticket for ticket in here.hall.state.tickets.values() if ticket.id in here.hall.lines]
    for ticket in waiting[:4]:
        here.do(c.Cancel(ticket.id))
    (withdrawn,) = breathe(here)
    assert isinstance(withdrawn, TideWithdrawn)
    assert withdrawn.why is TideWhy.CALM
    assert here.refuses(c.AcceptTide(withdrawn.advice, "1003")) == "unknown_tide"


def test_an_advice_is_withdrawn_when_somebody_opens_the_window_by_hand() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    here.do(c.OpenWindow(6))
    assert TideWhy.OPENED in {event.why for event in breathe(here) if isinstance(event, TideWithdrawn)}


def test_an_answer_needs_somebody_who_gives_it() -> None:
    here = tidal_house()
    crowd(here)
    breathe(here)
    assert here.refuses(c.AcceptTide(advised(here).advice, "")) == "bad_args"
    assert here.refuses(c.DeclineTide(advised(here).advice, "")) == "bad_args"
    assert here.refuses(c.AcceptTide("2026-11-23/tide-9", "1003")) == "unknown_tide"


def test_an_automatic_hall_opens_and_closes_by_itself() -> None:
    here = tidal_house(replace(TIDES, is_automatic=True))
    crowd(here)
    kinds = [type(event) for event in breathe(here)]
    assert kinds[:2] == [TideAdvised, TideAccepted]
    assert WindowOpened in kinds
    assert next(event.by for event in here.events if isinstance(event, TideAccepted)) == "automatic"
    drain(here, 1, 2, 6)
    here.wait(31)
    assert WindowClosed in [type(event) for event in breathe(here)]


def test_the_timetable_opens_a_window_and_keeps_it_open() -> None:
    times = (TideTime(time(0, 0), time(1, 30), (6,)),)  # the test's clock is UTC
    here = tidal_house(Tides(windows=(6, 7), times=times))
    (advice,) = breathe(here)
    assert isinstance(advice, TideAdvised)
    assert (advice.window, advice.why, advice.serves) == (6, TideWhy.TIMETABLE, ("social", "tax", "estate"))
    accept(here)
    here.do(c.ChangeWindow(6, ("social",)))
    here.wait(50)
    assert breathe(here) == []
    here.wait(15)
    assert isinstance(breathe(here)[0], TideAdvised)
    assert advised(here).way is TideWay.CLOSE


def test_an_advice_of_the_timetable_ends_with_its_time() -> None:
    here = tidal_house(Tides(windows=(6,), times=(TideTime(time(0, 0), time(1, 0)),)))
    breathe(here)
    here.wait(31)
    (withdrawn,) = breathe(here)
    assert isinstance(withdrawn, TideWithdrawn)

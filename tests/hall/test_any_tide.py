"""Whatever is asked of a hall with tidal windows: the hall never refuses itself, and a replay is the same hall."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.hall import Hall
from edge.hall.invariants import broken_promises
from edge.hall.refusal import Refused
from edge.hall.terms import WindowState
from edge.hall.tide_rule import review
from edge.hall.tides import Tides, TideWay, TideWhy
from tests.support.campaign import campaign_rounds
from tests.support.halls import House
from tests.support.tidal_hall import WINDOWS, breathe, tidal_house

WINDOW = st.sampled_from([window.number for window in WINDOWS])
SERVICE = st.sampled_from(["social", "tax", "estate"])
ADVICE = st.sampled_from([f"2026-11-23/tide-{number}" for number in range(1, 5)])
BY = st.sampled_from(["", "1003", "automatic"])
COMMANDS = st.one_of(
    st.builds(c.Take, SERVICE.map(lambda service: (service,))),
    st.builds(c.Take, st.just(("social",))),
    st.builds(c.Next, WINDOW, st.booleans()),
    st.builds(c.Start, WINDOW),
    st.builds(c.Finish, WINDOW),
    st.builds(c.OpenWindow, WINDOW),
    st.builds(c.PauseWindow, WINDOW),
    st.builds(c.CloseWindow, WINDOW),
    st.builds(c.ChangeWindow, WINDOW, st.lists(SERVICE, max_size=2, unique=True).map(tuple)),
    st.builds(c.AdviseTide, ADVICE, WINDOW, st.sampled_from(list(TideWay)), st.sampled_from(list(TideWhy)), SERVICE),
    st.builds(c.AcceptTide, ADVICE, BY),
    st.builds(c.AcceptTide, ADVICE, st.just("1003")),
    st.builds(c.DeclineTide, ADVICE, BY),
    st.builds(c.WithdrawTide, ADVICE, st.sampled_from(list(TideWhy))),
    st.builds(c.EndTide, WINDOW),
    st.builds(c.CloseDay),
    st.builds(c.OpenDay),
)
STEPS = st.lists(st.tuples(COMMANDS, st.integers(0, 1800)), max_size=campaign_rounds(60, 200))


def tell(steps: list[tuple[c.Command, int]], *, is_automatic: bool) -> House:
    here = tidal_house(Tides(windows=(6, 7), open_over_s=600, is_automatic=is_automatic))
    for command, wait_s in steps:
        here.wait(wait_s / 60)
        served = {number: window.ticket for number, window in here.hall.state.windows.items() if window.ticket}
        breathe(here)  # AssertionError if the hall refuses itself
        assert served == {number: here.hall.desk(number).ticket for number in served}, "a tide cut somebody off"
        assert list(review(here.hall, here.now)) == [], "the same is asked again"
        try:
            here.do(command)
        except Refused:
            continue
        assert list(broken_promises(here.hall)) == []
    return here


@given(steps=STEPS, is_automatic=st.booleans())
def test_the_hall_never_refuses_itself_and_cuts_nobody_off(
    steps: list[tuple[c.Command, int]], is_automatic: bool
) -> None:
    here = tell(steps, is_automatic=is_automatic)
    tides = here.hall.state.tides
    for number in tides.ebbing:
        assert here.hall.desk(number).state is not WindowState.CLOSED
    for number in tides.lent:
        assert here.hall.desk(number).state is not WindowState.CLOSED


@given(steps=STEPS, is_automatic=st.booleans())
def test_a_replay_has_the_same_tides(steps: list[tuple[c.Command, int]], is_automatic: bool) -> None:
    here = tell(steps, is_automatic=is_automatic)
    again, at = Hall(here.hall.plan), iter(here.times)
    for event in here.events:
        apply(again, event, next(at))
    assert again.state == here.hall.state
    later = here.now + timedelta(minutes=20)
    assert list(review(again, later)) == list(review(here.hall, later))

"""Who may sit at a window, and that nobody sits at two."""

from edge.hall import commands as c
from edge.hall.events import ClerkSignedIn, ClerkSignedOut
from tests.support.halls import house


def test_only_a_configured_clerk_signs_in() -> None:
    here = house()
    assert here.refuses(c.SignIn(1, "9999")) == "unknown_clerk"
    assert here.refuses(c.SignIn(1, "")) == "bad_args"
    here.do(c.SignIn(1, "0012"))
    assert here.refuses(c.SignIn(1, "0012")) == "already_signed_in"


def test_who_signs_in_elsewhere_is_signed_out_here_and_both_are_recorded() -> None:
    here = house()
    here.do(c.SignIn(1, "0012"))
    here.do(c.SignIn(2, "0012"))
    assert [window.clerk for window in here.hall.state.windows.values()] == ["", "0012", ""]
    assert here.events[-2:] == [ClerkSignedOut(1, "0012", "elsewhere"), ClerkSignedIn(2, "0012")]


def test_whoever_sat_there_is_signed_out_by_the_next_clerk() -> None:
    here = house()
    here.do(c.SignIn(1, "0012"))
    here.do(c.SignIn(1, "0013"))
    assert here.events[-2:] == [ClerkSignedOut(1, "0012", "replaced"), ClerkSignedIn(1, "0013")]


def test_nobody_stays_signed_in_when_the_day_closes() -> None:
    here = house()
    here.do(c.SignIn(1, "0012"))
    here.do(c.CloseDay())
    assert ClerkSignedOut(1, "0012", "day_closed") in here.events
    assert here.hall.window(1).clerk == ""


def test_a_window_knows_since_when_it_is_paused_and_why() -> None:
    here = house()
    here.wait(5)
    here.do(c.PauseWindow(1, "lunch"))
    window = here.hall.window(1)
    assert (window.reason, window.since) == ("lunch", here.now)

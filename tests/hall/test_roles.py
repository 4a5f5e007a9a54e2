"""What windows are for: roles that mean something, changed while the hall works, and changed back."""

from dataclasses import replace

import pytest

from edge.hall import commands as c
from edge.hall.events import Arrangement, WindowChanged
from edge.hall.hall import Hall
from edge.hall.plan import Plan, Service, WindowPlan
from edge.hall.restore import restore
from edge.hall.roles import fits
from edge.hall.terms import Role
from tests.support.halls import House, plan

SERVICES = (
    Service("social", "社会保险", "A", "social insurance"),
    Service("tax", "税务", "B", "taxes"),
    Service("pickup", "统一出件", "L", "pick-up", role=Role.DELIVER),
    Service("advice", "咨询", "F", "advice", role=Role.CONSULT),
    Service("cross", "跨省通办", "M", "other provinces", role=Role.CROSS),
    Service("unresolved", "办不成事反映", "N", "unresolved matters", role=Role.UNRESOLVED),
)
WINDOWS = (
    WindowPlan(1, "A", ("social", "tax"), has_start_key=True),
    WindowPlan(2, "A", ("social",), ("tax",), has_start_key=True),
    WindowPlan(3, "A", ("pickup", "advice"), role=Role.DELIVER, also=(Role.CONSULT,), has_start_key=True),
    WindowPlan(4, "A", ("unresolved",), role=Role.UNRESOLVED, has_start_key=True),
)


def hall_with_roles() -> House:
    here = House(Hall(Plan("h", "厅", SERVICES, WINDOWS)))
    here.do(c.OpenDay())
    for window in WINDOWS:
        here.do(c.OpenWindow(window.number))
    return here


def last_change(here: House) -> WindowChanged:
    return next(event for event in reversed(here.events) if isinstance(event, WindowChanged))


# Whether a window of this role alone may serve a service of that role; general is a service without one.
MAY = {
    Role.ACCEPT: {Role.ACCEPT},
    Role.ASSIST: {Role.ACCEPT, Role.ASSIST},
    Role.THEME: {Role.ACCEPT, Role.THEME},
    Role.DELIVER: {Role.DELIVER},
    Role.CONSULT: {Role.CONSULT},
    Role.CROSS: {Role.CROSS},
    Role.UNRESOLVED: {Role.UNRESOLVED},
    Role.TIDAL: set(Role),
}


@pytest.mark.parametrize("window", list(Role))
@pytest.mark.parametrize("service", list(Role))
def test_a_role_says_what_may_be_served(window: Role, service: Role) -> None:
    assert fits((window,), Service("x", "事项", "X", role=service)) is (service in MAY[window])


def test_a_desk_with_two_roles_serves_what_either_may() -> None:
    here = hall_with_roles()
    first = here.take("advice")
    here.wait(1)
    second = here.take("pickup")
    assert [here.call(3), here.call(3)] == [first.number, second.number]


def test_a_window_is_given_no_service_that_its_role_excludes() -> None:
    here = hall_with_roles()
    assert here.refuses(c.ChangeWindow(3, serves=("social",))) == "service_not_of_role"
    assert here.refuses(c.ChangeWindow(1, serves=("pickup",))) == "service_not_of_role"
    assert here.refuses(c.ChangeWindow(1, serves=("passport",))) == "unknown_service"
    here.do(c.ChangeWindow(1, serves=("social", "pickup"), role=Role.ACCEPT, also=(Role.DELIVER,)))
    here.take("pickup")
    assert here.call(1) == "L001"


def test_a_new_role_takes_effect_at_the_next_call_and_brings_its_services() -> None:
    here = hall_with_roles()
    here.take("social")
    waiting = here.take("advice")
    here.call(2)
    here.do(c.ChangeWindow(2, role=Role.CONSULT))
    assert here.hall.window(2).serves == ("advice",)
    assert here.hall.window(2).spills == ()
    assert here.call(2) == waiting.number


def test_a_new_role_keeps_what_it_may_still_serve() -> None:
    here = hall_with_roles()
    here.do(c.ChangeWindow(2, role=Role.ASSIST))
    assert (here.hall.window(2).serves, here.hall.window(2).spills) == (("social",), ("tax",))


def test_back_in_its_configured_role_a_window_serves_what_is_configured() -> None:
    here = hall_with_roles()
    here.do(c.ChangeWindow(2, role=Role.CONSULT))
    here.do(c.ChangeWindow(2, role=Role.ACCEPT))
    assert here.hall.window(2).serves == ("social",)


def test_a_role_for_which_the_hall_has_no_service_is_refused() -> None:
    bare = House(Hall(replace(plan(), clerks=())))
    bare.do(c.OpenDay())
    assert bare.refuses(c.ChangeWindow(1, role=Role.DELIVER)) == "role_without_service"


def test_a_change_tells_who_made_it_and_what_was_before() -> None:
    here = hall_with_roles()
    here.do(c.ChangeWindow(2, role=Role.CONSULT, by="supervisor"))
    changed = last_change(here)
    assert (changed.by, changed.was) == ("supervisor", Arrangement(("social",), ("tax",), (Role.ACCEPT,)))
    assert (changed.serves, changed.role, changed.is_undo) == (("advice",), Role.CONSULT, False)


def test_one_command_brings_the_arrangement_back_and_another_the_change() -> None:
    here = hall_with_roles()
    assert here.refuses(c.UndoChange(2)) == "nothing_to_undo"
    before = here.hall.window(2).arrangement
    here.do(c.ChangeWindow(2, role=Role.CONSULT))
    after = here.hall.window(2).arrangement
    here.do(c.UndoChange(2, "supervisor"))
    assert here.hall.window(2).arrangement == before
    assert last_change(here).is_undo
    here.do(c.UndoChange(2))
    assert here.hall.window(2).arrangement == after


def test_a_window_whose_change_was_undone_follows_the_configuration_again() -> None:
    here = hall_with_roles()
    here.do(c.ChangeWindow(2, role=Role.CONSULT))
    here.do(c.UndoChange(2))
    wider = replace(
        here.hall.plan, windows=(*WINDOWS[:1], replace(WINDOWS[1], serves=("tax",), spills=()), *WINDOWS[2:])
    )
    assert restore(wider, here.hall.state).window(2).serves == ("tax",)


def test_what_would_change_nothing_is_said() -> None:
    here = hall_with_roles()
    assert here.refuses(c.ChangeWindow(3, role=Role.DELIVER, also=(Role.CONSULT,))) == "window_unchanged"


def test_a_theme_window_goes_on_with_the_visit_itself() -> None:
    here = hall_with_roles()
    here.do(c.ChangeWindow(1, role=Role.THEME))
    visit = here.take("social", "tax")
    here.wait(1)
    here.take("social")
    assert here.call(1) == visit.number
    assert here.call(1) == visit.number  # its second step, before whoever came later
    assert visit.service == "tax"
    assert here.call(1) == "A002"


def test_a_theme_window_that_finishes_keeps_the_visit_for_its_next_call() -> None:
    here = hall_with_roles()
    here.do(c.ChangeWindow(1, role=Role.THEME))
    visit = here.take("social", "tax")
    here.call(1)
    here.do(c.Finish(1))
    assert visit.bound_to == 1
    assert here.refuses(c.Call(2)) == "nobody_waiting"
    assert here.call(1) == visit.number


def test_elsewhere_the_next_step_waits_for_any_window_of_its_service() -> None:
    here = hall_with_roles()
    visit = here.take("social", "tax")
    here.call(1)
    here.do(c.Finish(1))
    assert visit.bound_to is None
    assert here.call(2) == visit.number

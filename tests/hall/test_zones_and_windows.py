"""Where tickets are sent and where they are called: the zone with the least expected wait, by its own windows first."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.events import TicketCalled
from edge.hall.hall import Hall
from edge.hall.plan import DispenserPlan, Plan, Service, WindowPlan
from edge.hall.policy import Policy
from edge.hall.routing import expected_s, group_in, usual_pace_s
from edge.hall.terms import Rule, TicketClass, TicketState
from edge.texts.why import why_called
from tests.support.halls import House

SERVICES = (Service("social", "社会保险", "A"), Service("tax", "税务", "B"), Service("estate", "不动产登记", "C"))
WINDOWS = (
    WindowPlan(1, "A", ("social", "tax"), has_start_key=True),
    WindowPlan(2, "A", ("social", "tax"), has_start_key=True),
    WindowPlan(5, "B", ("social", "tax"), has_start_key=True),
    WindowPlan(6, "B", ("estate",), has_start_key=True),
)


def two_zones(policy: Policy | None = None, *, has_printer: bool = False) -> House:
    """Return a hall with two windows for a service in zone A and one in zone B, all open."""
    dispensers = (DispenserPlan("door", has_printer=has_printer),)
    plan = Plan("demo-001", "示范区政务服务中心", SERVICES, WINDOWS, dispensers, policy=policy or Policy())
    here = House(Hall(plan))
    here.do(c.OpenDay())
    for window in WINDOWS:
        here.do(c.OpenWindow(window.number))
    return here


def last_call(here: House) -> TicketCalled:
    return next(event for event in reversed(here.events) if isinstance(event, TicketCalled))


def serve(here: House, window: int, minutes: float) -> None:
    """Let a window call and serve somebody for so long."""
    here.do(c.Call(window))
    here.do(c.Start(window))
    here.wait(minutes)
    here.do(c.Finish(window))


def keep_busy(here: House) -> None:
    """Let every window of both zones serve somebody."""
    for window in (1, 2, 5):
        here.do(c.CallNumber(window, here.take().id, "test"))


def test_people_are_spread_so_that_nobody_waits_where_a_window_is_free() -> None:
    here = two_zones()
    assert [here.take().zone for _ in range(3)].count("B") == 1


def test_a_zone_with_two_windows_takes_two_of_three_in_a_queue() -> None:
    here = two_zones()
    keep_busy(here)
    zones = [here.take().zone for _ in range(9)]
    assert (zones.count("A"), zones.count("B")) == (6, 3)


def test_slow_windows_are_given_fewer_people() -> None:
    here = two_zones()
    for _ in range(3):
        here.take()
    for window, minutes in ((5, 3.0), (1, 12.0), (2, 12.0)):
        serve(here, window, minutes)
    for _ in range(3):
        here.take()
    for window in (1, 2, 5):
        here.do(c.Call(window))
    zones = [here.take().zone for _ in range(9)]
    assert zones.count("B") > zones.count("A")


def test_who_comes_for_something_else_at_the_same_windows_counts_as_well() -> None:
    here = two_zones()
    for _ in range(3):
        here.take("tax")
    for window in (1, 2, 5):
        here.do(c.Call(window))
    here.do(c.CloseWindow(6, ""))
    for _ in range(4):
        assert expected_s(here.hall, "social", "A", here.now) >= 0
        here.take("tax")
    waits = {zone: expected_s(here.hall, "social", zone, here.now) for zone in "AB"}
    assert min(waits.values()) > 60


def test_nobody_is_sent_to_a_zone_whose_windows_are_closed() -> None:
    here = two_zones()
    here.do(c.CloseWindow(5))
    assert {here.take().zone for _ in range(6)} == {"A"}


def test_a_ticket_whose_paper_is_under_way_counts_already() -> None:
    here = two_zones(has_printer=True)
    here.do(c.CloseWindow(2))
    zones = [here.hall.state.tickets[here.do(c.Take(("social",), dispenser="door"))["ticket"]].zone for _ in range(4)]
    assert sorted(zones) == ["A", "A", "B", "B"]


def test_without_balance_everybody_is_sent_to_the_first_zone() -> None:
    here = two_zones(Policy(is_balanced=False))
    assert {here.take().zone for _ in range(6)} == {"A"}


def test_the_answer_and_the_slip_name_the_windows_of_that_zone_only() -> None:
    here = two_zones()
    answers = [here.do(c.Take(("social",))) for _ in range(3)]
    groups: Mapping[str, list[int]] = {answer["zone"]: answer["windows"] for answer in answers}
    assert groups == {"A": [1, 2], "B": [5]}
    assert group_in(here.hall, "social", "nowhere") == (1, 2, 5)


def sent_to(here: House, zone: str) -> str:
    """Take tickets until one names this zone; return its number."""
    while True:
        ticket = here.take()
        if ticket.zone == zone:
            return ticket.number


def test_a_window_calls_its_own_zone_first_even_if_others_came_earlier() -> None:
    here = two_zones()
    keep_busy(here)
    there = sent_to(here, "A")
    own = sent_to(here, "B")
    assert there < own
    assert here.call(5) == own
    assert last_call(here).reason.rule is Rule.SCORE
    assert last_call(here).reason.passed_over == (here.hall.ticket(there).id,)


def test_a_window_with_nobody_left_helps_the_other_zone_and_says_so() -> None:
    here = two_zones()
    keep_busy(here)
    there = [here.take() for _ in range(3)]
    own = [ticket for ticket in there if ticket.zone == "B"]
    assert [here.call(5) for _ in own] == [ticket.number for ticket in own]
    helped = here.call(5)
    assert here.hall.ticket(helped or "").zone == "A"
    assert last_call(here).reason.rule is Rule.ELSEWHERE
    assert "支援其他区域" in why_called(helped or "", last_call(here).reason)
    assert all(candidate.is_elsewhere for candidate in last_call(here).reason.candidates)


def test_a_free_window_of_their_own_zone_is_given_time_to_call_them() -> None:
    here = two_zones()
    ticket = sent_to(here, "A")
    for other in here.hall.in_state(TicketState.WAITING):
        if other.zone == "B":
            here.do(c.Cancel(other.id))
    assert here.refuses(c.Call(5)) == "nobody_waiting"
    here.wait(2)
    assert here.call(5) == ticket  # nobody sits at the free window, it seems


def test_whoever_is_over_the_ceiling_is_called_by_any_window() -> None:
    here = two_zones()
    keep_busy(here)
    there = sent_to(here, "A")
    here.wait(31)
    sent_to(here, "B")
    assert here.call(5) == there
    assert last_call(here).reason.rule is Rule.CEILING


def test_people_of_a_zone_without_an_open_window_are_everybodys_own() -> None:
    here = two_zones()
    there = sent_to(here, "A")
    here.do(c.CloseWindow(1))
    here.do(c.PauseWindow(2))
    for other in here.hall.in_state(TicketState.WAITING):
        if other.zone == "B":
            here.do(c.Cancel(other.id))
    assert here.call(5) == there
    assert last_call(here).reason.rule is Rule.SCORE


def test_a_transfer_to_a_service_names_the_zone_where_it_goes_on() -> None:
    here = two_zones()
    ticket = here.take()
    window = 1 if ticket.zone == "A" else 5
    here.call(window)
    assert here.do(c.Transfer(ticket.id, "other matter", service="estate"))["zone"] == "B"
    assert ticket.zone == "B"
    assert here.call(6) == ticket.number


def test_a_transfer_to_a_window_names_its_zone() -> None:
    here = two_zones()
    ticket = here.take()
    here.call(1 if ticket.zone == "A" else 5)
    here.do(c.Transfer(ticket.id, "special case", window=6))
    assert ticket.zone == "B"


def test_the_next_leg_names_its_own_zone() -> None:
    here = two_zones()
    ticket = here.take("social", "estate")
    ticket_zone = ticket.zone
    window = 1 if ticket_zone == "A" else 5
    here.call(window)
    here.do(c.Finish(window))
    assert ticket.zone == "B"
    assert here.call(6) == ticket.number


@pytest.mark.parametrize("kind", list(TicketClass))
def test_in_one_zone_every_class_keeps_its_order(kind: TicketClass) -> None:
    here = two_zones()
    here.do(c.CloseWindow(5))
    numbers = [here.take(ticket_class=kind).number for _ in range(3)]
    assert [here.call(1) for _ in range(3)] == numbers


# ---- how long windows are open and busy


def test_time_is_booked_as_open_and_busy() -> None:
    here = two_zones()
    here.wait(10)
    here.take("estate")
    serve(here, 6, 20)
    here.wait(10)
    use = here.hall.state.windows[6].use
    assert use.spent(here.now) == (40 * 60, 20 * 60)
    assert use.pace_s == 20 * 60


def test_what_was_of_late_is_told_from_the_whole_day() -> None:
    here = two_zones()
    here.take("estate")
    serve(here, 6, 30)
    here.wait(90)
    use = here.hall.state.windows[6].use
    assert use.spent(here.now) == (120 * 60, 30 * 60)
    open_s, busy_s = use.spent(here.now, timedelta(minutes=60))
    assert busy_s == 0
    assert open_s == 60 * 60
    assert len(use.slots) <= 13


def test_a_paused_window_is_open_as_long_as_it_still_serves() -> None:
    here = two_zones()
    here.take("estate")
    here.do(c.Call(6))
    here.do(c.PauseWindow(6))
    here.wait(5)
    here.do(c.Finish(6))
    here.wait(20)
    assert here.hall.state.windows[6].use.spent(here.now) == (5 * 60, 5 * 60)


def test_the_pace_follows_the_newest_calls() -> None:
    here = two_zones()
    for minutes in (10, 20):
        here.take("estate")
        serve(here, 6, minutes)
    assert here.hall.state.windows[6].use.pace_s == pytest.approx(12 * 60)


def test_a_new_day_begins_at_nought() -> None:
    here = two_zones()
    here.wait(60)
    here.do(c.CloseDay())
    here.wait(24 * 60)
    here.do(c.OpenDay())
    assert here.hall.state.windows[1].use.spent(here.now) == (0, 0)


def test_before_the_first_visit_of_the_day_a_zone_is_weighed_by_what_turns_usually_take() -> None:
    services = tuple(replace(service, usual_s=600.0) for service in SERVICES)
    here = two_zones()
    assert usual_pace_s(here.hall) == 300
    slow = Hall(replace(here.hall.plan, services=services))
    assert usual_pace_s(slow) == 600

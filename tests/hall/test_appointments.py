"""Somebody has booked a time: too early, on time, late, too late, and never two tickets for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.policy import Policy
from edge.hall.refusal import Refused
from edge.hall.sessions import Admits, Session
from edge.hall.terms import TicketClass, TicketState
from tests.support.halls import MORNING, House, house

SLOT = c.Slot(MORNING + timedelta(minutes=60), MORNING + timedelta(minutes=90))
CHECK_IN = c.Take(("social",), TicketClass.APPOINTMENT, appointment="ap-7", slot=SLOT)


def at(minutes: float, policy: Policy | None = None) -> House:
    """A hall so long after it opened."""
    here = house(policy)
    here.wait(minutes)
    return here


def facts(here: House, command: c.Command) -> dict[str, object]:
    with pytest.raises(Refused) as refused:
        here.do(command)
    return refused.value.facts


def test_too_early_is_told_when_to_come_back() -> None:
    here = at(29)
    assert here.refuses(CHECK_IN) == "appointment_early"
    told = facts(here, CHECK_IN)
    assert told == {"slot": "01:30–02:00", "opens": "01:00"}  # in the zone of the hall's clock
    here.wait(1)
    here.do(CHECK_IN)


def test_a_slot_of_another_day_names_its_day() -> None:
    tomorrow = c.Slot(SLOT.start + timedelta(days=1), SLOT.end + timedelta(days=1))
    told = facts(at(60), replace(CHECK_IN, slot=tomorrow))
    assert told["opens"] == "2026-11-24 01:00"
    assert told["slot"] == "2026-11-24 01:30–02:00"


def test_on_time_counts_from_the_slots_start_and_so_gains_nothing_by_coming_early() -> None:
    here = at(40)
    early = here.hall.ticket(here.do(CHECK_IN)["ticket"])
    assert (early.arrived_at, early.since, early.slot) == (SLOT.start, here.now, SLOT)
    here.wait(1)
    here.take()
    assert here.call(1) == "A002", "a walk-in goes before an appointment whose time has not come"
    assert here.call(2) == "A001", "but nobody sits idle for it"


def test_when_its_time_has_come_an_appointment_gains_faster_than_an_ordinary_ticket() -> None:
    here = at(55)
    here.take()
    here.do(CHECK_IN)
    here.wait(15)  # the walk-in has waited 15 minutes, the appointment counts 10
    assert here.call(1) == "A001"
    here = at(58)
    here.take()
    here.do(CHECK_IN)
    here.wait(12)  # 12 minutes against 10 at one and a half times the speed
    assert here.call(1) == "A002"


@pytest.mark.parametrize("minutes", [61, 89, 104])
def test_late_counts_from_check_in(minutes: float) -> None:
    here = at(minutes)
    ticket = here.hall.ticket(here.do(CHECK_IN)["ticket"])
    assert (ticket.ticket_class, ticket.arrived_at) == (TicketClass.APPOINTMENT, here.now)


def test_too_late_is_offered_an_ordinary_ticket_that_says_why() -> None:
    here = at(106)
    assert here.refuses(CHECK_IN) == "appointment_late"
    ordinary = replace(CHECK_IN, ticket_class=TicketClass.ORDINARY, reason="appointment_late")
    ticket = here.hall.ticket(here.do(ordinary)["ticket"])
    assert (ticket.ticket_class, ticket.appointment, ticket.arrived_at) == (TicketClass.ORDINARY, "ap-7", here.now)
    assert here.refuses(ordinary) == "appointment_used"


def test_how_early_and_how_late_is_the_halls_choice() -> None:
    strict = Policy(appointment_early_s=60, appointment_late_s=0)
    assert at(58, strict).refuses(CHECK_IN) == "appointment_early"
    at(59, strict).do(CHECK_IN)
    assert at(91, strict).refuses(CHECK_IN) == "appointment_late"


def test_one_appointment_has_one_ticket_whoever_asks() -> None:
    here = at(60)
    here.do(CHECK_IN)
    assert here.refuses(CHECK_IN) == "appointment_used"
    assert here.refuses(c.Take(("tax",), appointment="ap-7")) == "appointment_used"
    assert facts(here, CHECK_IN) == {"ticket": "A001", "state": "waiting"}
    here.do(replace(CHECK_IN, appointment="ap-8"))


@pytest.mark.parametrize(("state", "is_free"), [(TicketState.CANCELLED, True), (TicketState.DONE, False)])
def test_a_ticket_that_was_cancelled_frees_its_appointment_and_a_finished_one_does_not(
    state: TicketState, *, is_free: bool
) -> None:
    here = at(60)
    here.do(CHECK_IN)
    if state is TicketState.CANCELLED:
        here.do(c.Cancel("A001"))
    else:
        here.do(c.CallNumber(1, "A001", "test"))
        here.do(c.Finish(1))
    assert (here.hall.checked_in("ap-7") is None) is is_free
    if is_free:
        here.do(CHECK_IN)
        assert here.refuses(CHECK_IN) == "appointment_used"


def test_a_booking_that_nobody_knows_is_no_dead_end() -> None:
    here = at(0)
    assert here.refuses(c.Take((), TicketClass.APPOINTMENT, appointment="ap-9")) == "appointment_unknown"
    ticket = here.hall.ticket(here.do(c.Take(("social",), appointment="ap-9"))["ticket"])
    assert (ticket.arrived_at, ticket.slot) == (here.now, None)


def test_in_a_session_for_appointments_whoever_is_in_time_for_one_is_admitted_whatever_their_class() -> None:
    here = house(is_open=False)
    booked_only = Session(MORNING, MORNING + timedelta(hours=3), Admits.APPOINTMENTS)
    here.do(c.OpenDay())
    here.do(c.PlanDay((booked_only,)))
    here.wait(45)
    assert here.refuses(c.Take(("social",), TicketClass.PRIORITY, "elderly")) == "appointments_only"
    elderly = replace(CHECK_IN, ticket_class=TicketClass.PRIORITY, reason="elderly")
    here.do(elderly)
    too_late = replace(elderly, appointment="ap-8", slot=c.Slot(MORNING, MORNING + timedelta(minutes=10)))
    assert here.refuses(too_late) == "appointments_only"


def test_an_appointment_of_yesterday_is_over_and_its_ticket_forgotten() -> None:
    here = at(60)
    here.do(CHECK_IN)
    here.do(c.CloseDay())
    here.wait(24 * 60)
    here.do(c.OpenDay())
    assert here.hall.checked_in("ap-7") is None
    assert here.refuses(CHECK_IN) == "appointment_late"

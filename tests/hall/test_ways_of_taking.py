"""Tickets for a theme, for what lies ready to be picked up, and their paper once more."""

from dataclasses import replace

from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.plan import Service, Theme
from edge.hall.policy import Policy
from edge.hall.terms import ServiceKind
from tests.support.halls import SERVICES, House, person, plan

PICKUP = Service("pickup", "统一出件", "D", "Pick-up", kind=ServiceKind.PICKUP)
THEME = Theme("newborn", "新生儿出生", ("social", "tax"))


def here() -> House:
    whole = replace(plan(Policy(reprints=1), has_printer=True), services=(*SERVICES, PICKUP), themes=(THEME,))
    house = House(Hall(whole))
    house.do(c.OpenDay())
    return house


def test_a_theme_is_one_ticket_with_its_services_in_their_order() -> None:
    house = here()
    ticket = house.hall.ticket(house.do(c.Take((), theme="newborn"))["ticket"])
    assert ([leg.service for leg in ticket.legs], ticket.number, ticket.theme) == (["social", "tax"], "A001", "newborn")
    assert house.refuses(c.Take((), theme="nonsense")) == "unknown_theme"
    assert house.refuses(c.Take(())) == "bad_args"


def test_what_is_picked_up_is_asked_for_by_its_number_or_by_card() -> None:
    house = here()
    assert house.refuses(c.Take(("pickup",), dispenser="door")) == "case_needed"
    house.do(c.Take(("pickup",), dispenser="door", person=person()))
    by_receipt = house.hall.ticket(house.do(c.Take(("pickup",), dispenser="door", case="SL-7"))["ticket"])
    assert by_receipt.case == "SL-7"
    house.do(c.Take(("pickup",)))  # staff and central know what they do


def test_one_waits_once_for_one_case() -> None:
    house = here()
    number = house.do(c.Take(("pickup",), dispenser="door", case="SL-7"))["number"]
    house.do(c.ReportPrinted(number, 1, "proven"))
    assert house.refuses(c.Take(("pickup",), dispenser="door", case="SL-7")) == "already_waiting"
    house.do(c.Take(("pickup",), dispenser="door", case="SL-8"))


def test_whoever_helps_themselves_prints_a_ticket_again_a_few_times_only_and_staff_always() -> None:
    house = here()
    number = house.do(c.Take(("social",)))["number"]
    assert house.refuses(c.Reprint(number, is_by_holder=True)) == "ticket_not_waiting"
    house.do(c.ReportPrinted(number, 1, "proven"))
    house.do(c.Reprint(number, is_by_holder=True))
    house.do(c.ReportPrinted(number, 2, "proven"))
    assert house.refuses(c.Reprint(number, is_by_holder=True)) == "reprint_limit"
    house.do(c.Reprint(number))

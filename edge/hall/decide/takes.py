"""Taking a ticket, asking for its paper once more, and binding it to a case."""

from dataclasses import replace
from typing import Any

from edge.hall.admission import admit, warning
from edge.hall.commands import BindCase, Person, Reprint, Take
from edge.hall.decide.appointments import admitted_as, check_in
from edge.hall.decide.matters import check_region, failed_ticket, opening
from edge.hall.decision import Decision, Moment, require
from edge.hall.estimate import expect, expect_for
from edge.hall.events import CaseBound, TicketReprinted, TicketTaken
from edge.hall.hall import Hall
from edge.hall.plan import DispenserPlan, Service
from edge.hall.refusal import Refused
from edge.hall.roles import role_of
from edge.hall.routing import group_in, place_for
from edge.hall.terms import Role, ServiceKind, Step, TicketClass, TicketState

LEGS_AT_MOST = 8


def take(hall: Hall, command: Take, moment: Moment) -> Decision:
    """Allocate the next number; PRINTING where a dispenser will print it, WAITING where its taker has it already."""
    if not hall.state.is_day_open:
        raise Refused("day_not_open")
    dispenser = None if command.is_on_screen else _dispenser(hall, command.dispenser)
    counts_from = check_in(hall, command, moment.now)
    services = [_service(hall, code) for code in _codes(hall, command)]
    if not 0 < len(services) <= LEGS_AT_MOST:
        raise Refused("bad_args", fields=["services"])
    admitted = admitted_as(hall, command, moment.now)
    ends = [admit(hall, service, admitted, moment.now) for service in services]
    for service in services:
        _check(hall, service, dispenser, command)
    if command.ticket_class is TicketClass.PRIORITY and not command.reason:
        raise Refused("reason_needed")
    if command.region:
        check_region(command.region)
    failed = failed_ticket(hall, command.failed) if command.failed else None
    event = taken(hall, command, services, dispenser)
    if counts_from is not None:
        event = replace(event, counts_from=counts_from)
    event = placed(hall, event, moment)
    is_report = role_of(services[0]) is Role.UNRESOLVED
    reports = (opening(hall, failed, event.ticket, command.note),) if is_report else ()
    return Decision((event, *reports), _answer(hall, event) | warning(end for end in ends if end is not None))


def taken(hall: Hall, command: Take, services: list[Service], dispenser: DispenserPlan | None) -> TicketTaken:
    """Return the ticket that a wish comes to, still without its place; nothing of the wish is checked here."""
    serial, number = _next_number(hall, services[0].prefix)
    return TicketTaken(
        ticket=f"{hall.state.day}/{number}",
        number=number,
        serial=serial,
        services=tuple(service.code for service in services),
        ticket_class=command.ticket_class,
        reason=command.reason,
        dispenser=dispenser.name if dispenser else "",
        is_printing=dispenser is not None and dispenser.has_printer,
        person=command.person,
        agent=command.agent,
        appointment=command.appointment,
        case=command.case,
        slot=command.slot,
        theme=command.theme,
        region=command.region,
        failed=hall.ticket(command.failed).id if command.failed else "",
    )


def placed(hall: Hall, event: TicketTaken, moment: Moment) -> TicketTaken:
    """Return the ticket with what its holder is told: where to wait, how many are ahead, how long if it can be told."""
    zone, _ = place_for(hall, event.services[0], moment.now)
    expected = expect(hall, event.services[0], event.ticket_class, moment.now, counts_from=event.counts_from, zone=zone)
    event, told = replace(event, zone=zone, ahead=expected.ahead), expected.told
    if told is None:
        return event
    return replace(
        event,
        wait_min=told.low_min,
        wait_max=told.high_min,
        expected_s=told.expected_s,
        walked_s=told.walked_s,
        spread_s=told.spread_s,
    )


def _answer(hall: Hall, taken: TicketTaken) -> dict[str, Any]:
    state = TicketState.PRINTING if taken.is_printing else TicketState.WAITING
    is_known = taken.wait_min is not None and taken.wait_max is not None
    return {
        "ticket": taken.ticket,
        "number": taken.number,
        "state": state.value,
        "ahead": taken.ahead,
        "range": [taken.wait_min, taken.wait_max] if is_known else None,
        "zone": taken.zone,
        "windows": list(group_in(hall, taken.services[0], taken.zone)),
    }


def reprint(hall: Hall, command: Reprint, moment: Moment) -> Decision:
    """Ask for the same number on paper once more, with what is true now; the ticket waits on meanwhile."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.REPRINT)
    reprints = hall.plan.policy.reprints
    if command.is_by_holder and ticket.attempt > reprints:
        raise Refused("reprint_limit", ticket=ticket.number, reprints=reprints)
    dispenser = _dispenser(hall, command.dispenser or ticket.dispenser)
    if dispenser is None or not dispenser.has_printer:
        raise Refused("no_printer")
    expected = expect_for(hall, ticket, moment.now)
    told = (expected.ahead, expected.low_min, expected.high_min)
    event = TicketReprinted(ticket.id, ticket.attempt + 1, dispenser.name, command.reason, *told)
    return Decision((event,), {"ticket": ticket.id, "number": ticket.number})


def bind_case(hall: Hall, command: BindCase, moment: Moment) -> Decision:  # noqa: ARG001
    """Join a ticket with its case at central."""
    ticket = hall.ticket(command.ticket)
    if not command.case:
        raise Refused("bad_args", fields=["case"])
    return Decision((CaseBound(ticket.id, command.case),), {"ticket": ticket.id, "case": command.case})


def _codes(hall: Hall, command: Take) -> tuple[str, ...]:
    """Return the services that are asked for, those of a theme where one is named."""
    if not command.theme:
        return command.services
    theme = hall.plan.theme(command.theme)
    if theme is None:
        raise Refused("unknown_theme", theme=command.theme)
    return theme.services


def _next_number(hall: Hall, prefix: str) -> tuple[int, str]:
    """Return the next serial of a prefix and its number, leaving out what somebody still holds from an earlier day."""
    held = hall.kept()
    serial = max(hall.state.numbers.get(prefix, 0), hall.state.number_floor) + 1
    while (number := prefix + str(serial).zfill(hall.plan.policy.number_digits)) in held:
        serial += 1
    return serial, number


def _dispenser(hall: Hall, name: str) -> DispenserPlan | None:
    found = hall.plan.dispenser(name)
    if name and found is None:
        raise Refused("unknown_dispenser", dispenser=name)
    return found


def _service(hall: Hall, code: str) -> Service:
    found = hall.plan.service(code)
    if found is None:
        raise Refused("unknown_service", service=code)
    return found


def _check(hall: Hall, service: Service, dispenser: DispenserPlan | None, command: Take) -> None:
    english = service.name_en or service.name
    if dispenser and dispenser.services and service.code not in dispenser.services:
        raise Refused("service_not_here", service=service.name, service_en=english)
    if service.needs_card and command.person is None and command.dispenser:
        raise Refused("card_needed", service=service.name, service_en=english)
    if service.kind is ServiceKind.PICKUP:
        _check_pickup(hall, service, command)
    if command.person is not None and command.agent is None:
        waiting = already_waiting(hall, command.person, service.code)
        if waiting is not None:
            raise Refused("already_waiting", service=service.name, service_en=english, number=waiting)


def _check_pickup(hall: Hall, service: Service, command: Take) -> None:
    """What is picked up has a number on its receipt, or its owner a card; one waits for it once."""
    english = service.name_en or service.name
    if command.dispenser and not command.case and command.person is None:
        raise Refused("case_needed", service=service.name, service_en=english)
    for ticket_id in hall.lines.of_service(service.code):
        ticket = hall.state.tickets[ticket_id]
        if command.case and ticket.case == command.case:
            raise Refused("already_waiting", service=service.name, service_en=english, number=ticket.number)


def already_waiting(hall: Hall, person: Person, service: str) -> str | None:
    """Return the number of the open ticket that this person holds for this service."""
    for ticket_id in hall.by_person.get(person.key, ()):
        ticket = hall.state.tickets[ticket_id]
        if ticket.state.is_open and any(leg.service == service for leg in ticket.legs[ticket.leg :]):
            return ticket.number
    return None

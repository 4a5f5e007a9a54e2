"""Taking a ticket, asking for its paper once more, and binding it to a case."""

from edge.hall.commands import BindCase, Person, Reprint, Take
from edge.hall.decision import Decision, Moment, require
from edge.hall.estimate import expect
from edge.hall.events import CaseBound, TicketReprinted, TicketTaken
from edge.hall.hall import Hall
from edge.hall.plan import DispenserPlan, Service
from edge.hall.refusal import Refused
from edge.hall.routing import place_for
from edge.hall.terms import Step, TicketClass, TicketState

LEGS_AT_MOST = 8


def take(hall: Hall, command: Take, moment: Moment) -> Decision:
    """Allocate the next number; PRINTING where a dispenser will print it, WAITING where its taker has it already."""
    if not hall.state.is_day_open:
        raise Refused("day_not_open")
    dispenser = _dispenser(hall, command.dispenser)
    services = [_service(hall, code) for code in command.services]
    if not 0 < len(services) <= LEGS_AT_MOST:
        raise Refused("bad_args", fields=["services"])
    for service in services:
        _check(hall, service, dispenser, command)
    if command.ticket_class is TicketClass.PRIORITY and not command.reason:
        raise Refused("reason_needed")
    serial, number = _next_number(hall, services[0].prefix)
    expected = expect(hall, services[0].code, command.ticket_class, moment.now)
    zone, windows = place_for(hall, services[0].code)
    taken = TicketTaken(
        ticket=f"{hall.state.day}/{number}",
        number=number,
        serial=serial,
        services=command.services,
        ticket_class=command.ticket_class,
        reason=command.reason,
        dispenser=dispenser.name if dispenser else "",
        is_printing=dispenser is not None and dispenser.has_printer,
        person=command.person,
        agent=command.agent,
        appointment=command.appointment,
        case=command.case,
        zone=zone,
        ahead=expected.ahead,
        wait_min=expected.low_min,
        wait_max=expected.high_min,
    )
    state = TicketState.PRINTING if taken.is_printing else TicketState.WAITING
    return Decision(
        (taken,),
        {
            "ticket": taken.ticket,
            "number": number,
            "state": state.value,
            "ahead": expected.ahead,
            "range": expected.range,
            "zone": zone,
            "windows": list(windows),
        },
    )


def reprint(hall: Hall, command: Reprint, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Ask for the same number on paper once more; the ticket waits on meanwhile."""
    ticket = hall.ticket(command.ticket)
    require(ticket, Step.REPRINT)
    dispenser = _dispenser(hall, command.dispenser or ticket.dispenser)
    if dispenser is None or not dispenser.has_printer:
        raise Refused("no_printer")
    event = TicketReprinted(ticket.id, ticket.attempt + 1, dispenser.name, command.reason)
    return Decision((event,), {"ticket": ticket.id, "number": ticket.number})


def bind_case(hall: Hall, command: BindCase, moment: Moment) -> Decision:  # noqa: ARG001
    """Join a ticket with its case at central."""
    ticket = hall.ticket(command.ticket)
    if not command.case:
        raise Refused("bad_args", fields=["case"])
    return Decision((CaseBound(ticket.id, command.case),), {"ticket": ticket.id, "case": command.case})


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
    if command.person is not None and command.agent is None:
        waiting = already_waiting(hall, command.person, service.code)
        if waiting is not None:
            raise Refused("already_waiting", service=service.name, service_en=english, number=waiting)


def already_waiting(hall: Hall, person: Person, service: str) -> str | None:
    """Return the number of the open ticket that this person holds for this service."""
    for ticket_id in hall.by_person.get(person.key, ()):
        ticket = hall.state.tickets[ticket_id]
        if ticket.state.is_open and any(leg.service == service for leg in ticket.legs[ticket.leg :]):
            return ticket.number
    return None

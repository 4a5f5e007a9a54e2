"""What a card or a code leads to: appointments and how they stand, tickets and their places, cases to be picked up."""

import re
from typing import Any

from edge.bookings import Booking
from edge.hall.decide.appointments import limits, moment_words, slot_words
from edge.hall.state import Ticket
from edge.hall.terms import ServiceKind, TicketState
from edge.ports import Visitor
from edge.web.scene import Scene
from edge.web.views.offers import standing_words, ticket_card

MOST_BOOKINGS = 6  # of one person that fit a page
CASE = re.compile(r"[\w-]{6,64}")  # what is shorter is a mistyped number of a ticket


def booking_card(scene: Scene, booking: Booking) -> dict[str, Any]:
    """Return an appointment as its holder sees it; `state` is early, on_time, late, over or used."""
    service = scene.hall.plan.service(booking.service)
    held = scene.hall.checked_in(booking.id)
    opens, _ = limits(booking.slot, scene.hall.plan.policy)
    return {
        "id": booking.id,
        "service": booking.service,
        "name": service.name if service else booking.service,
        "name_en": service.name_en if service else "",
        "slot": slot_words(booking.slot, scene.now),
        "opens": moment_words(opens, scene.now),
        "state": "used" if held else _how_in_time(scene, booking),
        "ticket": found_ticket(scene, held, is_holder=True) if held else None,
    }


def _how_in_time(scene: Scene, booking: Booking) -> str:
    opens, ends = limits(booking.slot, scene.hall.plan.policy)
    if scene.now < opens:
        return "early"
    if scene.now > ends:
        return "over"
    return "late" if scene.now > booking.slot.start else "on_time"


def found_ticket(scene: Scene, ticket: Ticket, *, is_holder: bool) -> dict[str, Any]:
    """Return where a ticket stands, and whether whoever asks may have its paper once more."""
    is_left = ticket.attempt <= scene.hall.plan.policy.reprints
    may_reprint = is_holder and ticket.state is TicketState.WAITING
    more = {"may_reprint": may_reprint, "is_reprint_left": is_left, "standing": standing_words(scene, ticket)}
    return ticket_card(scene, ticket) | more


def of_visitor(scene: Scene, visitor: Visitor) -> dict[str, Any]:
    """Return everything that somebody's card leads to."""
    bookings = scene.room.bookings.of_holder(visitor.holder, scene.now)
    return {
        "bookings": [booking_card(scene, booking) for booking in bookings[:MOST_BOOKINGS]],
        "tickets": [found_ticket(scene, ticket, is_holder=True) for ticket in tickets_of(scene, visitor)],
    }


def tickets_of(scene: Scene, visitor: Visitor) -> list[Ticket]:
    """Return the open tickets that somebody took with this card today, or checked in with for an appointment."""
    ids = scene.hall.by_person.get(visitor.person.key, ())
    booked = scene.room.bookings.of_holder(visitor.holder, scene.now)
    found = (*(scene.hall.state.tickets.get(name) for name in ids), *(scene.hall.checked_in(one.id) for one in booked))
    tickets = {ticket.id: ticket for ticket in found if ticket is not None and ticket.state.is_open}
    return list(tickets.values())


def of_code(scene: Scene, raw_code: str) -> dict[str, Any]:
    """Return what a scanned or typed code leads to; `found` is ticket, booking, case or nothing."""
    code = raw_code.strip()
    held = ticket_of_code(scene, code)
    if held is not None:
        return {"found": "ticket", "ticket": found_ticket(scene, held, is_holder=True)}
    booking = scene.room.bookings.with_code(code, scene.now)
    if booking is not None:
        return {"found": "booking", "booking": booking_card(scene, booking)}
    by_number = scene.hall.state.tickets.get(f"{scene.hall.state.day}/{code.upper()}")
    if by_number is not None:  # a number is on every board: it finds the place, not the paper
        return {"found": "ticket", "ticket": found_ticket(scene, by_number, is_holder=False)}
    has_pickup = any(service.kind is ServiceKind.PICKUP for service in scene.hall.plan.services)
    is_case = CASE.fullmatch(code) is not None and any(letter.isdigit() for letter in code)
    return {"found": "case", "case": code} if has_pickup and is_case else {"found": "nothing"}


def held_by_code(scene: Scene, code: str) -> Ticket | None:
    """Return the ticket whose QR code this is, or that was taken for the appointment of this code."""
    booking = scene.room.bookings.with_code(code, scene.now)
    return ticket_of_code(scene, code) or (scene.hall.checked_in(booking.id) if booking else None)


def ticket_of_code(scene: Scene, code: str) -> Ticket | None:
    """Return the ticket whose QR code this is: its whole content, as on the slip."""
    before, _, after = scene.room.qr_template.replace("{hall}", scene.hall.plan.id).partition("{ticket}")
    if not code.casefold().startswith(before.casefold()) or not code.casefold().endswith(after.casefold()):
        return None
    name = code[len(before) : len(code) - len(after)]
    return scene.hall.state.tickets.get(name.upper()) if "/" in name else None

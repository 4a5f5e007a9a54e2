"""The dispenser's screen: what can be had, what the printer and the reader say, and the tickets just taken here."""

from datetime import timedelta
from functools import partial
from typing import Any

from edge.hall.state import Ticket
from edge.hall.terms import TicketState
from edge.ports import SlotStatus
from edge.texts import sentence
from edge.web.access import Place
from edge.web.plan import Dispenser
from edge.web.scene import Scene
from edge.web.views.catalogue import groups_here, themes_here
from edge.web.views.closure import at_work, closure, instead
from edge.web.views.found import of_visitor
from edge.web.views.offers import service_row, ticket_card, ticket_code

RECENT = timedelta(seconds=90)  # how long a ticket stays with the dispenser that gave it
SHOWN = 3  # one person stands there, and perhaps the one before
_AT_DISPENSER = (TicketState.PRINTING, TicketState.OFFERED, TicketState.UNSURE, TicketState.WAITING)
_NEAR_END = "paper_near_end"


def ticket(scene: Scene, place: Place) -> dict[str, Any]:
    """Return what the dispenser's screen shows."""
    dispenser = scene.plan.dispenser(place.dispenser) or Dispenser(place.dispenser)
    hall = scene.hall
    offered = [s for s in hall.plan.services if not dispenser.services or s.code in dispenser.services]
    return {
        "hall": scene.plan.hall_name,
        "mm": place.px_per_mm,
        "dispenser": dispenser.name,
        "is_open": hall.state.is_day_open,
        "closure": closure(scene),
        "instead": instead(scene),
        "at_work": at_work(scene),
        "offer_s": hall.plan.policy.offer_s,
        "reasons": [reason.value for reason in hall.plan.policy.priority_reasons],
        "groups": groups_here(scene, offered),
        "themes": themes_here(scene, offered),
        "bookings": {
            "is_known": scene.room.bookings.is_known(),
            "is_current": scene.room.bookings.is_current(scene.now),
        },
        "services": [scene.shared(f"service {s.code}", partial(service_row, scene, s)) for s in offered],
        "printer": _printer(scene.slots.get(dispenser.printer), dispenser.printer),
        "reader": _reader(scene.slots.get(dispenser.card_reader), dispenser.card_reader),
        "card": _card(scene, dispenser.name),
        "agent": _agent(scene, dispenser.name),
        "card_problem": _card_problem(scene, dispenser.name),
        "tickets": [_ticket(scene, one) for one in _just_taken(scene, dispenser.name)],
    }


def _just_taken(scene: Scene, dispenser: str) -> list[Ticket]:
    """Return the newest of what this dispenser gave, those first that still wait for an answer."""
    here = [
        one
        for state in _AT_DISPENSER
        for one in scene.census.of(state)
        if one.dispenser == dispenser and (state is TicketState.OFFERED or scene.now - one.taken_at < RECENT)
    ]
    return sorted(here, key=lambda one: (one.state is TicketState.OFFERED, one.taken_at), reverse=True)[:SHOWN]


def _ticket(scene: Scene, one: Ticket) -> dict[str, Any]:
    card = ticket_card(scene, one) | {"why": one.offered_why, "qr": ticket_code(scene, one)}
    legs = [(scene.hall.plan.service(leg.service), leg.service) for leg in one.legs]
    names = [{"name": plan.name if plan else code, "name_en": plan.name_en if plan else ""} for plan, code in legs]
    return card | {"itinerary": names if len(names) > 1 else []}


def _printer(slot: SlotStatus | None, name: str) -> dict[str, Any]:
    """Return whether slips come out; a printer that is not configured is no fault."""
    if not name:
        return {"state": "none", "code": "", "is_near_end": False}
    if slot is None or slot.state != "ready":
        return {"state": "missing", "code": slot.problem if slot else "", "is_near_end": False}
    faults = sorted({slot.problem, *slot.conditions} - {"", _NEAR_END})
    return {
        "state": "fault" if faults else "ready",
        "code": faults[0] if faults else "",
        "is_near_end": _NEAR_END in slot.conditions,
    }


def _reader(slot: SlotStatus | None, name: str) -> str:
    if not name:
        return "none"
    return "ready" if slot is not None and slot.state == "ready" else "missing"


def _card(scene: Scene, dispenser: str) -> dict[str, Any] | None:
    """Return how the card on the reader greets its owner, by the masked name alone, and what it leads to."""
    visitor = scene.room.cards.visitor_at(dispenser)
    if visitor is None:
        return None
    greeting = {"name": visitor.person.name_masked, "is_senior": visitor.is_senior}
    return greeting | of_visitor(scene, visitor)


def _agent(scene: Scene, dispenser: str) -> dict[str, str] | None:
    """Return who takes tickets for others here."""
    agent = scene.room.cards.agent_at(dispenser)
    return {"name": agent.name_masked} if agent else None


def _card_problem(scene: Scene, dispenser: str) -> dict[str, str] | None:
    """Return why the card on the reader could not be read, for as long as its owner needs to see it."""
    code = scene.room.cards.problem_at(dispenser)
    return {language: sentence(code, language, place=dispenser) for language in ("zh", "en")} if code else None

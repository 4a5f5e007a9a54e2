"""The kiosk: what can be done here, what to bring, how long it takes, and where one stands in the queue."""

from typing import Any

from edge.hall.refusal import Refused
from edge.hall.roles import service_for_unresolved
from edge.hall.terms import FeedbackTopic
from edge.web.access import Place
from edge.web.scene import Scene
from edge.web.views.closure import at_work, closure
from edge.web.views.offers import service_row, standing_words, ticket_card


def kiosk(scene: Scene, place: Place) -> dict[str, Any]:
    """Return the list of services with documents and waiting times."""
    hall = scene.hall
    rows = [service_row(scene, service) for service in hall.plan.services]
    for row in rows:
        row["zones"] = scene.zones_for(row["code"])
        row["windows"] = scene.windows_for(row["code"])
    return {
        "hall": scene.plan.hall_name,
        "mm": place.px_per_mm,
        "is_open": hall.state.is_day_open,
        "hours": scene.plan.hours,
        "closure": closure(scene),
        "at_work": at_work(scene),
        "letters": sorted({service.prefix for service in hall.plan.services}),
        "services": rows,
        "unresolved": _unresolved(scene),
        "topics": [topic.value for topic in FeedbackTopic],
        "takes_contact": scene.room.seal is not None,
    }


def _unresolved(scene: Scene) -> dict[str, Any] | None:
    """Return where it is told that something could not be done, None where the hall has no such window."""
    service = service_for_unresolved(scene.hall.plan)
    return {"windows": scene.windows_for(service.code), "zones": scene.zones_for(service.code)} if service else None


def whereabouts(scene: Scene, raw_number: str) -> dict[str, Any]:
    """Return where today's ticket of this number stands; Refused("unknown_ticket")."""
    number = raw_number.strip().upper()
    ticket = scene.hall.state.tickets.get(f"{scene.hall.state.day}/{number}")
    if ticket is None:
        raise Refused("unknown_ticket", ticket=number)
    return ticket_card(scene, ticket) | {"standing": standing_words(scene, ticket)}

"""Services and tickets as citizens see them, on the ticket screen and on the kiosk."""

from typing import Any

from edge.hall.estimate import Expected, expect, expect_for
from edge.hall.plan import Service
from edge.hall.routing import group_in
from edge.hall.standing import standing
from edge.hall.state import Ticket
from edge.hall.terms import TicketClass, TicketState
from edge.texts import LANGUAGES
from edge.texts.standing import ahead_words
from edge.web.qr import qr_path
from edge.web.scene import Scene
from edge.web.views.closure import hindrance

_WAITING = (TicketState.PRINTING, TicketState.OFFERED, TicketState.WAITING)


def service_row(scene: Scene, service: Service) -> dict[str, Any]:
    """Return one line of the list of services."""
    expected = expect(scene.hall, service.code, TicketClass.ORDINARY, scene.now)
    return {
        "code": service.code,
        "letter": service.prefix,
        "name": service.name,
        "name_en": service.name_en,
        "waiting": expected.ahead,
        "range": expected.range,
        "needs_card": service.needs_card,
        "bring": list(service.bring),
        "is_served": scene.is_served(service.code),
        "kind": service.kind.value,
        "group": service.group,
        "is_popular": service.is_popular,
    } | hindrance(scene, service)


def ticket_card(scene: Scene, ticket: Ticket) -> dict[str, Any]:
    """Return what the holder of a ticket may know: nothing of a person in it."""
    service = scene.hall.plan.service(ticket.service)
    expected = expect_for(scene.hall, ticket, scene.now) if ticket.state in _WAITING else Expected(0)
    return {
        "id": ticket.id,
        "number": ticket.number,
        "state": ticket.state.value,
        "since": ticket.since.isoformat(timespec="seconds"),
        "class": ticket.ticket_class.value,
        "service": ticket.service,
        "name": service.name if service else ticket.service,
        "name_en": service.name_en if service else "",
        "leg": ticket.leg + 1,
        "legs": len(ticket.legs),
        "ahead": expected.ahead,
        "range": expected.range,  # from now
        "zone": scene.plan.zone_name(ticket.zone) or "、".join(scene.zones_for(ticket.service)),
        "windows": list(group_in(scene.hall, ticket.service, ticket.zone)),
        "window": ticket.window,
    }


def standing_words(scene: Scene, ticket: Ticket) -> dict[str, str] | None:
    """Return in one sentence what is ahead of a waiting ticket, in both languages; None for any other."""
    if ticket.state is not TicketState.WAITING:
        return None
    ahead = standing(scene.hall, ticket, scene.now)
    return {language: ahead_words(ahead, language) for language in LANGUAGES}


def ticket_code(scene: Scene, ticket: Ticket) -> dict[str, Any]:
    """Return the ticket's QR code as a shape."""
    size, path = qr_path(scene.room.qr_template.format(hall=scene.hall.plan.id, ticket=ticket.id))
    return {"size": size, "path": path}

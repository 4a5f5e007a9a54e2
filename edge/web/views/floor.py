"""Windows and queues at a glance, for whoever runs the hall; how anybody was rated is no part of it."""

from datetime import datetime
from typing import Any

from edge.hall.estimate import expect
from edge.hall.plan import Service
from edge.hall.state import Window
from edge.hall.terms import Admission, TicketClass, WindowState
from edge.texts.reasons import both
from edge.web.scene import Scene
from edge.web.views.closure import hindrance


def windows(scene: Scene) -> list[dict[str, Any]]:
    """Return every configured window: its state, who sits there, and who is served since when."""
    planned = (scene.hall.state.windows.get(window.number) for window in scene.hall.plan.windows)
    return [_window(scene, window) for window in planned if window is not None]


def queues(scene: Scene) -> list[dict[str, Any]]:
    """Return every service: how many wait, the first of them since when, and what a newcomer is told."""
    return [_queue(scene, service) for service in scene.hall.plan.services]


def _window(scene: Scene, window: Window) -> dict[str, Any]:
    planned = scene.hall.plan.window(window.number)
    ticket = scene.hall.state.tickets.get(window.ticket or "")
    badge = scene.plan.clerk(window.clerk)
    return {
        "number": window.number,
        "zone": planned.zone if planned else "",
        "roles": [role.value for role in window.roles],
        "state": window.state.value,
        "reason": both(window.reason, scene.hall.plan) if window.reason else None,
        "clerk": (badge.name or badge.code) if badge else "",
        "ticket": ticket.number if ticket else "",
        "ticket_state": ticket.state.value if ticket else "",
        "since": _at(ticket.since) if ticket else None,
        "served": window.served,
        "serves": list(window.serves),
    }


def _queue(scene: Scene, service: Service) -> dict[str, Any]:
    hall = scene.hall
    heads = [hall.state.tickets[ticket].arrived_at for _, ticket in hall.lines.heads(service.code)]
    desks = (hall.state.windows.get(number) for number in scene.windows_for(service.code))
    return {
        "code": service.code,
        "letter": service.prefix,
        "name": service.name,
        "name_en": service.name_en,
        "waiting": hall.waiting_for(service.code),
        "oldest": _at(min(heads)) if heads else None,
        "range": expect(hall, service.code, TicketClass.ORDINARY, scene.now).range,
        "windows": [desk.number for desk in desks if desk and desk.state is WindowState.OPEN],
        "admission": hall.state.admissions.get(service.code, Admission.BY_RULE).value,
    } | hindrance(scene, service)


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

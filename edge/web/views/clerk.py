"""The clerk's page: who is here and why, who waits, who was missed; never a word about ratings."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from edge.hall.order import choose
from edge.hall.state import Ticket, Window
from edge.hall.terms import Outcome, TicketState
from edge.texts import LANGUAGES
from edge.texts.reasons import OFFERED, both
from edge.texts.why import why_called
from edge.web.access import Place
from edge.web.scene import Scene
from edge.web.views.offers import ticket_card
from edge.web.views.pending import at_window

LISTED = 30  # tickets of one kind that fit a page


def clerk(scene: Scene, place: Place) -> dict[str, Any]:
    """Return everything that one window needs to work."""
    hall = scene.hall
    window = hall.state.windows.get(place.window or 0) or Window(place.window or 0)
    planned = hall.plan.window(window.number)
    return {
        "hall": scene.plan.hall_name,
        "window": _window(scene, window) | {"has_start_key": planned.has_start_key if planned else False},
        "zone": scene.plan.zone_name(planned.zone) if planned else "",
        "is_open": hall.state.is_day_open,
        "ticket": _current(scene, window),
        "recalls": hall.plan.policy.recalls,
        "counts": scene.shared(f"counts {window.serves} {window.spills}", partial(_counts, scene, window)),
        "bound": len(hall.lines.bound_to(window.number)),
        "waiting": _heads(scene, window),
        "outcomes": [outcome.value for outcome in Outcome],
        "pending": at_window(scene, window),
    } | {name: scene.shared(f"clerk {name}", partial(make, scene)) for name, make in _SHARED.items()}


def _services(scene: Scene) -> list[dict[str, Any]]:
    return [{"code": s.code, "name": s.name, "name_en": s.name_en} for s in scene.hall.plan.services]


def _windows(scene: Scene) -> list[dict[str, Any]]:
    return [_window(scene, window) for window in scene.hall.state.windows.values()]


def _reasons(scene: Scene) -> dict[str, list[dict[str, Any]]]:
    plan = scene.hall.plan
    pauses = [{"code": one.code, **both(one.code, plan), "is_public": one.is_public} for one in plan.pause_reasons]
    others = {kind: [{"code": code, **both(code)} for code in codes] for kind, codes in OFFERED.items()}
    return {"pause": pauses, **others}


def _clerks(scene: Scene) -> list[dict[str, Any]]:
    return [{"code": one.code, "name": one.name, "number": one.number} for one in scene.plan.clerks]


def _codes(window: Window) -> list[str]:
    return list(dict.fromkeys((*window.serves, *window.spills)))


def _window(scene: Scene, window: Window) -> dict[str, Any]:
    badge = scene.plan.clerk(window.clerk)
    return {
        "number": window.number,
        "state": window.state.value,
        "reason": both(window.reason, scene.hall.plan) if window.reason else None,
        "roles": [role.value for role in window.roles],
        "clerk": {"code": badge.code, "name": badge.name, "number": badge.number} if badge else None,
        "served": window.served,
    }


def _counts(scene: Scene, window: Window) -> list[dict[str, Any]]:
    return [_count(scene, code, is_secondary=code in window.spills) for code in _codes(window)]


def _count(scene: Scene, code: str, *, is_secondary: bool) -> dict[str, Any]:
    service = scene.hall.plan.service(code)
    heads = [scene.hall.state.tickets[ticket] for _, ticket in scene.hall.lines.heads(code)]
    oldest = min((ticket.arrived_at for ticket in heads), default=None)
    return {
        "code": code,
        "letter": service.prefix if service else "",
        "name": service.name if service else code,
        "name_en": service.name_en if service else "",
        "waiting": scene.hall.waiting_for(code),
        "oldest": oldest.isoformat(timespec="seconds") if oldest else None,
        "is_secondary": is_secondary,
    }


def _heads(scene: Scene, window: Window) -> dict[str, Any]:
    """Return the first of each line that this window may call from, whoever is next at the top; no names."""
    choice = choose(scene.hall, window, scene.now)
    if choice is None:
        return {"total": 0, "tickets": []}
    tickets = scene.hall.state.tickets
    heads = sorted(choice.reason.candidates, key=lambda head: head.ticket != choice.ticket.id)
    rows = [
        _row(scene, tickets[head.ticket])
        | {
            "since": tickets[head.ticket].arrived_at.isoformat(timespec="seconds"),
            "class": tickets[head.ticket].ticket_class.value,
            "line": head.line,
            "is_next": head.ticket == choice.ticket.id,
        }
        for head in heads
    ]
    return {"total": len(rows), "tickets": rows}


def _current(scene: Scene, window: Window) -> dict[str, Any] | None:
    ticket = scene.hall.state.tickets.get(window.ticket or "")
    if ticket is None:
        return None
    service = scene.hall.plan.service(ticket.service)
    reason = ticket.called_because
    return ticket_card(scene, ticket) | {
        "recalls": ticket.recalls,
        "reason": ticket.reason,
        "appointment": ticket.appointment,
        "case": ticket.case,
        "region": ticket.region,
        "failed": ticket.failed.rpartition("/")[2],
        "taken": ticket.taken_at.isoformat(timespec="seconds"),
        "outcome": service.default_outcome.value if service else Outcome.SERVED.value,
        "why": {language: why_called(ticket.number, reason, language) for language in LANGUAGES} if reason else None,
    }


def listed(scene: Scene, state: TicketState) -> dict[str, Any]:
    """Return the newest tickets in a state, and how many there are."""
    tickets = scene.census.of(state)
    newest = sorted(tickets, key=lambda ticket: ticket.since, reverse=True)[:LISTED]
    return {"total": len(tickets), "tickets": [_row(scene, ticket) for ticket in newest]}


def _row(scene: Scene, ticket: Ticket) -> dict[str, Any]:
    service = scene.hall.plan.service(ticket.service)
    return {
        "id": ticket.id,
        "number": ticket.number,
        "name": service.name if service else ticket.service,
        "name_en": service.name_en if service else "",
        "since": ticket.since.isoformat(timespec="seconds"),
        "window": ticket.window,
    }


_SHARED: Mapping[str, Callable[[Scene], Any]] = MappingProxyType(
    {
        "missed": partial(listed, state=TicketState.MISSED),
        "parked": partial(listed, state=TicketState.PARKED),
        "unsure": partial(listed, state=TicketState.UNSURE),
        "services": _services,
        "windows": _windows,
        "clerks": _clerks,
        "reasons": _reasons,
    }
)
"""What every clerk's page shows alike."""

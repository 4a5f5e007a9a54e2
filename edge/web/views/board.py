"""The big screen of a zone: the call made last, the five before it, and one line of notice."""

from datetime import timedelta
from functools import partial
from typing import Any

from edge.hall.satisfaction import satisfaction
from edge.hall.state import CallMade
from edge.hall.terms import TicketState, WindowState
from edge.texts.calls import roles_words
from edge.texts.reasons import public_pause
from edge.web.access import Place
from edge.web.badges import card_of
from edge.web.scene import Scene
from edge.web.views.closure import at_work, closure

ROWS = 5
OPENED_TOLD = timedelta(minutes=10)  # so long the board tells of a tidal window that has opened
_WORDS = {
    TicketState.CALLED: "called",
    TicketState.SERVING: "serving",
    TicketState.MISSED: "missed",
}


def board(scene: Scene, place: Place) -> dict[str, Any]:
    """Return the calls of one zone, newest first; of all zones where the place names none."""
    calls = [call for call in reversed(scene.hall.state.recent_calls) if _is_in(scene, call, place.zone)]
    rows = [_row(scene, call, place.zone) for call in _once(calls)[: ROWS + 1]]
    return {
        "hall": scene.plan.hall_name,
        "zone": scene.plan.zone_name(place.zone),
        "is_open": scene.hall.state.is_day_open,
        "hours": scene.plan.hours,
        "closure": closure(scene),
        "at_work": at_work(scene, place.zone),
        "notice": scene.plan.notice,
        "current": rows[0] if rows else None,
        "rows": rows[1:],
        "paused": _paused(scene, place.zone),
        "satisfaction": scene.shared(f"satisfaction {place.zone}", partial(_satisfaction, scene, place.zone)),
        "opened": _opened(scene, place.zone),
    }


def _satisfaction(scene: Scene, zone: str) -> dict[str, Any]:
    """Return the public figure of the zone, else of the hall; nothing where both are of too few ratings."""
    of_zone = satisfaction(scene.hall, zone) if zone else None
    found = of_zone or satisfaction(scene.hall)
    if found is None:
        return {}
    return {"is_of_zone": of_zone is not None, "count": found.count, "percent": found.percent}


def _is_in(scene: Scene, call: CallMade, zone: str) -> bool:
    """Whether a call belongs on the board of this zone: its window stands here, or its citizen waits here."""
    ticket = scene.hall.state.tickets.get(call.ticket)
    if ticket is None or call.window not in scene.hall.zones:
        return False
    return not zone or zone in (scene.hall.zones[call.window], ticket.zone)


def _once(calls: list[CallMade]) -> list[CallMade]:
    """Return each ticket's newest call only."""
    return list({call.ticket: call for call in reversed(calls)}.values())[::-1]


def _row(scene: Scene, call: CallMade, zone: str) -> dict[str, Any]:
    """Return one call; `key` changes when it is called or recalled, so that a page knows when to flash."""
    ticket = scene.hall.state.tickets[call.ticket]
    window = scene.hall.desk(call.window)
    there = scene.hall.zones.get(call.window, "")
    is_here = ticket.window == call.window
    recalls = ticket.recalls if is_here and ticket.state is TicketState.CALLED else 0
    return {
        "key": f"{call.ticket}@{call.at.isoformat()}+{recalls}",
        "number": call.number,
        "window": call.window,
        "roles": {language: roles_words(window, language) for language in ("zh", "en")},
        "clerk": card_of(scene, window),
        "zone": scene.plan.zone_name(there) if zone and there != zone else "",
        "state": _WORDS.get(ticket.state, "over") if is_here else "over",
    }


def _paused(scene: Scene, zone: str) -> list[dict[str, Any]]:
    plan = scene.hall.plan
    windows = scene.hall.state.windows.values()
    here = {window.number for window in plan.windows if not zone or window.zone == zone}
    return [
        {"window": window.number, "reason": {name: public_pause(plan, window, name) for name in ("zh", "en")}}
        for window in windows
        if window.state is WindowState.PAUSED and window.until is None and window.number in here
    ]


def _opened(scene: Scene, zone: str) -> list[dict[str, Any]]:
    """Return the tidal windows that have opened here a short while ago, and what for."""
    hall, found = scene.hall, []
    for number in hall.plan.tides.windows:
        window = hall.desk(number)
        is_new = window.since is not None and scene.now - window.since < OPENED_TOLD
        if window.state is WindowState.OPEN and is_new and zone in ("", hall.zones.get(number)):
            services = [service for code in window.serves if (service := hall.plan.service(code))]
            names = {"zh": [one.name for one in services], "en": [one.name_en or one.name for one in services]}
            found.append({"window": number, "services": names})
    return found

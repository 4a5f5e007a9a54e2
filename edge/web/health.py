"""Whether the daemon is well: asked by the watchdog, by browsers before they reload, by anybody on this machine."""

from typing import Any

from aiohttp import web

from edge.web.room import Room


def check(room: Room, build: str) -> web.Response:
    """Answer 200 if everything answers, 503 otherwise; that this is answered at all shows that the loop runs."""
    vitals = {"loop": True, **room.vitals()}
    is_well = all(vitals.values())
    body: dict[str, Any] = {"is_well": is_well, "build": build, **vitals}
    return web.json_response(body, status=200 if is_well else 503)

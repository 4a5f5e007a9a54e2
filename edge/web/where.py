"""Where a ticket stands in the queue, asked by its number at the kiosk."""

from aiohttp import web

from edge.hall.refusal import Refused
from edge.texts import LANGUAGES
from edge.texts import refused as refused_words
from edge.web.access import Place
from edge.web.plan import ScreenKind
from edge.web.scene import Scene
from edge.web.views.kiosk import whereabouts


def where(request: web.Request, place: Place, scene: Scene) -> web.Response:
    """Answer with the ticket's place, 409 with a sentence if there is no such ticket today."""
    if place.kind is not ScreenKind.KIOSK:
        raise web.HTTPNotFound(text="404")
    try:
        return web.json_response(whereabouts(scene, request.query.get("number", "")[:12]))
    except Refused as refused:
        words = {language: refused_words(refused.code, refused.facts, language) for language in LANGUAGES}
        return web.json_response({"code": refused.code, "message": words}, status=409)

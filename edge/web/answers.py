"""How an action is answered: done, refused with a sentence, not kept, or not understood."""

import asyncio
import json
from collections import OrderedDict
from typing import Any

from aiohttp import web
from pydantic import ValidationError

from edge.hall.refusal import Refused
from edge.ports import JournalBroken
from edge.texts import LANGUAGES
from edge.texts import refused as refused_words
from edge.web.access import Place
from edge.web.actions import ACTIONS
from edge.web.actions.asked import Asked
from edge.web.room import Room

BODY_AT_MOST = 8 * 1024  # bytes
REMEMBERED = 500  # answers; a page repeats a tap within seconds or not at all

_Said = tuple[int, dict[str, Any]]
"""HTTP status and body."""


class Counter:
    """Takes actions of all screens; the same id again gets the same answer, also while the first is still under way."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._given: OrderedDict[str, asyncio.Future[_Said]] = OrderedDict()

    async def take(self, request: web.Request, place: Place) -> web.Response:
        """Do what a screen asks and answer it."""
        try:
            action = await _read(request, place)
        except ValidationError as error:
            return web.json_response(_words("bad_args", fields=_fields(error)), status=400)
        except ValueError as error:
            return web.json_response(_words("bad_args", fields=error), status=400)
        status, body = await self._once(action, place)
        return web.json_response(body, status=status)

    async def _once(self, action: Asked, place: Place) -> _Said:
        key = action.command_id(place)
        if key in self._given:
            return await asyncio.shield(self._given[key])
        said: asyncio.Future[_Said] = asyncio.get_running_loop().create_future()
        self._given[key] = said
        try:
            answer = await self._say(action, place)
        except BaseException:
            del self._given[key]
            said.cancel()
            raise
        said.set_result(answer)
        if answer[0] != web.HTTPOk.status_code:
            del self._given[key]  # a refusal changed nothing: it is simply decided again
        elif len(self._given) > REMEMBERED:
            self._given.popitem(last=False)
        return answer

    async def _say(self, action: Asked, place: Place) -> _Said:
        try:
            return 200, dict(await action.act(self._room, place))
        except Refused as refused:
            return 409, _words(refused.code, **refused.facts)
        except JournalBroken:
            return 503, _words("journal_broken")


async def _read(request: web.Request, place: Place) -> Asked:
    """Return what was asked; ValueError or ValidationError if this screen may not, or it is no sense."""
    origin = request.headers.get("Origin")
    if request.content_type != "application/json" or (origin and origin.partition("://")[2] != request.host):
        raise ValueError("not from one of our pages")
    actions = ACTIONS.get(place.kind)
    if actions is None:
        raise ValueError("this screen asks for nothing")
    raw_action = json.loads(await request.text())
    action: Asked = actions.validate_python(raw_action, strict=False)
    return action


def _fields(error: ValidationError) -> str:
    """Return the names of what did not fit, never what was sent."""
    return ", ".join(dict.fromkeys(str(part) for detail in error.errors() for part in detail["loc"][-1:])) or "do"


def _words(code: str, **facts: object) -> dict[str, Any]:
    return {"code": code, "message": {language: refused_words(code, facts, language) for language in LANGUAGES}}

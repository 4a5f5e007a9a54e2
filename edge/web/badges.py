"""The clerk's public card (胸牌) as screens show it, and its picture."""

from collections.abc import Awaitable, Callable
from functools import lru_cache
from pathlib import Path
from typing import Any
from zlib import crc32

from aiohttp import web

from edge.hall.state import Window
from edge.web.room import Room
from edge.web.scene import Scene

_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}


def card_of(scene: Scene, window: Window | None) -> dict[str, Any] | None:
    """Return name, number, post and where the photo is, of who sits at a window; None where nobody does."""
    badge = scene.plan.clerk(window.clerk) if window else None
    if badge is None or window is None:
        return None
    department = scene.hall.plan.department(badge.department)
    version = f"{crc32(badge.photo.encode()):08x}"  # another clerk, another address: no old face stays on a pad
    return {
        "name": badge.name,
        "number": badge.number or badge.code,
        "post": badge.post,
        "department": department.name if department else "",
        "photo": f"api/photo/{window.number}?{version}" if badge.photo else "",
    }


def photos(room: Room) -> Callable[[web.Request], Awaitable[web.Response]]:
    """Return what answers with the picture of who sits at a window now; 404 where there is none."""

    async def photo(request: web.Request) -> web.Response:
        window = room.commands.hall.state.windows.get(int(request.match_info["desk"]))
        badge = room.plan.clerk(window.clerk) if window else None
        picture = _read(badge.photo) if badge and badge.photo else None
        if picture is None or badge is None:
            raise web.HTTPNotFound(text="404")
        return web.Response(body=picture, content_type=_TYPES[Path(badge.photo).suffix.lower()])

    return photo


@lru_cache(maxsize=256)  # they are small, and a board asks again whenever it is loaded
def _read(path: str) -> bytes | None:
    try:
        return Path(path).read_bytes()
    except OSError:
        return None

"""The web server of the screens.

Each screen is a small site of its own under one base path, so that a secret link opens exactly one of them:

    /ticket/{dispenser}/  /board/{zone}/  /rating/{window}/  /clerk/{window}/                          on this machine
    /kiosk/  /supervisor/  /technician/                                                                on this machine
    /s/{token}/                                                                                        from anywhere
    /r/{link}/      one visit's rating, on a phone, if the hall serves links itself                    from anywhere

    {base}/            the page          {base}/api/live     its state, as server-sent events
    {base}/ui/...      its files         {base}/api/act      POST: what somebody touched
    {base}/sw.js       keeps the shell   {base}/api/where    a ticket's place in the queue (kiosk)
                                         {base}/api/photo    of who sits at a window
                                         {base}/api/report   a day's or a month's figures (supervisor, technician)
                                         {base}/api/health   may the page reload
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

from aiohttp import web

from edge.web.access import PLACE, admit
from edge.web.answers import BODY_AT_MOST, Counter
from edge.web.badges import photos
from edge.web.health import check
from edge.web.reports import report
from edge.web.room import Room
from edge.web.static import Shell, send
from edge.web.streams import Streams
from edge.web.where import where

BASES = (
    "/s/{token}",
    "/r/{link}",
    "/ticket",
    "/ticket/{dispenser}",
    "/board/{zone}",
    r"/rating/{window:\d+}",
    r"/clerk/{window:\d+}",
    "/kiosk",
    "/supervisor",
    "/technician",
)
SHUTDOWN_S = 2.0  # for answers under way

_SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "font-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",  # a secret link must not travel
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def build_app(room: Room) -> web.Application:
    """Return the application; its streams listen to the room from start to shutdown."""
    app = web.Application(middlewares=[_guard(room)], client_max_size=BODY_AT_MOST)
    shell = Shell()
    streams = Streams(room, shell.build)
    counter = Counter(room)

    async def live(request: web.Request) -> web.StreamResponse:
        return await streams.serve(request, request[PLACE])

    async def act(request: web.Request) -> web.Response:
        return await counter.take(request, request[PLACE])

    async def page(request: web.Request) -> web.Response:
        return send(request, shell.page(f"{request[PLACE].kind.value}/index.html"))

    async def file(request: web.Request) -> web.Response:
        return send(request, shell.page(request.match_info["path"]))

    async def worker(request: web.Request) -> web.Response:
        return send(request, shell.page("shared/sw.js"))

    async def health(_request: web.Request) -> web.Response:
        return check(room, shell.build)

    async def find(request: web.Request) -> web.Response:
        return where(request, request[PLACE], streams.scene())

    async def front(_request: web.Request) -> web.Response:
        raise web.HTTPFound("/ticket/" if len(room.plan.dispensers) == 1 else "/technician/")

    for base in BASES:
        app.router.add_get(base, _with_slash)
        app.router.add_get(f"{base}/", page)
        app.router.add_get(f"{base}/ui/{{path:.+}}", file)
        app.router.add_get(f"{base}/sw.js", worker)
        app.router.add_get(f"{base}/api/live", live)
        app.router.add_post(f"{base}/api/act", act)
        app.router.add_get(f"{base}/api/where", find)
        app.router.add_get(rf"{base}/api/photo/{{desk:\d+}}", photos(room))
        app.router.add_get(f"{base}/api/report", partial(report, room))
        app.router.add_get(f"{base}/api/health", health)
    app.router.add_get("/healthz", health)
    app.router.add_get("/", front)
    app.on_response_prepare.append(_harden)
    app.on_startup.append(_calling(streams.start))
    app.on_shutdown.append(_calling(streams.stop))
    return app


@asynccontextmanager
async def serve(room: Room, host: str, port: int) -> AsyncIterator[int]:
    """Serve the screens while the context lasts; yields the port, which differs from `port` only where that is 0."""
    runner = web.AppRunner(build_app(room), access_log=None, shutdown_timeout=SHUTDOWN_S)  # logs would keep the links
    await runner.setup()
    try:
        site = web.TCPSite(runner, host, port)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


async def _with_slash(request: web.Request) -> web.Response:
    raise web.HTTPPermanentRedirect(f"{request.path}/")


def _calling(action: Callable[[], None]) -> Callable[[web.Application], Awaitable[None]]:
    async def call(_app: web.Application) -> None:
        action()

    return call


def _guard(room: Room) -> Callable[..., Awaitable[web.StreamResponse]]:
    @web.middleware
    async def guard(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        """Let in who may, and note for which screen."""
        links = room.links if room.serves_links else None
        place = admit(request, room.plan, room.commands.hall.plan, links)
        if place is not None:
            request[PLACE] = place
        return await handler(request)

    return guard


async def _harden(request: web.Request, response: web.StreamResponse) -> None:
    """Put the same headers on every answer, also on a refusal; nothing of an API is ever kept."""
    response.headers.update(_SECURITY)
    if "/api/" in request.path or request.path == "/healthz":
        response.headers["Cache-Control"] = "no-store"

"""Who may open which screen: this machine itself, or the secret link of one screen; nobody else.

A link is `/s/{token}/`. The token stays in the path, so no cookie is needed, and it says which screen this is: a
clerk's link cannot act for another window.
"""

import hmac
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address

from aiohttp import web

from edge.hall.plan import Plan
from edge.identity.links import RatingLink, RatingLinks
from edge.web.plan import ScreenKind, ScreenPlan

_PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


@dataclass(frozen=True, slots=True)
class Place:
    """Which screen asks: what it shows and what it may do follow from this alone."""

    kind: ScreenKind
    name: str  # of the screen, or what it stands for: clerk-3
    window: int | None = None
    zone: str = ""
    dispenser: str = ""
    px_per_mm: float | None = None
    link: RatingLink | None = None  # of a phone that rates one visit


PLACE = web.RequestKey("place", Place)
"""Where a request keeps the screen that it was let in for."""


def is_here(request: web.Request) -> bool:
    """Whether the browser runs on this machine; what comes through a proxy does not count as here."""
    peer = request.transport.get_extra_info("peername") if request.transport else None
    if not peer or any(header in request.headers for header in _PROXY_HEADERS):
        return False
    return ip_address(peer[0].split("%")[0]).is_loopback


def is_known_host(raw_host: str, plan: ScreenPlan) -> bool:
    """Whether the Host header may be ours: a page of another site cannot make a bare address out of its name."""
    name = raw_host.rsplit(":", 1)[0] if not raw_host.endswith("]") else raw_host
    name = name.strip("[]").lower()
    if name == "localhost" or name in plan.host_names:
        return True
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def place_of_token(raw_token: str, plan: ScreenPlan) -> Place | None:
    """Return the screen whose secret this is; takes as long for a wrong one as for a right one."""
    asked = sha256(raw_token.encode()).digest()
    found = None
    for screen in plan.screens:
        is_same = hmac.compare_digest(sha256(screen.token.encode()).digest(), asked)
        if is_same and screen.token and screen.kind is not ScreenKind.TECHNICIAN:
            found = Place(screen.kind, screen.name, screen.window, screen.zone, screen.dispenser, screen.px_per_mm)
    return found


def admit(request: web.Request, plan: ScreenPlan, hall: Plan, links: RatingLinks | None = None) -> Place | None:
    """Return which screen is asked for, None if the path names none; HTTPForbidden for everybody else."""
    if not is_known_host(request.host, plan):
        raise web.HTTPForbidden(text="403 unknown host name")
    raw_link = request.match_info.get("link")
    if raw_link is not None:
        return _place_of_link(raw_link, links)
    raw_token = request.match_info.get("token")
    if raw_token is not None:
        place = place_of_token(raw_token, plan)
        if place is None:
            raise web.HTTPForbidden(text="403 此链接无效，请向管理员索取本屏的链接 / this link is not valid")
        return place
    if not is_here(request):
        raise web.HTTPForbidden(text="403 请使用本屏自己的链接打开 / open this screen by its own link")
    return _place_here(request, plan, hall)


def _place_of_link(raw_link: str, links: RatingLinks | None) -> Place:
    link = links.read(raw_link) if links else None
    if link is None:
        raise web.HTTPForbidden(text="403 评价链接无效 / this link is not valid")
    return Place(ScreenKind.RATING, "phone", link=link)  # the technician sees how many there are, not whose


def _place_here(request: web.Request, plan: ScreenPlan, hall: Plan) -> Place | None:
    """Return the screen of a path such as /clerk/3/, opened on the controller itself."""
    resource = request.match_info.route.resource
    word = resource.canonical.split("/")[1] if resource else ""
    if word not in {kind.value for kind in ScreenKind}:
        return None
    kind, info = ScreenKind(word), request.match_info
    if kind in (ScreenKind.CLERK, ScreenKind.RATING):
        if hall.window(int(info["window"])) is None:
            raise web.HTTPNotFound(text="404 没有这个窗口 / no such window")
        return Place(kind, f"{word}-{info['window']}", window=int(info["window"]))
    if kind is ScreenKind.BOARD:
        if all(window.zone != info["zone"] for window in hall.windows):
            raise web.HTTPNotFound(text="404 没有这个区域 / no such zone")
        return Place(kind, f"{word}-{info['zone']}", zone=info["zone"])
    if kind is ScreenKind.TICKET:
        dispenser = plan.dispenser(info.get("dispenser", ""))
        if dispenser is None:
            raise web.HTTPNotFound(text="404 没有这台取号机 / no such dispenser")
        return Place(kind, f"{word}-{dispenser.name}" if dispenser.name else word, dispenser=dispenser.name)
    return Place(kind, word)

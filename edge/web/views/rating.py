"""The pad at a window: whose window it is, and the rating that is open now with its one-time token and its link."""

from datetime import timedelta
from typing import Any

from edge.hall.state import Rating
from edge.hall.terms import RatingState
from edge.texts.calls import roles_words
from edge.texts.reasons import public_pause
from edge.web.access import Place
from edge.web.badges import card_of
from edge.web.qr import qr_path
from edge.web.scene import Scene
from edge.web.views.phone import phone
from edge.web.views.reasons import reasons

BAD_LEVELS = (2, 1)  # for which a reason is asked


def rating(scene: Scene, place: Place) -> dict[str, Any]:
    """Return the clerk's public card and, while it is open, the last finished leg's rating; or a phone's own visit."""
    if place.link is not None:
        return phone(scene, place.link)
    window = scene.hall.state.windows.get(place.window or 0)
    reason = {name: public_pause(scene.hall.plan, window, name) if window else "" for name in ("zh", "en")}
    return {
        "hall": scene.plan.hall_name,
        "mm": place.px_per_mm,
        "window": place.window,
        "window_state": window.state.value if window else "closed",
        "reason": reason,
        "roles": {name: roles_words(window, name) if window else "" for name in ("zh", "en")},
        "clerk": card_of(scene, window),
        "rating": _open(scene, window.last_finished if window else None),
        "tags": scene.shared("reasons of bad ratings", lambda: reasons(scene, BAD_LEVELS)),
    }


def _open(scene: Scene, rating_id: str | None) -> dict[str, Any] | None:
    found = scene.hall.state.ratings.get(rating_id) if rating_id else None
    if found is None or found.state is not RatingState.OPEN:
        return None
    token = scene.room.tokens(found.id)
    return _asked(scene, found, token) if token else None


def _asked(scene: Scene, found: Rating, token: str) -> dict[str, Any]:
    service = scene.hall.plan.service(found.service)
    until = found.opened_at + timedelta(seconds=scene.hall.plan.policy.rating_open_s)
    return {
        "token": token,
        "service": service.name if service else found.service,
        "service_en": service.name_en if service else "",
        "until": until.isoformat(timespec="seconds"),
        "qr": _code(scene, found, token),
    }


def _code(scene: Scene, found: Rating, token: str) -> dict[str, Any] | None:
    """Return the visit's link as a code to scan, None in a hall without links."""
    links = scene.room.links
    if links is None:
        return None
    size, path = qr_path(links.link(found.id, token, found.opened_at))
    return {"size": size, "path": path}

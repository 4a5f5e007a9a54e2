"""The pad at a window: whose window it is, and the rating that is open now with its one-time token."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from edge.hall.state import Rating
from edge.hall.terms import RatingState
from edge.texts.calls import roles_words
from edge.texts.reasons import public_pause
from edge.web.access import Place
from edge.web.badges import card_of
from edge.web.scene import Scene


def rating(scene: Scene, place: Place) -> dict[str, Any]:
    """Return the clerk's public card and, while it is open, the last finished leg's rating."""
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
        "tags": _tags(scene, (2, 1)),
    }


def _tags(scene: Scene, levels: Sequence[int]) -> dict[str, Any]:
    """Return the reasons of these levels, from the list that is used now."""
    tags = scene.hall.tags
    said = {
        str(level): [{"code": tag.code, "zh": tag.name, "en": tag.name_en or tag.name} for tag in tags.of(level)]
        for level in levels
    }
    return {"version": tags.version, "levels": said}


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
    }

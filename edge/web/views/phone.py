"""A visit's rating as a phone sees it that has its link: at the window still, or later at home."""

from typing import Any

from edge.hall.decide.ratings import hash_of
from edge.hall.state import Rating
from edge.identity.links import RatingLink
from edge.web.scene import Scene
from edge.web.views.reasons import reasons

ALL_LEVELS = (5, 4, 3, 2, 1)


def phone(scene: Scene, link: RatingLink) -> dict[str, Any]:
    """Return what the visit was, and whether a first or a second rating of it can be given; never how it was rated."""
    rating_id = scene.hall.state.tokens.get(hash_of(link.token), "")
    found = scene.hall.state.ratings.get(rating_id)
    is_over = found is None or scene.now > link.expires or found.sequence > 1
    return {
        "hall": scene.plan.hall_name,
        "is_phone": True,
        "visit": None if is_over or found is None else _visit(scene, found),
        "is_rated": found is not None and found.sequence > 1,
        "tags": reasons(scene, ALL_LEVELS),
    }


def _visit(scene: Scene, found: Rating) -> dict[str, Any]:
    service = scene.hall.plan.service(found.service)
    return {
        "service": service.name if service else found.service,
        "service_en": service.name_en if service else "",
        "window": found.window,
        "day": found.opened_at.date().isoformat(),
        "sequence": found.sequence + 1,
    }

"""What every window is for, and what it could be for: the section in which roles are changed."""

from typing import Any

from edge.hall.roles import services_of
from edge.hall.terms import Role
from edge.web.scene import Scene


def arrangements(scene: Scene) -> dict[str, Any]:
    """Return the windows as they are arranged now, all services, and which of them each role may serve."""
    hall = scene.hall
    windows = (hall.state.windows.get(window.number) for window in hall.plan.windows)
    return {
        "windows": [
            {
                "number": window.number,
                "roles": [role.value for role in window.roles],
                "serves": list(window.serves),
                "spills": list(window.spills),
                "is_changed": window.is_changed,
                "can_undo": window.before is not None,
            }
            for window in windows
            if window is not None
        ],
        "services": [
            {"code": one.code, "letter": one.prefix, "name": one.name, "name_en": one.name_en}
            for one in hall.plan.services
        ],
        "fits": {role.value: list(services_of(hall.plan, (role,))) for role in Role},
    }

"""How evenly the work falls, as the supervisor sees it: of late, and over the day."""

from collections.abc import Iterable
from typing import Any

from edge.hall.heat import RECENT, GroupHeat, heat
from edge.web.scene import Scene


def heat_section(scene: Scene) -> dict[str, Any]:
    """Return the groups of windows with the same skills; no clerk is named."""
    return {
        "minutes": int(RECENT.total_seconds() // 60),
        "recent": _groups(scene, heat(scene.hall, scene.now, RECENT)),
        "today": _groups(scene, heat(scene.hall, scene.now)),
    }


def _groups(scene: Scene, groups: Iterable[GroupHeat]) -> list[dict[str, Any]]:
    return [_group(scene, group) for group in groups]


def _group(scene: Scene, group: GroupHeat) -> dict[str, Any]:
    services = [service for code in group.services if (service := scene.hall.plan.service(code))]
    return {
        "names": [service.name for service in services],
        "names_en": [service.name_en or service.name for service in services],
        "index": round(group.index, 1),
        "windows": [
            {"window": one.window, "zone": one.zone, "percent": round(100 * one.utilisation)} for one in group.windows
        ],
    }

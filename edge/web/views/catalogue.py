"""The tree of services as one dispenser offers it: groups that lead somewhere here, and themes that can be had here."""

from typing import Any

from edge.hall.plan import Service, Theme
from edge.web.scene import Scene


def groups_here(scene: Scene, offered: list[Service]) -> list[dict[str, str]]:
    """Return the groups that hold a service offered here, directly or in a group of theirs."""
    parents = {group.code: group.parent for group in scene.hall.plan.groups}
    filled = {service.group for service in offered}
    filled |= {parents.get(code, "") for code in filled}
    return [
        {"code": group.code, "name": group.name, "name_en": group.name_en, "parent": group.parent}
        for group in scene.hall.plan.groups
        if group.code in filled
    ]


def themes_here(scene: Scene, offered: list[Service]) -> list[dict[str, Any]]:
    """Return the themes whose services are all offered here."""
    here = {service.code: service for service in offered}
    return [_theme(theme, here) for theme in scene.hall.plan.themes if here.keys() >= set(theme.services)]


def _theme(theme: Theme, here: dict[str, Service]) -> dict[str, Any]:
    legs = [here[code] for code in theme.services]
    return {
        "code": theme.code,
        "name": theme.name,
        "name_en": theme.name_en,
        "legs": [{"name": leg.name, "name_en": leg.name_en} for leg in legs],
        "needs_card": any(leg.needs_card for leg in legs),
    }

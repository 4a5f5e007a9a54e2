"""The reasons that citizens may choose with a rating, as a page shows them."""

from collections.abc import Sequence
from typing import Any

from edge.web.scene import Scene


def reasons(scene: Scene, levels: Sequence[int]) -> dict[str, Any]:
    """Return the reasons of these levels, from the list that is used now."""
    tags = scene.hall.tags
    said = {
        str(level): [{"code": tag.code, "zh": tag.name, "en": tag.name_en or tag.name} for tag in tags.of(level)]
        for level in levels
    }
    return {"version": tags.version, "levels": said}

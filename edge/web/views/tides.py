"""Advice about tidal windows as the supervisor sees it: which window, why, and what it would do to the wait."""

from typing import Any

from edge.hall.tide_state import TideAdvice
from edge.web.scene import Scene


def tides(scene: Scene) -> dict[str, Any]:
    """Return what nobody has answered yet, what is about to close, and who may answer."""
    state, plan = scene.hall.state.tides, scene.hall.plan
    return {
        "is_automatic": plan.tides.is_automatic,
        "windows": [number for number in plan.tides.windows if number in scene.hall.zones],
        "advised": [
            _advice(scene, advice) for advice in sorted(state.advised.values(), key=lambda one: one.advised_at)
        ],
        "ebbing": sorted(state.ebbing),
        "people": [{"code": clerk.code, "name": clerk.name} for clerk in plan.clerks],
    }


def _advice(scene: Scene, advice: TideAdvice) -> dict[str, Any]:
    service = scene.hall.plan.service(advice.service)
    return {
        "advice": advice.id,
        "window": advice.window,
        "zone": scene.plan.zone_name(scene.hall.zones.get(advice.window, "")),
        "way": advice.way.value,
        "why": advice.why.value,
        "name": service.name if service else advice.service,
        "name_en": (service.name_en or service.name) if service else advice.service,
        "waiting": advice.waiting,
        "oldest_min": advice.oldest_s // 60,
        "before_min": None if advice.before_s is None else round(advice.before_s / 60),
        "after_min": round(advice.after_s / 60),
        "since": advice.advised_at.isoformat(timespec="seconds"),
    }

"""What citizens were told against what they waited, as the supervisor sees it: today and on the days before."""

from typing import Any

from edge.hall.experience import Judged
from edge.hall.waits.bands import AIM
from edge.hall.waits.judging import figures, together
from edge.web.scene import Scene

DAYS_SHOWN = 7


def estimates(scene: Scene) -> dict[str, Any]:
    """Return how true the estimates were; shares in percent, None where nothing has been judged."""
    experience, plan = scene.hall.state.experience, scene.hall.plan
    services = [(service, experience.judged.get(service.code)) for service in plan.services]
    return {
        "aim": round(100 * AIM),
        "today": _row(together(experience)),
        "services": [
            {"name": service.name, "name_en": service.name_en or service.name} | _row(judged)
            for service, judged in services
            if judged is not None
        ],
        "days": [{"day": one.day} | _row(one.judged) for one in reversed(experience.days[-DAYS_SHOWN:])],
    }


def _row(judged: Judged) -> dict[str, Any]:
    told = figures(judged)
    return {
        "judged": told.judged,
        "error": told.mean_error_min,
        "in_range": _percent(told.in_range),
        "too_little": _percent(told.too_little),
    }


def _percent(share: float | None) -> int | None:
    return None if share is None else round(100 * share)

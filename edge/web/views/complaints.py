"""Bad ratings that somebody must deal with, as the supervisor sees them: what was bad and until when, not who said so.

Neither the ticket nor the clerk nor the minute is told, and nothing at all in the first quarter of an hour: whoever
still stands at the window must not be known by a light that goes on at the supervisor's desk.
"""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from edge.hall.state import Alert
from edge.web.scene import Scene

SILENT = timedelta(minutes=15)
LISTED = 20


def complaints(scene: Scene) -> dict[str, Any]:
    """Return the bad ratings, those first that are due first."""
    alerts = [alert for alert in scene.hall.state.alerts.values() if scene.now - alert.since >= SILENT]
    alerts.sort(key=lambda alert: alert.due_at)
    return {"total": len(alerts), "ratings": [_row(scene, alert) for alert in alerts[:LISTED]]}


def key_of(alert: Alert) -> str:
    """Return by what the page names an alert: the rating's own id would name the ticket."""
    return sha256(alert.rating.encode()).hexdigest()[:16]


def _row(scene: Scene, alert: Alert) -> dict[str, Any]:
    service = scene.hall.plan.service(alert.service)
    lists = (scene.hall.tags, *scene.hall.state.tag_lists, scene.hall.plan.rating.tags)
    known = {tag.code: tag for one in reversed(lists) for tag in one.tags}
    tags = [known[code] for code in alert.tags if code in known]
    return {
        "key": key_of(alert),
        "day": alert.since.date().isoformat(),
        "name": service.name if service else alert.service,
        "name_en": service.name_en if service else "",
        "window": alert.window,
        "level": alert.level,
        "tags": {"zh": [tag.name for tag in tags], "en": [tag.name_en or tag.name for tag in tags]},
        "due": alert.due_at.isoformat(timespec="minutes"),
        "state": alert.state.value,
        "by": alert.by,
        "is_overdue": alert.is_overdue,
    }

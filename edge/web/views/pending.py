"""What waits for somebody: reminders, reports of what could not be done, requests for a chief representative."""

from datetime import datetime
from typing import Any

from edge.hall.reminders import left_s
from edge.hall.state import ChiefRequest, Reminder, Unresolved
from edge.hall.terms import Resolution, Timer
from edge.texts.reasons import reminder_words
from edge.web.scene import Scene

ANSWERED_SHOWN = 5


def reminders(scene: Scene) -> list[dict[str, Any]]:
    """Return everything that takes too long now, the newest first."""
    standing = [one for one in scene.hall.state.reminders.values() if one.ended_at is None]
    return [_reminder(one) for one in sorted(standing, key=lambda one: one.raised_at, reverse=True)]


def matters(scene: Scene) -> dict[str, Any]:
    """Return the open reports, the one with least time first, and how one may end."""
    matters = [one for one in scene.hall.state.unresolved.values() if one.closed_at is None]
    rows = [_matter(scene, one) for one in matters]
    rows.sort(key=lambda row: (row["left_min"] is None, row["left_min"] or 0, row["opened"]))
    return {"rows": rows, "results": [result.value for result in Resolution]}


def chiefs(scene: Scene) -> list[dict[str, Any]]:
    """Return who is asked for, and the last few who went."""
    asked = sorted(scene.hall.state.chief_requests.values(), key=lambda one: one.since, reverse=True)
    waiting = [one for one in asked if one.answered_at is None]
    answered = [one for one in asked if one.answered_at is not None][:ANSWERED_SHOWN]
    return [_request(scene, one) for one in (*waiting, *answered)]


def at_window(scene: Scene, window: int) -> dict[str, Any]:
    """Return what of it concerns one window."""
    own = [one for one in reminders(scene) if one["window"] == window]
    ticket = scene.hall.desk(window).ticket
    requests = [
        one
        for one in scene.hall.state.chief_requests.values()
        if one.window == window and (one.answered_at is None or one.ticket == ticket)
    ]
    return {"reminders": own, "chiefs": [_request(scene, one) for one in requests]}


def _reminder(one: Reminder) -> dict[str, Any]:
    return {
        "id": one.id,
        "timer": one.timer.value,
        "is_over": one.is_over,
        "since": _at(one.since),
        "raised": _at(one.raised_at),
        "window": one.window,
        "number": one.ticket.rpartition("/")[2],
        "words": {language: reminder_words(one, language) for language in ("zh", "en")},
    }


def _matter(scene: Scene, one: Unresolved) -> dict[str, Any]:
    service = scene.hall.plan.service(one.service)
    badge = scene.plan.clerk(one.clerk)
    left = left_s(scene.hall, one, scene.now)
    return {
        "id": one.id,
        "number": one.ticket.rpartition("/")[2],
        "failed": one.failed.rpartition("/")[2],
        "name": service.name if service else "",
        "name_en": service.name_en if service else "",
        "window": one.window,
        "clerk": badge.name or badge.code if badge else "",
        "reason": one.reason,
        "opened": _at(one.opened_at),
        "left_min": None if left is None else int(left // 60),
        "is_running": one.running_since is not None,
        "is_over": Timer.UNRESOLVED_OVER.value in one.reminded,
    }


def _request(scene: Scene, one: ChiefRequest) -> dict[str, Any]:
    department = scene.hall.plan.department(one.department)
    chief, clerk = scene.plan.clerk(one.chief), scene.plan.clerk(one.clerk)
    return {
        "id": one.id,
        "window": one.window,
        "department": department.name if department else one.department,
        "department_en": (department.name_en or department.name) if department else one.department,
        "chief": chief.name or chief.code if chief else "",
        "clerk": clerk.name or clerk.code if clerk else "",
        "number": one.ticket.rpartition("/")[2],
        "note": one.note,
        "since": _at(one.since),
        "answered": _at(one.answered_at) if one.answered_at else None,
    }


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

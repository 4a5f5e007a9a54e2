"""What waits for somebody: reminders, reports of what could not be done, requests for a chief representative."""

from datetime import datetime
from functools import partial
from typing import Any

from edge.hall.reminders import left_s
from edge.hall.state import ChiefRequest, Reminder, Unresolved, Window
from edge.hall.terms import Resolution, Role, Timer
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


def at_window(scene: Scene, window: Window) -> dict[str, Any]:
    """Return what of it concerns one window, and whom its clerk may ask for."""
    reminding = scene.shared("reminders", partial(reminders, scene))
    requests = [
        one
        for one in scene.hall.state.chief_requests.values()
        if one.window == window.number and (one.answered_at is None or one.ticket == window.ticket)
    ]
    is_for_reports = Role.UNRESOLVED in window.roles
    return {
        "reminders": [one for one in reminding if one["window"] == window.number],
        "chiefs": [_request(scene, one) for one in requests],
        "departments": _departments(scene, window),
        "matters": scene.shared("matters", partial(matters, scene)) if is_for_reports else {"rows": [], "results": []},
        "report": _newest_report(scene, window),
    }


def _departments(scene: Scene, window: Window) -> list[dict[str, Any]]:
    ticket = scene.hall.state.tickets.get(window.ticket or "")
    service = scene.hall.plan.service(ticket.service) if ticket else None
    own = service.department if service else ""
    rows = [
        {
            "code": one.code,
            "name": one.name,
            "name_en": one.name_en,
            "chief": _name(scene, one.chief),
            "is_own": one.code == own,
        }
        for one in scene.hall.plan.departments
    ]
    return sorted(rows, key=lambda row: not row["is_own"])


def _newest_report(scene: Scene, window: Window) -> dict[str, Any] | None:
    """Return the report that was last made from this window, so that its clerk can tell the citizen where to go."""
    made = [
        one for one in scene.hall.state.unresolved.values() if one.window == window.number and one.failed != one.ticket
    ]
    newest = max(made, key=lambda one: one.opened_at, default=None)
    ticket = scene.hall.state.tickets.get(newest.ticket) if newest else None
    if newest is None or ticket is None:
        return None
    return {
        "number": ticket.number,
        "failed": newest.failed.rpartition("/")[2],
        "opened": _at(newest.opened_at),
        "windows": scene.windows_for(ticket.service),
    }


def _name(scene: Scene, code: str) -> str:
    badge = scene.plan.clerk(code)
    return badge.name or badge.code if badge else ""


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
    left = left_s(scene.hall, one, scene.now)
    return {
        "id": one.id,
        "number": one.ticket.rpartition("/")[2],
        "failed": one.failed.rpartition("/")[2],
        "name": service.name if service else "",
        "name_en": service.name_en if service else "",
        "window": one.window,
        "clerk": _name(scene, one.clerk),
        "reason": one.reason,
        "opened": _at(one.opened_at),
        "left_min": None if left is None else int(left // 60),
        "is_running": one.running_since is not None,
        "is_over": Timer.UNRESOLVED_OVER.value in one.reminded,
    }


def _request(scene: Scene, one: ChiefRequest) -> dict[str, Any]:
    department = scene.hall.plan.department(one.department)
    return {
        "id": one.id,
        "window": one.window,
        "department": department.name if department else one.department,
        "department_en": (department.name_en or department.name) if department else one.department,
        "chief": _name(scene, one.chief),
        "clerk": _name(scene, one.clerk),
        "number": one.ticket.rpartition("/")[2],
        "note": one.note,
        "since": _at(one.since),
        "answered": _at(one.answered_at) if one.answered_at else None,
    }


def _at(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")

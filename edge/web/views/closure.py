"""Why a screen gives no tickets now, when there are some again and what else there is: never a dead end."""

from datetime import datetime
from functools import partial
from typing import Any

from edge.hall import admission
from edge.hall.plan import Service
from edge.hall.sessions import Admits
from edge.hall.terms import WindowState
from edge.texts import closures as say
from edge.web.scene import Scene

ALL_DAY = frozenset({"between_sessions", "closing_time", "not_held_today", "appointments_only"})
"""Refusals that the calendar gives: the whole screen may be explained by one of them."""

Words = dict[str, str]


def closure(scene: Scene) -> dict[str, Any] | None:
    """Return what is to be said where nobody can take an ordinary ticket for anything, None otherwise."""
    return scene.shared("closure", partial(_closure, scene))


def _closure(scene: Scene) -> dict[str, Any] | None:
    why = _why(scene)
    if why is None:
        return None
    is_booked = why is say.APPOINTMENTS
    coming = _next_opening(scene)
    again = None
    if coming is not None:
        again = say.walk_in_again(coming, scene.now) if is_booked else say.tickets_again(coming, scene.now)
    return {
        "is_closed": not is_booked,  # those who have booked can still check in
        "title": words(say.TITLE),
        "why": words(why),
        "next": words(again) if again else None,
        "hours": words((scene.plan.hours, scene.plan.hours_en or scene.plan.hours)) if scene.plan.hours else None,
        "offers": [words(offer) for offer in scene.plan.offers],
    }


def instead(scene: Scene) -> list[Words]:
    """Return what is offered to who gets no ticket: another day, what the hall has configured, else the desk.

    Nothing while everybody gets one.
    """
    if not any(stop_of(scene, service) for service in scene.hall.plan.services):
        return []
    calendar, now = scene.room.calendar, scene.now
    today = calendar.day(now.date()) if calendar else None
    coming = calendar.next_session(max(now, today.closes or now)) if calendar and today else None
    again = [words(say.tickets_again(coming.opens, now))] if coming else []
    return [*again, *(words(offer) for offer in scene.plan.offers or (say.ASK,))]


def _why(scene: Scene) -> say.Said | None:
    if not scene.hall.state.is_day_open:
        return _why_no_day(scene)
    stops = {stop_of(scene, service) for service in scene.hall.plan.services}
    if not stops <= ALL_DAY or not stops:
        return None
    if "appointments_only" in stops:
        return say.APPOINTMENTS
    return say.BETWEEN if "between_sessions" in stops else say.SERVING_OUT


def _why_no_day(scene: Scene) -> say.Said:
    calendar, now = scene.room.calendar, scene.now
    if calendar is None:
        return say.BY_HAND
    today = calendar.day(now.date())
    if today.opens is None or today.closes is None:
        return say.closed_today(today.reason, today.reason_en)
    if now < today.opens:
        return say.NOT_YET
    return say.OVER if now >= today.closes else say.BY_HAND


def _next_opening(scene: Scene) -> datetime | None:
    """Return when tickets are given again; not today's next session where the day was closed by hand in between."""
    calendar = scene.room.calendar
    if calendar is None:
        return None
    now = scene.now
    today = calendar.day(now.date())
    is_stopped = not scene.hall.state.is_day_open and today.opens is not None and now >= today.opens
    coming = calendar.next_session(max(now, today.closes) if is_stopped and today.closes else now, Admits.EVERYBODY)
    return coming.opens if coming else None


def stop_of(scene: Scene, service: Service) -> str:
    """Return why nobody can take an ordinary ticket for a service now, as a refusal's code; "" if anybody can."""
    return scene.shared(f"stop {service.code}", partial(admission.stop_of, scene.hall, service, scene.now))


def hindrance(scene: Scene, service: Service) -> dict[str, Any]:
    """Return what keeps a service's line from being an ordinary one: `stop` in a word or two, `back` as HH:MM."""
    code = stop_of(scene, service)
    if code:
        return {"stop": words(say.STOPS.get(code, say.STOPPED))}
    windows = scene.hall.state.windows.values()
    until = [one.until for one in windows if one.until and service.code in (*one.serves, *one.spills)]
    if not until or scene.is_served(service.code):
        return {}
    return {"back": f"{min(until).astimezone(scene.now.tzinfo):%H:%M}"}


def at_work(scene: Scene, zone: str = "") -> Words | None:
    """Return which windows serve while others rest by roster, None while nobody does."""
    if not scene.hall.state.is_day_open:
        return None
    here = [scene.hall.desk(one.number) for one in scene.hall.plan.windows if not zone or one.zone == zone]
    resting = {one.number: one.until for one in here if one.until is not None}
    if not resting:
        return None
    serving = [one.number for one in here if one.state is WindowState.OPEN]
    return words(say.at_work(serving, resting, min(resting.values()).astimezone(scene.now.tzinfo)))


def words(said: say.Said) -> Words:
    """Return both languages by name."""
    return {"zh": said[0], "en": said[1]}

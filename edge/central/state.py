"""What is so now, as retained topics: pure projections of the hall and of its devices."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from edge.central.payloads import plain
from edge.central.pending import pending_states
from edge.central.topics import Topics
from edge.hall.admission import stop_of
from edge.hall.estimate import expect
from edge.hall.experience import Judged
from edge.hall.hall import Hall
from edge.hall.plan import Service
from edge.hall.satisfaction import satisfaction
from edge.hall.satisfied import Satisfaction
from edge.hall.state import Problem, Window
from edge.hall.terms import Admission, RatingState, TicketClass, TicketState, WindowState
from edge.hall.waits.bands import AIM
from edge.hall.waits.judging import figures as figures_of
from edge.hall.waits.judging import together
from edge.ports import SlotStatus
from edge.reports.figures import Report
from edge.reports.tables import brief
from edge.texts import repair, sentence
from edge.texts.reasons import code_of, reason_words
from edge.texts.why import why_called

State = dict[str, Any]

COUNTED = tuple(
    f"ticket.{verb}"
    for verb in ("taken", "called", "finished", "missed", "cancelled", "voided", "expired", "transferred")
) + tuple(
    f"rating.{verb}" for verb in ("opened", "given", "declined", "timed_out", "failed", "alerted", "settled", "overdue")
)


def hall_states(topics: Topics, hall: Hall, now: datetime) -> Mapping[str, State]:
    """Return topic → payload of windows, queues and problems; `seen` says when it was last known true."""
    seen = {"seen": plain(now)}
    states = {topics.window(window.number): window_state(hall, window) | seen for window in hall.state.windows.values()}
    states |= {topics.queue(service.code): queue_state(hall, service, now) | seen for service in hall.plan.services}
    states[topics.ratings] = rating_state(hall) | seen
    states |= {topics.tide(number): plain(advice) | seen for number, advice in hall.state.tides.advised.items()}
    for problem in hall.state.problems.values():
        states[topics.problem(problem.code, problem.place)] = problem_state(problem) | seen
    states |= {topic: state | seen for topic, state in pending_states(topics, hall)}
    return states


def rating_state(hall: Hall) -> State:
    """Return how satisfied people were today: of enough ratings only, of the hall and its zones, never of a window."""
    zones = dict.fromkeys(zone for zone in hall.zones.values() if zone)
    return {
        "day": hall.state.day,
        "at_least": hall.plan.rating.public_at_least,
        "hall": _satisfied(satisfaction(hall)),
        "zones": {zone: _satisfied(satisfaction(hall, zone)) for zone in zones},
    }


def _satisfied(found: Satisfaction | None) -> State | None:
    return {"count": found.count, "good_percent": found.percent} if found else None


def device_states(topics: Topics, slots: Iterable[SlotStatus]) -> Mapping[str, State]:
    """Return topic → payload of devices; `seen` is when the device itself was last heard, none if never."""
    return {topics.device(slot.name): device_state(slot) | {"seen": plain(slot.last_heard)} for slot in slots}


def window_state(hall: Hall, window: Window) -> State:
    """Return a desk: who is served there, by whom, and what for."""
    plan = hall.plan.window(window.number)
    ticket = hall.state.tickets.get(window.ticket or "")
    reason = ticket.called_because if ticket else None
    return {
        "window": window.number,
        "zone": plan.zone if plan else "",
        "state": window.state.value,
        "reason": code_of(window.reason),
        "reason_text": reason_words(window.reason, "zh", hall.plan),
        "reason_text_en": reason_words(window.reason, "en", hall.plan),
        "role": window.role.value,
        "roles": [role.value for role in window.roles],
        "serves": list(window.serves),
        "spills": list(window.spills),
        "clerk": window.clerk,
        "ticket": ticket.id if ticket else None,
        "number": ticket.number if ticket else None,
        "ticket_state": ticket.state.value if ticket else None,
        "ticket_since": plain(ticket.since) if ticket else None,
        "rule": reason.rule.value if reason else None,
        "why": why_called(ticket.number, reason) if ticket and reason else None,
        "why_en": why_called(ticket.number, reason, "en") if ticket and reason else None,
        "served": window.served,
        "until": plain(window.until),
    }


def queue_state(hall: Hall, service: Service, now: datetime) -> State:
    """Return a service's queue: who waits, which windows serve it, what a newcomer is told, how true that was."""
    arrivals = [
        ticket.arrived_at
        for name in ("ordinary", "appointment", "priority", "returned")
        for ticket_id in hall.lines.line(service.code, name)[:1]
        if (ticket := hall.state.tickets.get(ticket_id)) is not None
    ]
    is_open = hall.state.is_day_open
    serving = [
        window.number
        for window in hall.state.windows.values()
        if window.state is WindowState.OPEN and service.code in window.serves + window.spills
    ]
    return {
        "service": service.code,
        "name": service.name,
        "waiting": hall.waiting_for(service.code),
        "oldest_since": plain(min(arrivals)) if arrivals else None,
        "called_today": hall.state.calls_of.get(service.code, 0),
        "windows": serving if is_open else [],
        "range": expect(hall, service.code, TicketClass.ORDINARY, now).range if is_open else None,
        "estimate": plain(figures_of(hall.state.experience.judged.get(service.code) or Judged())),
        "admission": hall.state.admissions.get(service.code, Admission.BY_RULE).value,
        "stop": stop_of(hall, service, now) or None,
    }


def device_state(slot: SlotStatus) -> State:
    """Return a configured device as the technician would be told of it."""
    return {
        "device": slot.name,
        "kind": slot.kind,
        "state": slot.state,
        "since": plain(slot.since),
        "problem": slot.problem or None,
        "message": sentence(slot.problem, "zh", place=slot.name) if slot.problem else None,
        "conditions": plain(slot.conditions),
        "info": plain(slot.info),
    }


def problem_state(problem: Problem) -> State:
    """Return something that a person must mend."""
    return {
        "code": problem.code,
        "place": problem.place,
        "since": plain(problem.since),
        "detail": problem.detail,
        "message": sentence(problem.code, "zh", place=problem.place),
        "message_en": sentence(problem.code, "en", place=problem.place),
        "repair": repair(problem.code, "zh", place=problem.place),
    }


def report(hall: Hall, now: datetime, figures: Report | None = None) -> State:
    """Return today in numbers, with its `figures` once they have been counted; nothing of a person."""
    tickets, windows = hall.state.tickets.values(), hall.state.windows.values()
    states = Counter(ticket.state for ticket in tickets)
    today = [rating for rating in hall.state.ratings.values() if rating.id.startswith(f"{hall.state.day}/")]
    levels = Counter(rating.level for rating in today if rating.state is RatingState.GIVEN)
    return {
        "day": hall.state.day,
        "is_day_open": hall.state.is_day_open,
        "opened_at": plain(hall.state.opened_at),
        "counts": {kind: hall.state.counts.get(kind, 0) for kind in COUNTED},
        "tickets": {state.value: states[state] for state in TicketState},
        "waiting": sum(hall.waiting_for(service.code) for service in hall.plan.services),
        "windows_open": sum(window.state is WindowState.OPEN for window in windows),
        "ratings": {str(level): levels[level] for level in range(1, 6)},
        "problems": len(hall.state.problems),
        "estimate": plain(figures_of(together(hall.state.experience))) | {"aim": AIM},
        "figures": brief(figures) if figures else None,
        "seen": plain(now),
    }

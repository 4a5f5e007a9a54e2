"""Whether a service gives tickets now: by a person's word for today, by its sessions, by what can still be reached.

ruled "never"                     service_closed
ruled "always"                    given
between two sessions              between_sessions    also to who has an appointment
a session for appointments only   appointments_only   given to who has one
after the last session            closing_time        those who hold a ticket are served out
it cannot be reached today        capacity_reached    given to who has an appointment: the hall has promised it
without sessions                  given               for as long as the day is open, such as by hand on a Sunday
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from edge.hall.capacity import Capacity, Reach, capacity
from edge.hall.closing import WhenFull
from edge.hall.hall import Hall
from edge.hall.plan import Service
from edge.hall.refusal import Refused
from edge.hall.sessions import Admits, Session, held_at, last_closing, next_for
from edge.hall.terms import Admission, TicketClass


def admit(hall: Hall, service: Service, ticket_class: TicketClass, now: datetime) -> Capacity | None:
    """Return what is left of today where its end is near, None where it is of no concern; Refused if none is given."""
    ruled = hall.state.admissions.get(service.code, Admission.BY_RULE)
    if ruled is Admission.NEVER:
        raise Refused("service_closed", **_named(service))
    if ruled is Admission.ALWAYS or not hall.state.sessions:
        return None
    _check_session(hall, service, ticket_class, now)
    found = capacity(hall, service.code, ticket_class, now)
    is_promised = ticket_class is TicketClass.APPOINTMENT
    if found is None or is_promised or found.reach is not Reach.BEYOND or hall.plan.closing.when_full is WhenFull.WARN:
        return found
    code = "capacity_reached" if found.windows else "no_window_today"
    raise Refused(code, **_named(service), **found.facts())


def stop_of(hall: Hall, service: Service, now: datetime) -> str:
    """Return why nobody can take an ordinary ticket for a service now, as a refusal's code; "" if anybody can."""
    if not hall.state.is_day_open:
        return "day_not_open"
    try:
        admit(hall, service, TicketClass.ORDINARY, now)
    except Refused as refused:
        return refused.code
    return ""


def warning(ends: Iterable[Capacity]) -> dict[str, Any]:
    """Return what the answer to a ticket says beside it, if it may not be called today: JSON values."""
    doubtful = [end for end in ends if end.reach is not Reach.REACHED]
    return {"warning": {"code": "may_not_be_reached", **doubtful[0].facts()}} if doubtful else {}


def _check_session(hall: Hall, service: Service, ticket_class: TicketClass, now: datetime) -> None:
    sessions = hall.state.sessions
    if now < min(one.opens for one in sessions):
        return  # somebody has opened the hall before its time
    held = held_at(sessions, service.code, now)
    if held:
        if ticket_class is TicketClass.APPOINTMENT or any(one.admits is Admits.EVERYBODY for one in held):
            return
        until, later = max(one.closes for one in held), next_for(sessions, service.code, now)
        raise Refused("appointments_only", **_named(service), until=f"{until:%H:%M}", opens=_clock(later))
    later = next_for(sessions, service.code, now)
    if later is not None:
        raise Refused("between_sessions", **_named(service), opens=_clock(later))
    closed = last_closing(sessions, service.code)
    if closed is None:
        raise Refused("not_held_today", **_named(service))
    raise Refused("closing_time", **_named(service), closed=f"{closed:%H:%M}")


def _clock(session: Session | None) -> str:
    return f"{session.opens:%H:%M}" if session is not None else ""


def _named(service: Service) -> dict[str, str]:
    return {"service": service.name, "service_en": service.name_en or service.name}

"""Opening the clock of a report, closing it with a result, asking for a chief representative, noting a region."""

from edge.hall.commands import AnswerChief, AskChief, CloseUnresolved, NoteRegion
from edge.hall.decision import Decision, Moment
from edge.hall.events import ChiefAnswered, ChiefAsked, RegionNoted, UnresolvedClosed, UnresolvedOpened
from edge.hall.hall import Hall
from edge.hall.masking import mask_numbers
from edge.hall.refusal import Refused
from edge.hall.state import Ticket, Unresolved
from edge.hall.terms import Resolution, TicketState, Timer
from edge.hall.worktime import worked_s

NOTE_AT_MOST = 500  # characters
REGION_DIGITS = range(6, 13)
_EXPLAINED = frozenset({Resolution.EXPLAINED, Resolution.REFERRED})
"""Results that are nothing without a word of explanation."""


def matter_of(ticket: Ticket) -> str:
    """Return the id of the report about the ticket's present leg."""
    return f"{ticket.id}#{ticket.leg + 1}"


def opening(hall: Hall, failed: Ticket | None, ticket: str, reason: str = "") -> UnresolvedOpened:
    """Return the event that starts the clock of what could not be done; `ticket` waits for the 办不成事 window."""
    limit_s = hall.plan.timers.unresolved_s
    if failed is None:
        return UnresolvedOpened(f"{ticket}#1", ticket=ticket, reason=mask_numbers(reason), limit_s=limit_s)
    service = hall.plan.service(failed.service)
    window = hall.state.windows.get(failed.window or 0)
    return UnresolvedOpened(
        matter_of(failed),
        failed.id,
        ticket,
        failed.service,
        failed.window,
        window.clerk if window else "",
        service.department if service else "",
        failed.case,
        mask_numbers(reason),
        limit_s,
    )


def failed_ticket(hall: Hall, name: str) -> Ticket:
    """Return the ticket that somebody says has failed; it is reported once."""
    failed = hall.ticket(name)
    if failed.state in (TicketState.PRINTING, TicketState.OFFERED, TicketState.UNSURE, TicketState.VOID):
        raise Refused("unknown_ticket", ticket=name)
    known = hall.state.unresolved.get(matter_of(failed))
    if known is not None and known.closed_at is None:
        number = (known.ticket or known.failed).rpartition("/")[2]
        raise Refused("already_reported", ticket=failed.number, number=number)
    return failed


def close(hall: Hall, command: CloseUnresolved, moment: Moment) -> Decision:
    """End a report with a result; what was explained or passed on says how."""
    matter = _matter(hall, command.matter)
    if matter.closed_at is not None:
        raise Refused("matter_closed", matter=command.matter)
    if command.result in _EXPLAINED and not command.note.strip():
        raise Refused("reason_needed")
    if len(command.note) > NOTE_AT_MOST:
        raise Refused("bad_args", fields=["note"])
    running_s = worked_s(hall.state.sessions, matter.running_since, moment.now) if matter.running_since else 0.0
    is_overdue = Timer.UNRESOLVED_OVER.value in matter.reminded
    spent_s = int(matter.spent_s + running_s)
    note = mask_numbers(command.note.strip())
    event = UnresolvedClosed(matter.id, command.result, note, command.by, is_overdue, spent_s)
    return Decision((event,), {"matter": matter.id, "result": command.result.value})


def _matter(hall: Hall, name: str) -> Unresolved:
    known = hall.state.unresolved
    today = f"{hall.state.day}/{name}"
    found = known.get(name) or next((one for one in known.values() if one.ticket in (name, today)), None)
    if found is None:
        raise Refused("unknown_matter", matter=name)
    return found


def ask_chief(hall: Hall, command: AskChief, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Ask for the chief representative of a department, once a window and department."""
    window = hall.window(command.window)
    ticket = hall.state.tickets.get(window.ticket or "")
    service = hall.plan.service(ticket.service) if ticket else None
    department = hall.plan.department(command.department or (service.department if service else ""))
    if department is None:
        raise Refused("unknown_department", department=command.department)
    for request in hall.state.chief_requests.values():
        if request.answered_at is None and (request.window, request.department) == (window.number, department.code):
            raise Refused("chief_already_asked", department=department.name, department_en=department.name_en)
    number = hall.state.counts.get(ChiefAsked.kind, 0) + 1
    event = ChiefAsked(
        f"{hall.state.day}/chief/{number}",
        window.number,
        department.code,
        department.chief,
        window.clerk,
        window.ticket or "",
        mask_numbers(command.note),
    )
    return Decision((event,), {"request": event.request, "department": department.code})


def answer_chief(hall: Hall, command: AnswerChief, moment: Moment) -> Decision:  # noqa: ARG001
    """Note that somebody goes."""
    request = hall.state.chief_requests.get(command.request)
    if request is None or request.answered_at is not None:
        raise Refused("chief_not_asked")
    return Decision((ChiefAnswered(request.id, command.by),), {"request": request.id})


def note_region(hall: Hall, command: NoteRegion, moment: Moment) -> Decision:  # noqa: ARG001
    """Note whose region's matter it is."""
    ticket = hall.ticket(command.ticket)
    check_region(command.region)
    return Decision((RegionNoted(ticket.id, command.region),), {"ticket": ticket.id, "region": command.region})


def check_region(region: str) -> None:
    """Refuse what is no code of a region."""
    if not (region.isascii() and region.isdigit() and len(region) in REGION_DIGITS):
        raise Refused("bad_args", fields=["region"])

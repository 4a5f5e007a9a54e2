"""Checking in for an appointment: once, neither too early nor too late, and from when its ticket counts.

        early_s            slot           late_s
    ───┼────────┤start───────────────end├────────┼──▶
    early   counts from start │ counts from check-in   late: an ordinary ticket is offered

Whoever comes before the slot begins gains no priority until then, and is served earlier only where nobody else waits.
"""

from datetime import datetime, timedelta

from edge.hall.commands import Slot, Take
from edge.hall.hall import Hall
from edge.hall.policy import Policy
from edge.hall.refusal import Refused
from edge.hall.terms import TicketClass


def check_in(hall: Hall, command: Take, now: datetime) -> datetime | None:
    """Return from when the ticket counts, None if from now as usual; Refused where the appointment gives no right now.

    Only a ticket of the class appointment has to be in time: somebody who is late takes an ordinary one for it.
    """
    if not command.appointment:
        return None
    held = hall.checked_in(command.appointment)
    if held is not None:
        raise Refused("appointment_used", ticket=held.number, state=held.state.value)
    slot = command.slot
    if slot is None:
        if not command.services:  # the booking would have named one
            raise Refused("appointment_unknown", appointment=command.appointment)
        return None
    if command.ticket_class is not TicketClass.APPOINTMENT:
        return None
    opens, ends = limits(slot, hall.plan.policy)
    if now < opens:
        raise Refused("appointment_early", slot=slot_words(slot, now), opens=moment_words(opens, now))
    if now > ends:
        raise Refused("appointment_late", slot=slot_words(slot, now))
    return max(slot.start, now)


def admitted_as(hall: Hall, command: Take, now: datetime) -> TicketClass:
    """Return as whom sessions and capacity take somebody: who is in time for a booking is promised to be served.

    That stays so where their age makes it a priority ticket.
    """
    if command.slot is None:
        return command.ticket_class
    opens, ends = limits(command.slot, hall.plan.policy)
    return TicketClass.APPOINTMENT if opens <= now <= ends else command.ticket_class


def limits(slot: Slot, policy: Policy) -> tuple[datetime, datetime]:
    """Return from when on and until when one may check in for a slot."""
    early, late = timedelta(seconds=policy.appointment_early_s), timedelta(seconds=policy.appointment_late_s)
    return slot.start - early, slot.end + late


def slot_words(slot: Slot, now: datetime) -> str:
    """Return a slot as people read it in the zone of `now`: 09:30–10:00, with its day if that is not today."""
    return f"{moment_words(slot.start, now)}–{slot.end.astimezone(now.tzinfo):%H:%M}"


def moment_words(moment: datetime, now: datetime) -> str:
    """Return a time of day, with its day if that is not the day of `now`."""
    local = moment.astimezone(now.tzinfo)
    return f"{local:%H:%M}" if local.date() == now.date() else f"{local:%Y-%m-%d %H:%M}"

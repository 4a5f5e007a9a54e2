"""What a command comes to: events and an answer, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from edge.hall.events import Event
from edge.hall.refusal import Refused
from edge.hall.state import Ticket
from edge.hall.terms import Step, TicketState
from edge.hall.transitions import after

CHANCE_BYTES = 16


@dataclass(frozen=True, slots=True)
class Moment:
    """When a command is decided, and the lot that was drawn for it."""

    now: datetime
    chance: bytes  # 16 bytes


@dataclass(frozen=True, slots=True)
class Decision:
    """Events in order, at least one, and what the asker is told: JSON values only."""

    events: tuple[Event, ...]
    answer: Mapping[str, Any] = field(default_factory=dict)


_REFUSALS = {
    Step.PRINTED: "ticket_not_printing",
    Step.OFFER: "ticket_not_printing",
    Step.SHOW: "ticket_not_offered",
    Step.GIVE_UP: "ticket_not_offered",
    Step.LAPSE: "ticket_not_offered",
    Step.CONFIRM: "ticket_not_unsure",
    Step.VOID: "ticket_not_unsure",
    Step.REPRINT: "ticket_not_waiting",
    Step.CALL: "ticket_not_waiting",
    Step.RECALL: "ticket_not_called",
    Step.START: "ticket_not_called",
    Step.MISS: "ticket_not_called",
    Step.REINSTATE: "ticket_not_missed",
    Step.FINISH: "ticket_not_serving",
    Step.FINISH_LEG: "ticket_not_serving",
    Step.TRANSFER: "ticket_not_at_window",
    Step.PARK: "ticket_not_serving",
    Step.RESUME: "ticket_not_parked",
    Step.CANCEL: "ticket_not_cancellable",
    Step.EXPIRE: "ticket_ended",
}


def require(ticket: Ticket, step: Step) -> TicketState:
    """Return the state that `step` leads to; Refused with the step's own code where the table has no such cell."""
    state = after(ticket.state, step)
    if state is None:
        raise Refused(_REFUSALS[step], ticket=ticket.number, state=ticket.state.value)
    return state

"""Every cell of the ticket's table, on the real rules: allowed steps lead where it says, all others are refused."""

import pytest

from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.hall.state import Ticket
from edge.hall.terms import Step, TicketState
from edge.hall.transitions import TRANSITIONS, after
from tests.support.halls import House, house

T = TicketState


def in_state(state: TicketState) -> tuple[House, Ticket]:
    """Return a hall with one ticket in `state`; windows 1 and 2 are open, window 2 is free."""
    if state not in (T.PRINTING, T.OFFERED, T.UNSURE, T.VOID):
        here = house()
        return here, here.ticket_in(state)
    here = house(has_printer=True)
    ticket = here.take()
    if state is not T.PRINTING:
        here.do(c.ReportPrintFault(ticket.id, 1, "paper_out"))
    if state is T.UNSURE:
        here.do(c.LapseOffer(ticket.id))
    if state is T.VOID:
        here.do(c.GiveUpOffer(ticket.id))
    return here, ticket


def command_for(step: Step, ticket: Ticket, here: House) -> c.Command:
    """Return the command that asks for `step` of this very ticket."""
    window = ticket.window or 1
    commands: dict[Step, c.Command] = {
        Step.PRINTED: c.ReportPrinted(ticket.id, ticket.attempt, "proven"),
        Step.OFFER: c.ReportPrintFault(ticket.id, ticket.attempt, "paper_out"),
        Step.SHOW: c.AcceptOffer(ticket.id),
        Step.GIVE_UP: c.GiveUpOffer(ticket.id),
        Step.LAPSE: c.LapseOffer(ticket.id),
        Step.CONFIRM: c.Confirm(ticket.id),
        Step.VOID: c.Void(ticket.id),
        Step.REPRINT: c.Reprint(ticket.id, "door"),
        Step.CALL: c.CallNumber(2, ticket.id, "test"),
        Step.RECALL: c.Recall(window),
        Step.START: c.Start(window),
        Step.MISS: c.Miss(window, "test"),
        Step.REINSTATE: c.Reinstate(ticket.id),
        Step.FINISH: c.Finish(window),
        Step.TRANSFER: c.Transfer(ticket.id, "test", service="tax"),
        Step.PARK: c.Park(window),
        Step.RESUME: c.Resume(ticket.id),
        Step.CANCEL: c.Cancel(ticket.id),
        Step.EXPIRE: c.CloseDay(),
    }
    del here
    return commands[step]


# Steps that are not asked for by a command of their own, and cells where the rules do more than the table says.
BY_OTHER_MEANS = {
    (T.WAITING, Step.REPRINT): None,  # a hall without a printer refuses it for that reason; see test_offers
    (T.CALLED, Step.FINISH): T.DONE,  # `finish` of an unstarted ticket starts it first
}


@pytest.mark.parametrize("step", [step for step in Step if step is not Step.FINISH_LEG], ids=lambda step: step.value)
@pytest.mark.parametrize("state", list(TicketState), ids=lambda state: state.value)
def test_every_cell_of_the_table(state: TicketState, step: Step) -> None:
    here, ticket = in_state(state)
    assert ticket.state is state
    expected = BY_OTHER_MEANS.get((state, step), after(state, step))
    before = len(here.events)
    if step is Step.EXPIRE and expected is None:
        if here.hall.state.is_day_open:
            here.do(c.CloseDay())
        assert ticket.state is state
    elif expected is None:
        with pytest.raises(Refused):
            here.do(command_for(step, ticket, here))
        assert ticket.state is state
        assert len(here.events) == before
    else:
        here.do(command_for(step, ticket, here))
        assert ticket.state is expected
        assert len(here.events) > before


def test_a_visit_of_two_legs_waits_again_after_the_first() -> None:
    here = house()
    ticket = here.take("social", "tax")
    here.call(1)
    here.do(c.Finish(1))
    assert ticket.state is after(T.SERVING, Step.FINISH_LEG)
    assert ticket.service == "tax"
    assert here.call(2) == ticket.number
    here.do(c.Finish(2))
    assert ticket.state is T.DONE


def test_ended_states_lead_nowhere() -> None:
    assert not [cell for cell in TRANSITIONS if not cell[0].is_open]

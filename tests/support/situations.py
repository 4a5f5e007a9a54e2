"""Every state that a ticket, a window or the day can be in when something is asked of the hall."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from edge.hall import commands as c
from edge.hall.terms import TicketState
from tests.web.hall_at_work import Stage, open_stage


@dataclass
class Situation:
    """A hall in which something can be asked: of this ticket, at this window."""

    stage: Stage
    ticket: str = "A099"
    window: int = 1


def of_ticket(state: TicketState) -> Callable[[], Situation]:
    """Return how to come to a hall with a ticket in this state; window 1 is open."""

    def make() -> Situation:
        stage = open_stage()
        do = stage.commands.do
        ticket = str(do(c.Take(("social",), dispenser="door"))["ticket"])
        before: Mapping[TicketState, list[c.Command]] = {
            TicketState.PRINTING: [],
            TicketState.OFFERED: [c.ReportPrintFault(ticket, 1, "paper_out")],
            TicketState.UNSURE: [c.ReportPrintFault(ticket, 1, "paper_out"), c.LapseOffer(ticket)],
            TicketState.VOID: [c.ReportPrintFault(ticket, 1, "paper_out"), c.GiveUpOffer(ticket)],
        }
        shown: list[c.Command] = [c.ReportPrinted(ticket, 1, "proven")]
        called: list[c.Command] = [*shown, c.Call(1)]
        served: list[c.Command] = [*called, c.Start(1)]
        after: Mapping[TicketState, list[c.Command]] = {
            TicketState.WAITING: shown,
            TicketState.CALLED: called,
            TicketState.SERVING: served,
            TicketState.MISSED: [*called, c.Miss(1, "no_show")],
            TicketState.PARKED: [*served, c.Park(1, "documents")],
            TicketState.DONE: [*served, c.Finish(1)],
            TicketState.CANCELLED: [*shown, c.Cancel(ticket)],
            TicketState.EXPIRED: [*shown, c.CloseDay()],
        }
        for command in {**before, **after}[state]:
            do(command)
        assert stage.commands.hall.ticket(ticket).state is state
        return Situation(stage, ticket)

    return make


def of_window(*steps: c.Command, window: int = 1) -> Callable[[], Situation]:
    """Return how to come to a hall in which this was done; a ticket waits."""

    def make() -> Situation:
        stage = open_stage()
        ticket = stage.take("social")
        for step in steps:
            stage.commands.do(step)
        return Situation(stage, ticket, window)

    return make


SITUATIONS: Mapping[str, Callable[[], Situation]] = {
    **{f"ticket {state.value}": of_ticket(state) for state in TicketState},
    "window closed": of_window(c.CloseWindow(1)),
    "window paused": of_window(c.PauseWindow(1, "lunch")),
    "window paused while serving": of_window(c.Call(1), c.Start(1), c.PauseWindow(1, "lunch")),
    "window signed out": of_window(c.SignOut(1)),
    "window unknown": of_window(window=88),
    "ticket at another window": of_window(c.Call(2)),
    "nobody there": lambda: Situation(open_stage()),
    "day not begun": lambda: Situation(Stage()),
    "day over": of_window(c.CloseDay()),
}

"""The hall in memory: its state, the lines of waiting tickets, and what is due next.

`decide` reads it and gives events or a refusal, `apply` changes it in place and cannot fail. Nothing here knows the
time, draws lots or does I/O: time and chance come with the command.

    command ─▶ decide(hall, command, now, chance) ─▶ Decision(events, answer) | Refused
                                                        │ journal keeps them
    hall ◀──────────── apply(hall, event, at) ◀─────────┘
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from edge.hall.commands import Command
from edge.hall.deadlines import Deadlines
from edge.hall.floor import Floor
from edge.hall.plan import Plan, WindowPlan
from edge.hall.refusal import Refused
from edge.hall.satisfied import Satisfaction
from edge.hall.state import HallState, Ticket, Window
from edge.hall.tags import TagList
from edge.hall.terms import TicketClass, TicketState
from edge.hall.waiting import Lines
from edge.hall.waits.network import Network
from edge.hall.waits.walk import Walk

Stamp = tuple[int, datetime]
"""After how many changes of the hall, and for which moment, something was worked out."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that the hall itself will ask for at a certain time; its id makes it happen once."""

    at: datetime
    command: Command
    command_id: str


class Hall:
    """State, plus indices that are made of it: lines of waiting tickets, deadlines, tickets by person."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.state = HallState()
        self.lines = Lines()
        self.deadlines = Deadlines()
        self.satisfied: dict[str, tuple[tuple[str, int], Satisfaction | None]] = {}  # zone → made of, figure
        self.by_person: dict[str, list[str]] = {}  # person key → ids of the tickets they took for themselves
        self.by_appointment: dict[str, str] = {}  # booking → id of the ticket that was taken for it last
        self.printing: set[str] = set()  # ids of tickets whose slip is under way: they will wait in a moment
        self.floor = Floor()
        self.zones = {window.number: window.zone for window in plan.windows}
        self.changes = 0  # events applied: what was worked out before one is not true any more
        self.network: Network | None = None  # worked out when first asked for, as are the forecasts
        self.forecasts: dict[tuple[tuple[str, ...], TicketClass], tuple[Stamp, Walk]] = {}
        for window in plan.windows:
            self.state.windows[window.number] = configure(Window(window.number), window)

    def ticket(self, name: str) -> Ticket:
        """Return a ticket by its id, or by its number for today; Refused("unknown_ticket")."""
        tickets = self.state.tickets
        found = tickets.get(name) or tickets.get(f"{self.state.day}/{name}") or self.kept().get(name)
        if found is None:
            raise Refused("unknown_ticket", ticket=name)
        return found

    def kept(self) -> dict[str, Ticket]:
        """Return the tickets of earlier days that are still open, by number; they stand before all of today's."""
        today = f"{self.state.day}/"
        old = takewhile(lambda ticket: not ticket.id.startswith(today), self.state.tickets.values())
        return {ticket.number: ticket for ticket in old if ticket.state.is_open}

    def checked_in(self, appointment: str) -> Ticket | None:
        """Return the ticket that was taken for a booking; one that was given up or cancelled does not count."""
        found = self.state.tickets.get(self.by_appointment.get(appointment, ""))
        return None if found is None or found.state in (TicketState.VOID, TicketState.CANCELLED) else found

    def window(self, number: int) -> Window:
        """Return a window; Refused("unknown_window")."""
        found = self.state.windows.get(number)
        if found is None or self.plan.window(number) is None:
            raise Refused("unknown_window", window=number)
        return found

    def desk(self, number: int) -> Window:
        """Return a window for `apply`: also one that the configuration has dropped since."""
        known = self.state.windows.get(number)
        if known is None:
            known = self.state.windows[number] = Window(number)
        return known

    def in_state(self, *states: TicketState) -> list[Ticket]:
        """Return today's tickets in any of these states, earliest first."""
        return [ticket for ticket in self.state.tickets.values() if ticket.state in states]

    @property
    def tags(self) -> TagList:
        """The reasons that citizens choose from now: central's newest list, or the hall's own."""
        return self.state.tag_lists[-1] if self.state.tag_lists else self.plan.rating.tags

    def waiting_for(self, service: str) -> int:
        """Return how many wait for a service, whatever their class."""
        return self.lines.count(service)

    def ahead_for(self, service: str) -> int:
        """Return how many a newcomer finds before them: who waits, and whose slip is just being printed."""
        coming = sum(self.state.tickets[ticket_id].service == service for ticket_id in self.printing)
        return self.waiting_for(service) + coming

    def next_due(self) -> Due | None:
        """Return what is due first, None if nothing is pending."""
        due = self.deadlines.first(self)
        return Due(*due) if due else None


def configure(window: Window, planned: WindowPlan | None) -> Window:
    """Let a desk do what the configuration says; nothing if it is not in there any more."""
    of_plan = planned or WindowPlan(window.number, "", ())
    window.serves, window.spills = of_plan.serves, of_plan.spills
    window.role, window.also = of_plan.role, of_plan.also
    return window

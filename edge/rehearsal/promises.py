"""Looks over the hall's shoulder at every call: the ceiling is kept, and nobody over it waits beside a free window.

It counts for itself who waits, from the tickets' own states: the lines that the order rule reads might be wrong.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from heapq import heappop, heappush

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.invariants import broken_promises
from edge.hall.order import class_policy
from edge.hall.state import Ticket, Window
from edge.hall.terms import Rule, TicketState, WindowState
from edge.hall.waiting import RETURNED
from edge.ports import Entry

KEPT_SENTENCES = 20  # of broken promises; a broken rule would break at every call


class Promises:
    """Takes every entry after it has been applied; `broken` stays empty, or the rules are wrong."""

    def __init__(self, hall: Hall, idle: Callable[[], list[Window]], all_every: int) -> None:
        """`idle` are the windows whose clerks could call now; all of the hall's promises are read every so many."""
        self._hall = hall
        self._idle = idle
        self._all_every = all_every
        self._entries = 0
        self._waiting: dict[str, tuple[Ticket, datetime]] = {}  # and when they come to be over the ceiling
        self._first_over: list[tuple[datetime, str]] = []  # heap of the same; who has left is thrown out on top
        self._numbers: set[str] = set()
        self.calls_checked = 0
        self.broken: list[str] = []

    def note(self, entries: Sequence[Entry]) -> None:
        """Check what these entries have made of the hall."""
        for entry in entries:
            for event in entry.events:
                self._count(event)
                if isinstance(event, e.TicketCalled) and event.reason.rule is not Rule.BY_NUMBER:
                    self.calls_checked += 1
                    self._complain(self._passed_over(event, entry.at))
            self._entries += 1
            if self._entries % self._all_every == 0:
                self.check_all()

    def check_all(self) -> None:
        """Read all promises of the hall; costs as much as there are tickets."""
        self._complain(broken_promises(self._hall))
        waiting = [ticket for ticket in self._hall.state.tickets.values() if ticket.state is TicketState.WAITING]
        if len(waiting) != len(self._waiting):
            self._complain([f"{len(self._waiting)} should wait, {len(waiting)} do"])

    def check_free(self, now: datetime) -> None:
        """See that nobody over the ceiling waits while a window that may serve them is free."""
        idle = self._idle() if self._is_anybody_over(now) else []
        for ticket, over_at in self._waiting.values() if idle else ():
            if over_at < now and self._is_due(ticket):
                for window in idle:
                    if self._may_serve(window, ticket):
                        self._complain([f"{ticket.number} was left over the ceiling, window {window.number} free"])

    def _count(self, event: e.Event) -> None:
        name = getattr(event, "ticket", None)
        ticket = self._hall.state.tickets.get(name) if isinstance(name, str) else None
        if ticket is None:
            return
        if isinstance(event, e.TicketTaken):
            if event.ticket in self._numbers:
                self._complain([f"{event.ticket} was handed out twice"])
            self._numbers.add(event.ticket)
        if ticket.state is TicketState.WAITING:
            over_at = self._over_at(ticket)
            self._waiting[ticket.id] = (ticket, over_at)
            heappush(self._first_over, (over_at, ticket.id))
        else:
            self._waiting.pop(ticket.id, None)

    def _is_anybody_over(self, now: datetime) -> bool:
        while self._first_over and self._first_over[0][1] not in self._waiting:
            heappop(self._first_over)
        return bool(self._first_over) and self._first_over[0][0] < now

    def _passed_over(self, event: e.TicketCalled, now: datetime) -> Iterator[str]:
        """Say who was over the ceiling by more than the one called, and could have been called instead."""
        window = self._hall.state.windows[event.window]
        called = self._hall.state.tickets[event.ticket]
        bound = min(self._over_at(called), now)
        for ticket, over_at in self._waiting.values():
            if over_at >= bound or not self._may_serve(window, ticket):
                continue
            if ticket.returned_at_call is not None and event.reason.line == RETURNED:
                continue  # who was reinstated first is called first
            if self._is_due(ticket, called.service):
                yield f"{called.number} was called before {ticket.number}, who is longer over the ceiling"

    def _over_at(self, ticket: Ticket) -> datetime:
        return ticket.arrived_at + timedelta(
            seconds=class_policy(self._hall.plan.policy, ticket.ticket_class).ceiling_s
        )

    def _may_serve(self, window: Window, ticket: Ticket) -> bool:
        if ticket.bound_to == window.number:
            return True
        if ticket.bound_to is not None and self._hall.state.windows[ticket.bound_to].state is WindowState.OPEN:
            return False
        return ticket.service in (*window.serves, *window.spills)

    def _is_due(self, ticket: Ticket, called: str = "") -> bool:
        """Whether it is in turn; a reinstated one is after some calls, not counting the one just made (for `called`).

        Who was reinstated first is called first, so only the first of them is compared with others.
        """
        if ticket.returned_at_call is None:
            return True
        calls = self._hall.state.calls_of.get(ticket.service, 0) - (ticket.service == called) - ticket.returned_at_call
        return calls >= self._hall.plan.policy.return_after_calls and not any(
            other.returned_at_call is not None and other.service == ticket.service and other.since < ticket.since
            for other, _ in self._waiting.values()
        )

    def _complain(self, sentences: Sequence[str] | Iterator[str]) -> None:
        self.broken += list(sentences)[: max(0, KEPT_SENTENCES - len(self.broken))]

"""What happened to the tickets of one day, service and class, in numbers."""

from collections import Counter
from dataclasses import dataclass, field

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.order import class_policy
from edge.hall.terms import TicketClass

RATED = {e.RatingGiven: "given", e.RatingDeclined: "declined", e.RatingTimedOut: "timed out", e.RatingFailed: "failed"}

Key = tuple[str, str, TicketClass]
"""The day that the ticket was taken on, the service of the leg, and the class."""


@dataclass(slots=True)
class Row:
    """Tickets by what became of them, ratings by outcome, and how long each leg waited for its first call."""

    counts: Counter[str] = field(default_factory=Counter)
    waits_s: list[float] = field(default_factory=list)
    over: int = 0  # of the waits, how many were longer than the ceiling of their class


class Tally:
    """Counts every event as it is applied, except those of tickets whose beginning was forgotten."""

    def __init__(self, hall: Hall) -> None:
        self.rows: dict[Key, Row] = {}
        self._hall = hall
        self._classes: dict[str, TicketClass] = {}
        self._services: dict[str, str] = {}  # rating → service
        self._called: set[tuple[str, int]] = set()  # ticket and leg

    def note(self, event: e.Event) -> None:
        """Take an event that has just been applied."""
        match event:
            case e.TicketTaken():
                self._classes[event.ticket] = event.ticket_class
                self._count(event.ticket, event.services[0], "taken")
            case e.TicketCalled():
                self._wait(event.ticket)
            case e.TicketFinished():
                self._count(event.ticket, event.service, "served")
            case e.TicketMissed():
                self._count(event.ticket, self._service(event.ticket), "missed")
            case e.TicketVoided():
                self._count(event.ticket, self._service(event.ticket), "void")
            case e.RatingOpened():
                self._services[event.rating] = event.service
            case e.RatingGiven(sequence=1) | e.RatingDeclined() | e.RatingTimedOut() | e.RatingFailed():
                ticket = event.rating.partition("#")[0]
                self._count(ticket, self._services.get(event.rating, ""), RATED[type(event)])
            case _:
                pass

    def _wait(self, name: str) -> None:
        ticket = self._hall.state.tickets.get(name)
        if ticket is None or (name, ticket.leg) in self._called:
            return
        self._called.add((name, ticket.leg))
        row = self._row(name, ticket.service)
        waited_s = ticket.legs[ticket.leg].waiting_s
        if row is not None:
            row.waits_s.append(waited_s)
            row.over += waited_s > class_policy(self._hall.plan.policy, ticket.ticket_class).ceiling_s

    def _service(self, name: str) -> str:
        ticket = self._hall.state.tickets.get(name)
        return ticket.service if ticket else ""

    def _count(self, ticket: str, service: str, what: str) -> None:
        row = self._row(ticket, service)
        if row is not None:
            row.counts[what] += 1

    def _row(self, ticket: str, service: str) -> Row | None:
        ticket_class = self._classes.get(ticket)
        if ticket_class is None:
            return None
        return self.rows.setdefault((ticket.partition("/")[0], service, ticket_class), Row())

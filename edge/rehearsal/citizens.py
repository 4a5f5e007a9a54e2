"""The citizens of a rehearsed day: they take a ticket, wait for their call, and may lose patience."""

from dataclasses import replace
from functools import partial

from edge.hall.commands import Cancel, ReportPrinted, Take
from edge.hall.refusal import Refused
from edge.hall.state import Ticket
from edge.hall.terms import TicketClass, TicketState
from edge.ports import Answer
from edge.rehearsal.agenda import Agenda
from edge.rehearsal.clerks import Clerks
from edge.rehearsal.day import Arrival, Day

_NOT_IN_TIME = frozenset({"appointment_early", "appointment_late"})  # then an ordinary ticket is offered


class Citizens:
    """Everybody who comes on one day."""

    def __init__(self, agenda: Agenda, clerks: Clerks, day: Day) -> None:
        self._agenda = agenda
        self._clerks = clerks
        self._day = day
        self.arrivals: dict[str, int] = {}  # ticket → which of the day's arrivals took it
        self.refused: list[str] = []  # codes of the tickets that could not be taken

    async def arrive(self, index: int) -> None:
        """Let the next one touch the dispenser, and put down when the one after comes."""
        arrivals = self._day.arrivals
        if index + 1 < len(arrivals):
            self._agenda.at(arrivals[index + 1].at, partial(self.arrive, index + 1))
        arrival = arrivals[index]
        try:
            answer = await self._take(arrival)
        except Refused as refusal:
            self.refused.append(refusal.code)
            return
        self.arrivals[answer["ticket"]] = index
        ticket = self._agenda.engine.hall.state.tickets[answer["ticket"]]
        self._clerks.expect(ticket.id, arrival)
        if ticket.state is TicketState.PRINTING:
            self._agenda.after(arrival.printing_s, partial(self._wait, ticket, arrival))
        else:
            await self._clerks.notice(ticket)

    async def _take(self, arrival: Arrival) -> Answer:
        take = Take(arrival.services, arrival.ticket_class, arrival.reason)
        try:
            return await self._agenda.ask(replace(take, appointment=arrival.appointment, slot=arrival.slot))
        except Refused as refusal:
            if refusal.code not in _NOT_IN_TIME:
                raise
        return await self._agenda.ask(replace(take, ticket_class=TicketClass.ORDINARY))

    async def _wait(self, ticket: Ticket, arrival: Arrival) -> None:
        await self._agenda.ask(ReportPrinted(ticket.id, ticket.attempt, "proven"))
        if arrival.patience_s is not None:
            self._agenda.after(arrival.patience_s, partial(self._give_up, ticket))
        await self._clerks.notice(ticket)

    async def _give_up(self, ticket: Ticket) -> None:
        if ticket.state is TicketState.WAITING:
            await self._agenda.ask(Cancel(ticket.id, "left"))

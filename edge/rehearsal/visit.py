"""One recorded ticket, from being taken to its end, turned into an arrival that can be played again."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from edge.hall import events as e
from edge.rehearsal.day import Arrival, Ending, Stay

ENDINGS = {
    e.TicketFinished: Ending.FINISHED,
    e.TicketMissed: Ending.MISSED,
    e.TicketParked: Ending.PARKED,
}


@dataclass(slots=True)
class Visit:
    """What the journal says of one ticket so far."""

    taken: e.TicketTaken
    taken_at: datetime
    waits_since: datetime | None = None  # the slip was out, or the number shown
    called_at: datetime | None = None  # while it is at a window
    started_at: datetime | None = None
    away_since: datetime | None = None  # missed or parked
    cancelled_at: datetime | None = None
    by_number: int = 0  # calls that a clerk made by number
    stays: list[Stay] = field(default_factory=list)

    def note(self, event: e.Event, at: datetime) -> None:
        """Take the next thing that happened to it."""
        match event:
            case e.TicketPrinted() | e.TicketShown():
                self.waits_since = self.waits_since or at
            case e.TicketCalled():
                self.called_at, self.started_at = at, None
            case e.TicketStarted():
                self.started_at = at
            case e.TicketFinished() | e.TicketMissed() | e.TicketParked():
                self._leave(ENDINGS[type(event)], at)
            case e.TicketTransferred():
                self._leave(Ending.TRANSFERRED, at)
                self.stays[-1] = replace(self.stays[-1], service=event.service, window=event.window)
            case e.TicketReinstated() | e.TicketResumed() if self.away_since is not None:
                self.stays[-1] = replace(self.stays[-1], away_s=(at - self.away_since).total_seconds())
                self.away_since = None
            case e.TicketCancelled():
                self.cancelled_at = at
            case e.TicketExpired() if self.called_at is not None:  # the day ended while it was at a window
                self._leave(Ending.FINISHED, at)
            case _:
                pass

    def arrival(self) -> Arrival | None:
        """Return who came; None if nobody ever waited with this number."""
        if self.waits_since is None:
            return None
        patience_s = None
        if self.cancelled_at is not None and self.away_since is None:
            patience_s = (self.cancelled_at - self.waits_since).total_seconds()
        return Arrival(
            at=self.taken_at,
            services=self.taken.services,
            ticket_class=self.taken.ticket_class,
            reason=self.taken.reason,
            appointment=self.taken.appointment,
            slot=self.taken.slot,
            printing_s=(self.waits_since - self.taken_at).total_seconds(),
            stays=tuple(self.stays),
            patience_s=patience_s,
        )

    def _leave(self, ending: Ending, at: datetime) -> None:
        called_at = self.called_at or at
        started_at = self.started_at or at  # a missed one never started
        walking_s, serving_s = (started_at - called_at).total_seconds(), (at - started_at).total_seconds()
        self.stays.append(Stay(walking_s, serving_s, ending))
        self.called_at = None
        if ending in (Ending.MISSED, Ending.PARKED):
            self.away_since = at

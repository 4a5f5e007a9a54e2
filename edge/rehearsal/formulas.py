"""Two ways in which waits are commonly estimated, to be measured against: a fixed formula, and the last one's wait."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.routing import windows_for
from edge.hall.terms import WindowState


class Formulas:
    """Follows a hall event by event; asked before a ticket is taken."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._last_s: dict[str, float] = {}  # service → how long whoever was called last had waited
        self._called: set[str] = set()

    def fixed(self, service: str) -> float | None:
        """Return people ahead x mean service time / open windows, None without any of these.

        Ahead are all who wait for anything that these windows serve; the mean is that of all turns of late.
        """
        hall, turns = self._hall, self._hall.state.experience.turns.values()
        windows = [window for window in windows_for(hall, service) if window.state is WindowState.OPEN]
        weight = sum(turn.weight for turn in turns)
        if not windows or not weight:
            return None
        mean_s = sum(turn.mean * turn.weight for turn in turns) / weight
        ahead = sum(hall.waiting_for(code) for code in {code for window in windows for code in window.serves})
        return ahead * mean_s / len(windows)

    def last(self, service: str) -> float | None:
        """Return how long the last one of this service who was called had waited (LES), None before the first."""
        return self._last_s.get(service)

    def note(self, event: e.Event, at: datetime) -> None:
        """Take an event that is about to be applied."""
        if isinstance(event, e.DayOpened):
            self._last_s, self._called = {}, set()
        if isinstance(event, e.TicketCalled) and event.ticket not in self._called:
            self._called.add(event.ticket)
            ticket = self._hall.state.tickets[event.ticket]
            self._last_s[ticket.service] = (at - ticket.taken_at).total_seconds()

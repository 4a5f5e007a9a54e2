"""How long each window of a recorded day stood free although somebody waited for it: the clerks' own time."""

from datetime import datetime

from edge.hall.hall import Hall
from edge.hall.order import choose
from edge.hall.state import Window
from edge.hall.terms import WindowState


class Reactions:
    """Looks at the hall after each entry: how long until each call, or until the clerk left instead, by window."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._free_since: dict[int, datetime] = {}  # free, and somebody it could call
        self.seconds: dict[int, list[float]] = {}

    def called(self, window: int, at: datetime) -> None:
        """Note a call."""
        self._note(window, self._free_since.pop(window, at), at)

    def look(self, at: datetime) -> None:
        """See who could call now."""
        for number, window in self._hall.state.windows.items():
            if window.ticket is None and window.state is WindowState.OPEN and self._has_anybody(window, at):
                self._free_since.setdefault(number, at)
            elif (since := self._free_since.pop(number, None)) and window.state is not WindowState.OPEN:
                self._note(number, since, at)  # the clerk left without calling

    def _note(self, window: int, since: datetime, at: datetime) -> None:
        self.seconds.setdefault(window, []).append((at - since).total_seconds())

    def _has_anybody(self, window: Window, at: datetime) -> bool:
        lines, of_service = self._hall.lines, (*window.serves, *window.spills)
        if any(lines.heads(window.number)) or any(any(lines.heads(service)) for service in of_service):
            return choose(self._hall, window, at) is not None
        return False

"""The lines of waiting tickets: one FIFO per service and class, so that only heads need to be compared."""

from bisect import bisect_left, insort
from collections.abc import Iterator
from datetime import datetime

from edge.hall.state import Ticket

RETURNED = "returned"
BOUND = "bound"

Place = tuple[datetime, int, str, str]
"""Sort key of a waiting ticket: when it counts from, serial, number, id."""

_Key = tuple[str | int, str]
"""Service code, or window number for tickets bound to it; and the class, or `returned`."""


class Lines:
    """Who waits where. Head and count cost the same for ten waiting and for ten thousand."""

    def __init__(self) -> None:
        self._lines: dict[_Key, list[Place]] = {}
        self._where: dict[str, tuple[_Key, Place, str]] = {}  # ticket id → line, place, service
        self._counts: dict[str, int] = {}

    def add(self, ticket: Ticket) -> None:
        """Let a ticket wait in the line that its state calls for."""
        key: _Key
        begins = ticket.arrived_at
        if ticket.bound_to is not None:
            key = (ticket.bound_to, ticket.ticket_class.value)
        elif ticket.returned_at_call is not None:
            key = (ticket.service, RETURNED)
            begins = ticket.since  # first reinstated, first called
        else:
            key = (ticket.service, ticket.ticket_class.value)
        place = (begins, ticket.serial, ticket.number, ticket.id)
        insort(self._lines.setdefault(key, []), place)
        self._where[ticket.id] = (key, place, ticket.service)
        self._counts[ticket.service] = self._counts.get(ticket.service, 0) + 1

    def remove(self, ticket_id: str) -> None:
        """Take a ticket out of its line; nothing if it stands in none."""
        found = self._where.pop(ticket_id, None)
        if found is None:
            return
        key, place, service = found
        line = self._lines[key]
        del line[bisect_left(line, place)]
        self._counts[service] -= 1

    def heads(self, of: str | int) -> Iterator[tuple[str, str]]:
        """Yield (line name, ticket id) of the first in each line of a service, or of a window's own."""
        for name in ("ordinary", "appointment", "priority", RETURNED):
            line = self._lines.get((of, name))
            if line:
                yield name, line[0][3]

    def name_of(self, ticket_id: str) -> str:
        """Return the name of the line that a waiting ticket stands in: its class, `returned`, or `bound`."""
        (of, name), *_ = self._where[ticket_id]
        return BOUND if isinstance(of, int) else str(name)

    def count(self, service: str) -> int:
        """Return how many wait for a service, those bound to a window included."""
        return self._counts.get(service, 0)

    def line(self, of: str | int, name: str) -> list[str]:
        """Return the ticket ids of one line in order."""
        return [place[3] for place in self._lines.get((of, name), ())]

    def of_service(self, service: str) -> list[str]:
        """Return the ids of all who wait for a service in its own lines, line by line."""
        return [place[3] for (of, _), line in self._lines.items() if of == service for place in line]

    def bound_to(self, window: int) -> list[str]:
        """Return the ids of all who wait for this very window."""
        return [place[3] for (of, _), line in self._lines.items() if of == window for place in line]

    def bound_windows(self) -> set[int]:
        """Return the windows that somebody waits for."""
        return {of for (of, _), line in self._lines.items() if line and isinstance(of, int)}

    def __contains__(self, ticket_id: str) -> bool:
        return ticket_id in self._where

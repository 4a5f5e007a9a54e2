"""The lines of waiting tickets: one FIFO per service and class, so that only heads need to be compared."""

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping
from datetime import datetime
from heapq import merge

from edge.hall.state import Ticket

RETURNED = "returned"
BOUND = "bound"

Place = tuple[datetime, int, str, str]
"""Sort key of a waiting ticket: when it counts from, serial, number, id."""

_Line = tuple[str | int, str]
"""Service code, or window number for tickets bound to it; and the class, or `returned`."""

_NAMES = ("ordinary", "appointment", "priority", RETURNED)


class Lines:
    """Who waits where. Head and count cost the same for ten waiting and for ten thousand.

    Each line is kept apart by the zone that its tickets name, so that a zone's windows find their own people first.
    """

    def __init__(self) -> None:
        self._lines: dict[_Line, dict[str, list[Place]]] = {}  # zone → in order
        self._where: dict[str, tuple[_Line, str, Place, str]] = {}  # ticket id → line, zone, place, service
        self._standing: dict[str | int, int] = {}  # in the lines of a service, or of a window's own
        self._counts: dict[str, int] = {}
        self._counts_in: dict[tuple[str, str], int] = {}  # service and zone, without who is bound to a window
        self.turned: set[str | int] = set()  # whose lines filled or emptied, and windows that changed

    def add(self, ticket: Ticket) -> None:
        """Let a ticket wait in the line that its state calls for."""
        line: _Line
        begins, zone = ticket.arrived_at, ticket.zone
        if ticket.bound_to is not None:
            line, zone = (ticket.bound_to, ticket.ticket_class.value), ""
        elif ticket.returned_at_call is not None:
            line = (ticket.service, RETURNED)
            begins = ticket.since  # first reinstated, first called
        else:
            line = (ticket.service, ticket.ticket_class.value)
        place = (begins, ticket.serial, ticket.number, ticket.id)
        places = self._lines.setdefault(line, {}).setdefault(zone, [])
        if not places:
            self.turned.add(line[0])
        insort(places, place)
        self._where[ticket.id] = (line, zone, place, ticket.service)
        self._count(ticket.service, line, zone, 1)

    def remove(self, ticket_id: str) -> None:
        """Take a ticket out of its line; nothing if it stands in none."""
        found = self._where.pop(ticket_id, None)
        if found is None:
            return
        line, zone, place, service = found
        places = self._lines[line][zone]
        del places[bisect_left(places, place)]
        if not places:
            self.turned.add(line[0])
        self._count(service, line, zone, -1)

    def _count(self, service: str, line: _Line, zone: str, more: int) -> None:
        self._standing[line[0]] = self._standing.get(line[0], 0) + more
        self._counts[service] = self._counts.get(service, 0) + more
        if line[0] == service:
            self._counts_in[service, zone] = self._counts_in.get((service, zone), 0) + more

    def heads(self, of: str | int) -> Iterator[tuple[str, str]]:
        """Yield (line name, ticket id) of the first in each line of a service, or of a window's own."""
        for name in _NAMES:
            zones = self._lines.get((of, name))
            firsts = [places[0] for places in zones.values() if places] if zones else None
            if firsts:
                yield name, min(firsts)[3]

    def heads_by_zone(self, service: str) -> Iterator[tuple[str, str]]:
        """Yield (line name, ticket id) of the first of each zone in each line of a service."""
        for name in _NAMES:
            zones = self._lines.get((service, name))
            firsts = [places[0] for places in zones.values() if places] if zones else None
            if firsts:
                yield from ((name, first[3]) for first in sorted(firsts))

    def name_of(self, ticket_id: str) -> str:
        """Return the name of the line that a waiting ticket stands in: its class, `returned`, or `bound`."""
        (of, name), *_ = self._where[ticket_id]
        return BOUND if isinstance(of, int) else str(name)

    def is_waited_for(self, of: str | int) -> bool:
        """Whether anybody stands in the lines of a service, or of a window's own."""
        return self._standing.get(of, 0) > 0

    def count(self, service: str) -> int:
        """Return how many wait for a service, those bound to a window included."""
        return self._counts.get(service, 0)

    def count_in(self, service: str, zone: str) -> int:
        """Return how many wait for a service in a zone, bound to no window."""
        return self._counts_in.get((service, zone), 0)

    def line(self, of: str | int, name: str) -> list[str]:
        """Return the ticket ids of one line in order."""
        return [place[3] for place in merge(*self._lines.get((of, name), {}).values())]

    def places(self, of: str | int, name: str) -> Mapping[str, list[Place]]:
        """Return the places of one line by zone, each in order; not to be changed."""
        return self._lines.get((of, name), {})

    def of_service(self, service: str) -> list[str]:
        """Return the ids of all who wait for a service in its own lines, line by line."""
        return [ticket for name in _NAMES for ticket in self.line(service, name)]

    def bound_to(self, window: int) -> list[str]:
        """Return the ids of all who wait for this very window."""
        return [ticket for name in _NAMES for ticket in self.line(window, name)]

    def bound_windows(self) -> set[int]:
        """Return the windows that somebody waits for."""
        return {of for (of, _), zones in self._lines.items() if isinstance(of, int) and any(zones.values())}

    def __contains__(self, ticket_id: str) -> bool:
        return ticket_id in self._where

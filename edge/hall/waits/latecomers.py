"""Who is still to come and will go before others: the green channel and appointments make an ordinary wait longer.

The walk knows only those who are here. Later ones of a class that gains faster overtake whoever has not waited much
longer: after `wait` seconds one who came `s` later, with head start h' and slope k', goes before one with h and k if

    h' + k' (wait - s) > h + k wait,    that is    s < wait (1 - k / k') + (h' - h) / k'

How many of them come is taken from those who came of late, and each of them costs one turn of all desks together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from edge.hall.policy import ClassPolicy
from edge.hall.state import Ticket
from edge.hall.terms import TicketClass

OF_LATE = timedelta(minutes=120)
TICKETS_LOOKED_AT = 300  # the newest ones: enough to tell how many come, and as cheap in any hall
SHORTEST_S = 3_600.0  # fewer seconds say nothing about how often somebody comes
LARGEST_SHARE = 0.6  # of the desks' time that is thought to go to latecomers


@dataclass(frozen=True, slots=True)
class Latecomers:
    """For each class the share of the desks' time that those who come ask for, and how each class competes."""

    shares: Mapping[TicketClass, float]
    competes: Mapping[TicketClass, ClassPolicy]

    def stretched(self, wait_s: float, kind: TicketClass) -> float:
        """Return a wait with all who will overtake on the way; none is no wait with them either."""
        mine, growing, fixed_s = self.competes[kind], 0.0, 0.0
        for other, share in self.shares.items():
            theirs = self.competes[other]
            if theirs.slope > mine.slope:
                growing += share * (1 - mine.slope / theirs.slope)
                ahead_s = (theirs.head_start_s - mine.head_start_s) / theirs.slope
                fixed_s += share * max(0.0, min(ahead_s, wait_s * mine.slope / theirs.slope))
        return (wait_s + fixed_s) / (1 - min(growing, LARGEST_SHARE))


def came_of_late(
    newest_first: Iterable[Ticket], turns_s: Mapping[str, float], windows: int, now: datetime
) -> dict[TicketClass, float]:
    """Return the share of so many windows' time that each class has asked for of late; of these services alone."""
    work_s: dict[TicketClass, float] = {}
    began = now
    for ticket in islice(newest_first, TICKETS_LOOKED_AT):
        if now - ticket.taken_at > OF_LATE:
            break
        began = ticket.taken_at
        turn_s = turns_s.get(ticket.legs[0].service)
        if turn_s is not None:
            work_s[ticket.ticket_class] = work_s.get(ticket.ticket_class, 0.0) + turn_s
    span_s = max((now - began).total_seconds(), SHORTEST_S)
    return {kind: each_s / span_s / max(1, windows) for kind, each_s in work_s.items()}

"""Tickets and ratings that have not ended, as far as counting needs to know them."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(slots=True)
class Visit:
    """An open ticket."""

    services: list[str]
    ticket_class: str
    leg: int = 0
    phase: str = ""  # waiting, called, serving, resting; "" until the ticket is in somebody's hand
    since: datetime | None = None
    waited_s: float = 0.0  # of the present leg
    served_s: float = 0.0
    is_called: bool = False  # its present leg has been called before
    is_started: bool = False  # … and started
    window: int | None = None

    @property
    def service(self) -> str:
        """The code of the present leg's service."""
        return self.services[self.leg]

    def spent_s(self, phase: str, at: datetime) -> float:
        """Return how long it has been in this phase, 0 if it is in another."""
        if self.phase != phase or self.since is None:
            return 0.0
        return (at - self.since).total_seconds()


@dataclass(slots=True)
class Rated:
    """What a rating is about."""

    service: str
    ticket_class: str
    window: int
    has_ended: bool = False
    opened_at: datetime | None = None


@dataclass(slots=True)
class Carried:
    """What goes over from a day that has ended."""

    visits: dict[str, Visit] = field(default_factory=dict)
    ratings: dict[str, Rated] = field(default_factory=dict)

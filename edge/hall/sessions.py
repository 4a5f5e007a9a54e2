"""The sessions of a business day and the rests of its windows: values that the calendar gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Admits(Enum):
    """Who may take a ticket in a session."""

    EVERYBODY = "everybody"
    APPOINTMENTS = "appointments"


@dataclass(frozen=True, slots=True)
class Session:
    """A stretch of the day in which tickets are taken; `services` are its own, all of the hall's if empty."""

    opens: datetime
    closes: datetime
    admits: Admits = Admits.EVERYBODY
    services: tuple[str, ...] = ()
    name: str = ""

    def has(self, service: str) -> bool:
        """Whether tickets for the service are taken in it."""
        return not self.services or service in self.services


@dataclass(frozen=True, slots=True)
class Rest:
    """A stretch in which a window rests by roster: paused, or closed, and opened again at its end."""

    window: int
    begins: datetime
    ends: datetime
    reason: str = ""
    is_closing: bool = False


def held_at(sessions: Iterable[Session], service: str, now: datetime) -> list[Session]:
    """Return the sessions for a service that are being held at `now`."""
    return [one for one in sessions if one.has(service) and one.opens <= now < one.closes]


def next_for(
    sessions: Iterable[Session], service: str, now: datetime, admits: Admits = Admits.EVERYBODY
) -> Session | None:
    """Return the next session of today that admits such people for a service, None if there is none left."""
    coming = (one for one in sessions if one.has(service) and one.admits is admits and one.opens > now)
    return min(coming, key=lambda one: one.opens, default=None)


def last_closing(sessions: Iterable[Session], service: str) -> datetime | None:
    """Return when the last session for a service ends today, None if there is none."""
    return max((one.closes for one in sessions if one.has(service)), default=None)

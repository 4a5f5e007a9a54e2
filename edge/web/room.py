"""What the screens are given by the rest of the daemon: ports and values, nothing else."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from drivers.contract import Clock
from edge.bookings import Bookings
from edge.hours.hall_calendar import Calendar
from edge.identity.links import RatingLinks
from edge.ports import Bridge, CardDesk, Catalogues, Commands, DeviceRoom, NoCatalogues
from edge.ratings.profile import Profile, profile
from edge.reports.figures import Report
from edge.web.plan import ScreenPlan

Vitals = Callable[[], Mapping[str, bool]]
"""What else must answer for the daemon to be well: journal, engine …"""


def no_token(_rating: str) -> None:
    """Know no rating's token."""
    return


def no_vitals() -> Mapping[str, bool]:
    """Ask nobody."""
    return {}


class Reports(Protocol):
    """What days and months came to."""

    def today(self) -> Report | None: ...

    def days(self) -> list[str]: ...

    async def day(self, day: str) -> Report | None: ...

    async def month(self, month: str) -> Report | None: ...


class NoReports:
    """Nothing has been counted."""

    def today(self) -> Report | None:
        return None

    def days(self) -> list[str]:
        return []

    async def day(self, _day: str) -> Report | None:
        return None

    async def month(self, _month: str) -> Report | None:
        return None


@dataclass(frozen=True, slots=True)
class Room:
    """Everything that a screen may read or ask for."""

    commands: Commands
    devices: DeviceRoom
    cards: CardDesk
    bridge: Bridge
    clock: Clock
    plan: ScreenPlan
    tokens: Callable[[str], str | None] = no_token  # rating id → its one-time token, while it is open
    vitals: Vitals = no_vitals
    qr_template: str = "{hall}:{ticket}"  # the same as on paper
    seal: Callable[[str], str] | None = None  # to central's key; None: there is none
    links: RatingLinks | None = None  # for phones; None: the hall gives none
    profile: Profile = field(default_factory=partial(profile, "national"))  # words of bought desk pads
    serves_links: bool = False  # under /r/{token}, from anywhere in the hall
    heartbeat_s: float = 5.0
    calendar: Calendar | None = None  # where the hall has hours
    catalogues: Catalogues = field(default_factory=NoCatalogues)
    bookings: Bookings = field(default_factory=lambda: Bookings(NoCatalogues()))
    reports: Reports = field(default_factory=NoReports)

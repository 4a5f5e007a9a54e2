"""What the bridge is given of the hall around it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from edge.bookings import Bookings
from edge.clock import SystemClock
from edge.ports import Commands, DeviceRoom, Journal, NoCatalogues, Seq
from edge.reports.figures import Report


def _synchronised() -> str:
    return "ntp"


def _unheard(_name: str, _payload: bytes) -> None:
    return


def _uncounted() -> None:
    return


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The ports, and how far the clock may be trusted."""

    commands: Commands
    journal: Journal
    devices: DeviceRoom
    clock: SystemClock
    clock_state: Callable[[], str] = _synchronised  # ntp, rtc or unsynced
    hear_document: Callable[[str, bytes], None] = _unheard  # takes what arrives on catalogue/{name}
    bookings: Bookings = field(default_factory=lambda: Bookings(NoCatalogues()))
    renew_epoch: Callable[[Seq], Awaitable[None]] | None = None  # called where central has more than the journal
    figures: Callable[[], Report | None] = _uncounted  # today's, as they stand

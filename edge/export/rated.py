"""Every rating of a journal with all that the hall knows of its visit, in the order in which they were given."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from edge.hall import events as e
from edge.hall.terms import Channel
from edge.ports import Entry


@dataclass(frozen=True, slots=True)
class Rated:
    """One rating, first or second; or what a region counts where nobody rated, and then `is_default`."""

    rating: str
    ticket: str
    window: int
    service: str
    clerk: str
    case: str
    at: datetime
    level: int
    channel: Channel | None = None
    tags: tuple[str, ...] = ()
    text: str = field(default="", repr=False)
    sequence: int = 1
    is_anonymous: bool = True
    is_default: bool = False
    rectified: str = field(default="", repr=False)  # what was done about a bad one


def rated(entries: Iterable[Entry]) -> list[Rated]:
    """Return them; a rating whose opening the journal has forgotten is left out, for nobody knows what it is about."""
    opened: dict[str, e.RatingOpened] = {}
    cases: dict[str, str] = {}
    settled: dict[str, str] = {}
    found: list[Rated] = []
    for entry in entries:
        for event in entry.events:
            match event:
                case e.RatingOpened():
                    opened[event.rating] = event
                    cases.setdefault(event.ticket, event.case)
                case e.CaseBound():
                    cases[event.ticket] = event.case
                case e.RatingSettled():
                    settled[event.rating] = event.note
                case e.RatingGiven() | e.RatingDefaulted() if event.rating in opened:
                    found.append(_rated(event, opened[event.rating], entry.at))
                case _:
                    pass
    return [replace(one, case=cases.get(one.ticket, ""), rectified=settled.get(one.rating, "")) for one in found]


def _rated(event: e.RatingGiven | e.RatingDefaulted, visit: e.RatingOpened, at: datetime) -> Rated:
    known = Rated(visit.rating, visit.ticket, visit.window, visit.service, visit.clerk, visit.case, at, event.level)
    if isinstance(event, e.RatingDefaulted):
        return replace(known, is_default=True)
    return replace(
        known,
        channel=event.channel,
        tags=event.tags,
        text=event.text,
        sequence=event.sequence,
        is_anonymous=event.is_anonymous,
    )

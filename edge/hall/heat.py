"""How evenly the work falls: windows with the same skills, the busiest beside the idlest.

Heat of a group is the greatest utilisation over the least, 1 where all are alike. A window counts once it has been
open long enough to say anything, and a group once it has two such windows.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from edge.hall.hall import Hall

RECENT = timedelta(minutes=60)
LEAST_OPEN_S = 300.0
LEAST_UTILISATION = 0.01  # an idle window counts as this busy: the heat stays a number


@dataclass(frozen=True, slots=True)
class WindowHeat:
    """One window's part."""

    window: int
    zone: str
    open_s: float
    busy_s: float

    @property
    def utilisation(self) -> float:
        """Busy as a part of open."""
        return min(1.0, self.busy_s / self.open_s)


@dataclass(frozen=True, slots=True)
class GroupHeat:
    """Windows that serve the same services, the busiest first; at least two."""

    services: tuple[str, ...]
    windows: tuple[WindowHeat, ...]

    @property
    def index(self) -> float:
        """The greatest utilisation over the least."""
        busiest, idlest = self.windows[0].utilisation, self.windows[-1].utilisation
        return max(busiest, LEAST_UTILISATION) / max(idlest, LEAST_UTILISATION)


def heat(hall: Hall, now: datetime, period: timedelta | None = None) -> tuple[GroupHeat, ...]:
    """Return the groups of the hall, the most uneven first: over the period before now, or the whole day."""
    used = ((hall.desk(number), zone) for number, zone in hall.zones.items())
    return grouped((desk.serves, WindowHeat(desk.number, zone, *desk.use.spent(now, period))) for desk, zone in used)


def grouped(windows: Iterable[tuple[tuple[str, ...], WindowHeat]]) -> tuple[GroupHeat, ...]:
    """Return the groups of windows, each given with what it serves; the most uneven first."""
    groups: dict[tuple[str, ...], list[WindowHeat]] = {}
    for serves, window in windows:
        if window.open_s >= LEAST_OPEN_S:
            groups.setdefault(tuple(sorted(serves)), []).append(window)
    found = (
        GroupHeat(services, tuple(sorted(alike, key=lambda one: (-one.utilisation, one.window))))
        for services, alike in groups.items()
        if len(alike) > 1
    )
    return tuple(sorted(found, key=lambda group: (-group.index, group.services)))


def index_of(groups: tuple[GroupHeat, ...]) -> float | None:
    """Return the heat of the hall: that of its most uneven group; None where there is none yet."""
    return groups[0].index if groups else None

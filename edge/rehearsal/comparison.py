"""Several policies on the same days, side by side: waits by service and class, as lines for a table or a picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from edge.hall.policy import Policy
from edge.hall.terms import TicketClass
from edge.rehearsal.policies import Title
from edge.rehearsal.result import Result, Spread, average, groups, spread

CLASSES = (TicketClass.ORDINARY, TicketClass.APPOINTMENT, TicketClass.PRIORITY)
CLASS_TITLES = {
    TicketClass.ORDINARY: Title("普通", "ordinary"),
    TicketClass.APPOINTMENT: Title("预约", "appointment"),
    TicketClass.PRIORITY: Title("绿色通道", "priority"),
}

Key = tuple[str, TicketClass]
"""Service code, "" for all services together; and the class."""


@dataclass(frozen=True, slots=True)
class Played:
    """One way of running the hall, and what came of it on each of the days."""

    title: Title
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that was played on the same days; `ceilings` is the policy by whose ceilings all are measured."""

    played: tuple[Played, ...]
    ceilings: Policy

    def keys(self) -> list[Key]:
        """Return what anybody waited for: all services together first, then by service, each by class."""
        found = {key for one in self.played for result in one.results for key in groups(result)}
        return sorted(found, key=lambda key: (key[0], CLASSES.index(key[1])))

    def lines(self, key: Key) -> list[tuple[Title, Spread | None]]:
        """Return the waits of one service and class under everything that was played, averaged over the days."""
        return [(one.title, _over_days(one.results, key, self.ceilings)) for one in self.played]

    def classes(self) -> list[TicketClass]:
        """Return the classes that anybody had."""
        return [kind for service, kind in self.keys() if not service]


def _over_days(results: Sequence[Result], key: Key, ceilings: Policy) -> Spread | None:
    spreads = [found for result in results if (found := spread(groups(result).get(key, ()), ceilings)) is not None]
    return average(spreads) if spreads else None

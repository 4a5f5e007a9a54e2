"""What central makes of a hall's events: the figures of a day, from the messages alone and in its own way.

Shares no code with the reports of the hall; plain dictionaries, every ticket's history first, then the sums.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

BACK_IN_LINE = {"ticket.shown", "ticket.reinstated", "ticket.resumed", "ticket.transferred"}
LEAVES = {"ticket.finished", "ticket.missed", "ticket.transferred", "ticket.parked", "ticket.expired"}


def figures(messages: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return counts by service, first waits, walks and services in seconds, and busy time by window."""
    made: dict[str, Any] = {
        "counts": defaultdict(Counter),
        "waits": defaultdict(list),
        "walks": [],
        "services": defaultdict(list),
        "busy": Counter(),
        "ratings": Counter(),
    }
    tickets: dict[str, _History] = {}
    for message in messages:
        at = datetime.fromisoformat(message["at"])
        kind, data = message["kind"], message["data"]
        if kind == "ticket.taken":
            tickets[data["ticket"]] = _History(made, data["services"])
        if kind.startswith("ticket.") and data["ticket"] in tickets:
            tickets[data["ticket"]].add(at, kind, data)
        if kind.startswith("rating."):
            made["ratings"]["rating.given_again" if data.get("sequence", 1) > 1 else kind] += 1
    return made


class _History:
    """One ticket as central follows it."""

    def __init__(self, made: dict[str, Any], services: list[str]) -> None:
        self.made, self.legs = made, list(services)
        self.waiting: datetime | None = None
        self.called: tuple[datetime, int] | None = None
        self.started: datetime | None = None
        self.waited = self.served = 0.0
        self.is_first = True
        self.was_started = False

    def add(self, at: datetime, kind: str, data: Mapping[str, Any]) -> None:
        self.made["counts"][self.legs[0]][kind] += 1
        if kind in LEAVES:
            self.leave(at)
        if kind == "ticket.called":
            self.call(at, data["window"])
        elif kind == "ticket.started" and self.called is not None:
            self.made["walks"].append((at - self.called[0]).total_seconds())
            self.started, self.was_started = at, True
        elif kind == "ticket.finished":
            service = self.legs.pop(0)
            if self.was_started:
                self.made["services"][service].append(self.served)
            self.waited, self.served, self.is_first, self.waiting = 0.0, 0.0, True, at
            self.was_started = False
        elif kind == "ticket.transferred" and data["service"]:
            self.legs[0] = data["service"]
        if self.begins_to_wait(kind, data):
            self.waiting = at

    def begins_to_wait(self, kind: str, data: Mapping[str, Any]) -> bool:
        is_fresh = self.waiting is None and self.called is None and self.is_first
        return (
            kind in BACK_IN_LINE
            or (kind == "ticket.taken" and not data["is_printing"])
            or (kind == "ticket.printed" and is_fresh)
        )

    def call(self, at: datetime, window: int) -> None:
        if self.waiting is not None:
            self.waited += (at - self.waiting).total_seconds()
        if self.is_first:
            self.made["waits"][self.legs[0]].append(self.waited)
        self.is_first, self.waiting, self.called = False, None, (at, window)

    def leave(self, at: datetime) -> None:
        if self.called is not None:
            self.made["busy"][self.called[1]] += (at - self.called[0]).total_seconds()
        if self.started is not None:
            self.served += (at - self.started).total_seconds()
        self.called = self.started = None

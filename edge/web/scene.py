"""One moment of the hall, as all views look at it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from edge.hall.hall import Hall
from edge.hall.routing import windows_for
from edge.hall.state import Ticket
from edge.hall.terms import TicketState, WindowState
from edge.ports import BridgeStatus, SlotStatus
from edge.web.memory import Line
from edge.web.plan import ScreenPlan
from edge.web.room import Room


class Census:
    """Today's open tickets by state, counted once for all screens."""

    def __init__(self, hall: Hall) -> None:
        self._by_state: dict[TicketState, list[Ticket]] = {}
        for ticket in hall.state.tickets.values():
            if ticket.state.is_open:
                self._by_state.setdefault(ticket.state, []).append(ticket)

    def of(self, state: TicketState) -> Sequence[Ticket]:
        """Return the tickets in this state, earliest taken first."""
        return self._by_state.get(state, ())


T = TypeVar("T")

_writer = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Scene:
    """What is so now; views are functions of it and of the place they show."""

    room: Room
    now: datetime
    census: Census
    slots: Mapping[str, SlotStatus] = field(default_factory=dict)
    bridge: BridgeStatus | None = None
    tail: Sequence[Line] = ()
    watching: Mapping[str, int] = field(default_factory=dict)  # screen name → streams connected
    _shared: dict[str, Any] = field(default_factory=dict)
    _texts: dict[int, str] = field(default_factory=dict)  # of what is shared, by identity

    @property
    def hall(self) -> Hall:
        return self.room.commands.hall

    @property
    def plan(self) -> ScreenPlan:
        return self.room.plan

    def shared(self, name: str, make: Callable[[], T]) -> T:
        """Return a value that stands on many screens alike: made and written once, for the first that asks."""
        if name not in self._shared:
            value = self._shared[name] = make()
            self._texts[id(value)] = _writer.encode(value)
        made: T = self._shared[name]
        return made

    def written(self, state: Mapping[str, Any]) -> str:
        """Return what a screen shows as JSON."""
        own = {name: value for name, value in state.items() if id(value) not in self._texts}
        shared = (f'"{name}":{self._texts[id(value)]}' for name, value in state.items() if name not in own)
        return f"{{{','.join(filter(None, (_writer.encode(own)[1:-1], *shared)))}}}"

    def windows_for(self, service: str) -> list[int]:
        """Return the windows that serve it: the open ones, or all that could where none is open."""
        return sorted(window.number for window in windows_for(self.hall, service))

    def is_served(self, service: str) -> bool:
        """Whether any open window serves this service, first or second."""
        return any(
            window.state is WindowState.OPEN and service in (*window.serves, *window.spills)
            for window in self.hall.state.windows.values()
        )

    def zones_for(self, service: str) -> list[str]:
        """Return the names of the zones where it is served."""
        planned = (self.hall.plan.window(number) for number in self.windows_for(service))
        return list(dict.fromkeys(self.plan.zone_name(window.zone) for window in planned if window and window.zone))

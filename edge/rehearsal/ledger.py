"""Watches the engine while a day is played, and keeps what its result will say."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.order import class_policy
from edge.hall.terms import TicketClass, WindowState
from edge.ports import Entry
from edge.rehearsal.result import DeskTime, Result, Wait


class Ledger:
    """Takes every entry after it has been applied, one at a time."""

    def __init__(self, hall: Hall, arrivals: Mapping[str, int]) -> None:
        """`arrivals` tell which of the day's arrivals took a ticket, at the latest when it is called."""
        self._hall = hall
        self._arrivals = arrivals
        self._waits: list[Wait] = []
        self._counts: Counter[str] = Counter()
        self._taken: dict[str, e.TicketTaken] = {}
        self._called: set[tuple[str, int]] = set()  # ticket and leg
        self._uncalled: dict[str, TicketClass] = {}
        self._desks: dict[int, DeskTime] = {number: DeskTime() for number in hall.state.windows}
        self._since: dict[int, tuple[datetime, bool, bool]] = {}  # window → when it was open and busy last
        self._entries = 0
        self._events = 0

    def note(self, entries: Sequence[Entry]) -> None:
        """Take a group of entries; a day that is played has one in each."""
        for entry in entries:
            self._entries += 1
            self._events += len(entry.events)
            for event in entry.events:
                self._counts[event.kind] += 1
                self._note(event, entry.at)

    def result(self, broken: Iterable[str], refused: Iterable[str]) -> Result:
        """Return what has been noted, once the day is closed."""
        return Result(
            policy=self._hall.plan.policy,
            waits=tuple(self._waits),
            counts=dict(self._counts),
            uncalled=Counter(self._uncalled.values()),
            desks=self._desks,
            commands=self._entries,
            events=self._events,
            broken=tuple(dict.fromkeys(broken)),
            refused=Counter(refused),
        )

    def _note(self, event: e.Event, at: datetime) -> None:
        match event:
            case e.TicketTaken():
                self._taken[event.ticket] = event
                self._uncalled[event.ticket] = event.ticket_class
            case e.TicketCalled():
                self._wait(event, at)
                self._desk(event.window, at)
            case e.TicketFinished() | e.TicketMissed() | e.TicketParked():
                self._desk(event.window, at)
            case e.TicketTransferred():
                self._desk(event.from_window, at)
            case e.WindowOpened() | e.WindowPaused() | e.WindowClosed():
                self._desk(event.window, at)
            case _:
                pass

    def _wait(self, event: e.TicketCalled, at: datetime) -> None:
        ticket = self._hall.state.tickets[event.ticket]
        self._uncalled.pop(ticket.id, None)
        taken = self._taken.get(ticket.id)
        if taken is None or (ticket.id, ticket.leg) in self._called:  # of an earlier day, or called again
            return
        self._called.add((ticket.id, ticket.leg))
        is_first = ticket.leg == 0
        told = None
        if is_first and taken.wait_min is not None and taken.wait_max is not None:
            told = (taken.wait_min, taken.wait_max)
        leg = ticket.legs[ticket.leg]
        self._waits.append(
            Wait(
                ticket=ticket.id,
                arrival=self._arrivals[ticket.id],
                leg=ticket.leg,
                service=ticket.service,
                ticket_class=ticket.ticket_class,
                called_at=at,
                waited_s=leg.waiting_s,
                early_s=max(0.0, (ticket.arrived_at - ticket.taken_at).total_seconds()) if is_first else 0.0,
                ceiling_s=class_policy(self._hall.plan.policy, ticket.ticket_class).ceiling_s,
                rule=event.reason.rule,
                window=event.window,
                ahead=taken.ahead if is_first else None,
                told_min=told,
            )
        )

    def _desk(self, number: int, at: datetime) -> None:
        """Book the time since the window was looked at last."""
        window, desk = self._hall.state.windows[number], self._desks.get(number, DeskTime())
        since, was_open, was_busy = self._since.get(number, (at, False, False))
        spent_s = (at - since).total_seconds()
        self._desks[number] = DeskTime(
            desk.open_s + spent_s * (was_open or was_busy), desk.busy_s + spent_s * was_busy, window.served
        )
        self._since[number] = (at, window.state is WindowState.OPEN, window.ticket is not None)

"""A day that a journal has recorded: what came of it, and the day itself, to be played again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from edge.hall import events as e
from edge.hall.apply import apply
from edge.hall.commands import ChangeWindow, CloseWindow, OpenWindow, PauseWindow
from edge.hall.hall import Hall
from edge.hall.plan import Plan
from edge.hall.terms import Rule
from edge.ports import Entry
from edge.rehearsal.day import Arrival, Day, DeskStep, Ending, Stay
from edge.rehearsal.ledger import Ledger
from edge.rehearsal.reactions import Reactions
from edge.rehearsal.result import Result
from edge.rehearsal.visit import Visit


class NoSuchDayError(Exception):
    """The journal has no day that could be played again, or not this one."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """One day of a journal."""

    name: str  # YYYY-MM-DD
    day: Day
    result: Result  # what really came of it
    is_whole: bool  # False: it was still going on, or the journal breaks off
    by_number: int  # calls that clerks made by number
    left_out: int  # calls of tickets from an earlier day, which are not played again


def recorded_day(plan: Plan, entries: Iterable[Entry], name: str = "") -> Recorded:
    """Return the day of this name, or the last one on which anybody was called; NoSuchDayError if there is none."""
    hall = Hall(plan)
    recording: _Recording | None = None
    found: _Recording | None = None
    names: list[str] = []
    for entry in entries:
        for event in entry.events:
            if isinstance(event, e.DayOpened):
                recording = None
            apply(hall, event, entry.at)
            if isinstance(event, e.DayOpened):
                recording = _Recording(hall, event.day, entry.at)
                names.append(event.day)
        if recording is not None:
            recording.note(entry)
            if recording.calls and recording.name == (name or recording.name):
                found = recording
    if found is None:
        known = f"; there are {', '.join(names)}" if names else ""
        raise NoSuchDayError(f"nobody was called on {name or 'any day'} of this journal{known}")
    return found.recorded()


class _Recording:
    """One day while it is read; the hall is as it was after each entry."""

    def __init__(self, hall: Hall, name: str, opened_at: datetime) -> None:
        self.name = name
        self.calls = 0
        self._hall = hall
        self._opened_at = opened_at
        self._ended_at = opened_at
        self._is_whole = False
        self._left_out = 0
        self._visits: dict[str, Visit] = {}
        self._order: dict[
            str, int
        ] = {}  # ticket → which was taken so many before it; some of them may never have waited
        self._steps = list(_differing(hall, opened_at))
        self._reactions = Reactions(hall)
        self._ledger = Ledger(hall, self._order)

    def note(self, entry: Entry) -> None:
        if self._is_whole:
            return
        is_closing = any(isinstance(event, e.DayClosed) for event in entry.events)
        self._ended_at = entry.at
        for event in entry.events:
            self._note(event, entry.at, is_closing=is_closing)
        self._ledger.note([entry])
        self._reactions.look(entry.at)
        self._is_whole = is_closing

    def recorded(self) -> Recorded:
        arrivals = {ticket: arrival for ticket, visit in self._visits.items() if (arrival := visit.arrival())}
        played, order = list(arrivals.values()), {ticket: index for index, ticket in enumerate(arrivals)}
        result = self._ledger.result((), ())
        waits = tuple(replace(wait, arrival=order[wait.ticket]) for wait in result.waits)
        day = Day(
            plan=self._hall.plan,
            opens_at=self._opened_at,
            closes_at=self._ended_at,
            arrivals=tuple(played),
            steps=tuple(self._steps),
            usual=_usual(played),
            reactions_s={window: tuple(seconds) for window, seconds in self._reactions.seconds.items()},
            is_served_out=False,
        )
        by_number = sum(visit.by_number for visit in self._visits.values())
        return Recorded(self.name, day, replace(result, waits=waits), self._is_whole, by_number, self._left_out)

    def _note(self, event: e.Event, at: datetime, *, is_closing: bool) -> None:
        match event:
            case e.TicketTaken():
                self._order[event.ticket] = len(self._order)
                self._visits[event.ticket] = Visit(event, at, None if event.is_printing else at)
            case e.WindowOpened():
                self._steps.append(DeskStep(at, OpenWindow(event.window, event.reason)))
            case e.WindowPaused():
                self._steps.append(DeskStep(at, PauseWindow(event.window, event.reason, event.until)))
            case e.WindowClosed() if not is_closing:
                self._steps.append(DeskStep(at, CloseWindow(event.window, event.reason, event.until)))
            case e.WindowChanged():
                change = ChangeWindow(event.window, event.serves, event.spills, event.role, event.also)
                self._steps.append(DeskStep(at, change))
            case e.TicketCalled():
                self._called(event, at)
            case _:
                pass
        visit = self._visits.get(getattr(event, "ticket", ""))
        if visit is not None:
            visit.note(event, at)

    def _called(self, event: e.TicketCalled, at: datetime) -> None:
        self.calls += 1
        self._reactions.called(event.window, at)
        visit = self._visits.get(event.ticket)
        if visit is None:
            self._left_out += 1
        elif event.reason.rule is Rule.BY_NUMBER:
            visit.by_number += 1


def _differing(hall: Hall, at: datetime) -> Iterator[DeskStep]:
    """Yield what brings the plan's windows to what commands of earlier days had made of them."""
    for window in hall.plan.windows:
        now = hall.state.windows[window.number]
        if (now.serves, now.spills, now.role) != (window.serves, window.spills, window.role):
            yield DeskStep(at, ChangeWindow(window.number, now.serves, now.spills, now.role, now.also))


def _usual(arrivals: Iterable[Arrival]) -> dict[str, Stay]:
    """Return the mean stay of each service, for who was never called on the day itself."""
    stays: dict[str, list[Stay]] = {}
    for arrival in arrivals:
        service = arrival.services[0]
        stays.setdefault(service, []).extend(stay for stay in arrival.stays[:1] if stay.ending is Ending.FINISHED)
    everybody = [stay for some in stays.values() for stay in some] or [Stay(0.0)]
    return {service: _mean(some or everybody) for service, some in stays.items()}


def _mean(stays: list[Stay]) -> Stay:
    return Stay(sum(stay.walking_s for stay in stays) / len(stays), sum(stay.serving_s for stay in stays) / len(stays))

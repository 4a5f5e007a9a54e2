"""What the hall will ask of itself, and when: lapsed offers, automatic starts, ratings that time out.

A heap of promises that are checked when they come to the top: whatever happened to the ticket in between makes a
promise void, so nothing needs to be taken out of the middle.
"""

import heapq
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from edge.hall.commands import (
    ClearReminder,
    Command,
    DefaultRating,
    LapseOffer,
    Remind,
    RemindRating,
    Start,
    TimeOutRating,
)
from edge.hall.reminders import moment_of
from edge.hall.terms import RatingState, TicketState, Timer

if TYPE_CHECKING:
    from edge.hall.hall import Hall
    from edge.hall.state import Alert, Rating, Reminder, Ticket

_Promise = tuple[datetime, str, str, tuple[datetime, int]]
"""When, what, of which ticket or rating, and the stamp that must still be true."""


class Deadlines:
    """Promises in the order of their time."""

    def __init__(self) -> None:
        self._heap: list[_Promise] = []

    def offer(self, ticket: "Ticket", after_s: float) -> None:
        """An offered number that nobody touches becomes unsure."""
        self._push(ticket.since, after_s, "offer", ticket.id, (ticket.since, 0))

    def start(self, ticket: "Ticket", after_s: float) -> None:
        """A called ticket is taken to be served where the clerk has no key to say so."""
        self._push(ticket.called_at or ticket.since, after_s, "start", ticket.id, (ticket.since, ticket.recalls))

    def rating(self, rating: "Rating", after_s: float) -> None:
        """A rating that nobody answers is closed unanswered."""
        self._push(rating.opened_at, after_s, "rating", rating.id, (rating.opened_at, 0))

    def default(self, rating: "Rating", after_s: float) -> None:
        """Where nobody rates in a region's days, the region counts a level of its own."""
        self._push(rating.opened_at, after_s, "default", rating.id, (rating.opened_at, 0))

    def alert(self, alert: "Alert") -> None:
        """A bad rating that nobody deals with in time is overdue."""
        self._push(alert.due_at, 0, "alert", alert.rating, (alert.since, 0))

    def remind(self, timer: Timer, key: str, at: datetime) -> None:
        """Somebody is to be reminded then, unless the state says otherwise by that time."""
        self._push(at, 0, timer.value, key, (at, 0))

    def clear(self, reminder: "Reminder") -> None:
        """What somebody was reminded of is over: say so at once."""
        if reminder.ended_at is not None:
            self._push(reminder.ended_at, 0, "clear", reminder.id, (reminder.ended_at, 0))

    def first(self, hall: "Hall") -> tuple[datetime, Command, str] | None:
        """Return the first promise that still holds: when, the command, its id."""
        while self._heap:
            at, what, key, stamp = self._heap[0]
            command = _command(hall, what, key, stamp)
            if command is not None:
                return at, command, _id(at, what, key)
            heapq.heappop(self._heap)
        return None

    def settle(self, command_id: str) -> None:
        """Forget the first promise if it is this one: kept or refused, it is not asked for again."""
        while self._heap and _id(*self._heap[0][:3]) == command_id:
            heapq.heappop(self._heap)

    def _push(self, at: datetime, after_s: float, what: str, key: str, stamp: tuple[datetime, int]) -> None:
        heapq.heappush(self._heap, (at + timedelta(seconds=after_s), what, key, stamp))


def _id(at: datetime, what: str, key: str) -> str:
    return f"due/{what}/{key}/{at.isoformat()}"


_TIMERS = {timer.value: timer for timer in Timer}
_OF_RATINGS = frozenset({"alert", "default", "rating"})


def _command(hall: "Hall", what: str, key: str, stamp: tuple[datetime, int]) -> Command | None:
    """Return what the hall will ask of itself, None if that has been overtaken."""
    if what in _TIMERS:
        due = moment_of(hall, _TIMERS[what], key)
        return Remind(_TIMERS[what], key) if due is not None and due.at == stamp[0] else None
    if what == "clear":
        reminder = hall.state.reminders.get(key)
        return ClearReminder(key) if reminder is not None and reminder.ended_at == stamp[0] else None
    of_what = _of_rating if what in _OF_RATINGS else _of_ticket
    return of_what(hall, what, key, stamp)


def _of_rating(hall: "Hall", what: str, key: str, stamp: tuple[datetime, int]) -> Command | None:
    if what == "alert":
        alert = hall.state.alerts.get(key)
        is_pending = alert is not None and not alert.is_overdue and alert.since == stamp[0]
        return RemindRating(key) if is_pending else None
    rating = hall.state.ratings.get(key)
    if what == "default":
        return DefaultRating(key) if rating is not None and _is_unrated(rating, stamp) else None
    is_open = rating is not None and rating.state is RatingState.OPEN and rating.opened_at == stamp[0]
    return TimeOutRating(key) if is_open else None


def _of_ticket(hall: "Hall", what: str, key: str, stamp: tuple[datetime, int]) -> Command | None:
    ticket = hall.state.tickets.get(key)
    if ticket is None or ticket.since != stamp[0]:
        return None
    if what == "offer":
        return LapseOffer(key) if ticket.state is TicketState.OFFERED else None
    is_called = ticket.state is TicketState.CALLED and ticket.recalls == stamp[1] and ticket.window is not None
    return Start(ticket.window, key) if is_called and ticket.window is not None else None


def _is_unrated(rating: "Rating", stamp: tuple[datetime, int]) -> bool:
    """Whether nobody answered; who declined has answered."""
    is_unanswered = rating.state in (RatingState.TIMED_OUT, RatingState.FAILED)
    return is_unanswered and rating.default_level is None and rating.opened_at == stamp[0]

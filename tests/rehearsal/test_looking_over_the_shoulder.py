"""Whoever looks over the hall's shoulder would see it if the rules broke a promise."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.apply import apply
from edge.hall.events import CallReason
from edge.hall.state import Ticket
from edge.hall.terms import Rule, TicketClass
from edge.ports import Entry
from edge.rehearsal.promises import Promises
from tests.support.halls import House, house


class Watched:
    """A small hall whose every entry is looked at; all its windows are idle."""

    def __init__(self) -> None:
        self.here: House = house()
        self.idle = list(self.here.hall.state.windows.values())
        self.promises = Promises(self.here.hall, lambda: self.idle, all_every=1_000)

    def take(self, ticket_class: TicketClass = TicketClass.ORDINARY) -> Ticket:
        before = len(self.here.events)
        ticket = self.here.take("tax", ticket_class=ticket_class)
        self.promises.note([self._entry(*self.here.events[before:])])
        return ticket

    def call(self, ticket: Ticket, rule: Rule = Rule.SCORE) -> None:
        """Call somebody whom the rules would not have called."""
        event = e.TicketCalled(ticket.id, 2, CallReason(rule, 0))
        apply(self.here.hall, event, self.here.now)
        self.promises.note([self._entry(event)])

    def _entry(self, *events: e.Event) -> Entry:
        at: datetime = self.here.now
        return Entry(1, at, "x", bytes(16), events)


def test_a_call_that_passes_over_somebody_beyond_the_ceiling_is_seen() -> None:
    watched = Watched()
    long_waiting = watched.take()
    watched.here.wait(31)
    newcomer = watched.take()
    watched.call(newcomer)
    assert watched.promises.broken == [
        f"{newcomer.number} was called before {long_waiting.number}, who is longer over the ceiling"
    ]


def test_the_longest_beyond_the_ceiling_goes_first_not_the_oldest() -> None:
    watched = Watched()
    watched.take()
    watched.here.wait(5)
    priority = watched.take(TicketClass.PRIORITY)
    watched.here.wait(26)  # the first is one minute over, the second eleven
    watched.call(priority, Rule.CEILING)
    assert watched.promises.broken == []


def test_a_call_by_number_is_the_clerks_own_matter() -> None:
    watched = Watched()
    watched.take()
    watched.here.wait(31)
    watched.call(watched.take(), Rule.BY_NUMBER)
    assert (watched.promises.broken, watched.promises.calls_checked) == ([], 0)


def test_somebody_beyond_the_ceiling_beside_a_free_window_is_seen() -> None:
    watched = Watched()
    ticket = watched.take()
    watched.here.wait(29)
    watched.promises.check_free(watched.here.now)
    assert watched.promises.broken == []
    watched.here.wait(2)
    watched.promises.check_free(watched.here.now)
    assert watched.promises.broken == [f"{ticket.number} was left over the ceiling, window 2 free"]


def test_a_window_that_cannot_serve_them_may_be_free() -> None:
    watched = Watched()
    watched.take()
    watched.idle = [window for window in watched.idle if window.number != 2]
    watched.here.wait(31)
    watched.promises.check_free(watched.here.now)
    assert watched.promises.broken == []


def test_a_number_that_comes_twice_and_a_lost_ticket_are_seen() -> None:
    watched = Watched()
    ticket = watched.take()
    taken = next(event for event in watched.here.events if isinstance(event, e.TicketTaken))
    watched.promises.note([Entry(9, watched.here.now, "y", bytes(16), (taken,))])
    watched.here.hall.lines.remove(ticket.id)
    watched.promises.check_all()
    assert watched.promises.broken == [
        f"{ticket.id} was handed out twice",
        f"{ticket.id} is waiting, and its place in the lines says otherwise",
    ]


def test_only_the_first_sentences_are_kept() -> None:
    watched = Watched()
    for _ in range(30):
        watched.take()
    watched.here.wait(31)
    watched.call(watched.take())
    assert len(watched.promises.broken) == 20

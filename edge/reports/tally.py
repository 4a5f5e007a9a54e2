"""Counts a day from its events, one after another: nothing but what central hears, too.

A leg waits from the moment its ticket is in somebody's hand (or from the end of the leg before it, a return, a
transfer) until its first call; what it waits after that, having been missed or transferred, is not counted again.
Walking is from a call to the start, serving from the start to the end of the leg without what lay in between. An event
counts for the day and hour in which it happened, and for the service and class of its ticket at that moment.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from edge.hall import events as e
from edge.hall.decide.ratings import BEST
from edge.hall.terms import Channel
from edge.reports.coercion import QUICK_S
from edge.reports.figures import Figures, Report, ServiceFigures, WindowFigures
from edge.reports.presences import Presences
from edge.reports.visits import Carried, Rated, Visit


class Tally:
    """The report of the present day as it grows; call `note` with every event in order."""

    def __init__(self, ceilings_s: Mapping[str, float]) -> None:
        """`ceilings_s` are by class, as the policy has them."""
        self.report = Report("", "", is_whole=False)
        self._ceilings_s = ceilings_s
        self._visits: dict[str, Visit] = {}
        self._ended: dict[str, str] = {}  # the ticket that ended last, and its class
        self._ratings: dict[str, Rated] = {}
        self._newest: dict[int, str] = {}  # window → the rating that was opened there last
        self._presences = Presences()

    def note(self, event: e.Event, at: datetime) -> None:
        """Take one more event; `at` is in the hall's zone."""
        if isinstance(event, e.DayOpened):
            self._begin(event.day, at)
        elif isinstance(event, e.TicketTaken):
            self._visits[event.ticket] = Visit(list(event.services), event.ticket_class.value)
        elif isinstance(event, e.RatingOpened):
            visit = self._visits.get(event.ticket)
            ticket_class = visit.ticket_class if visit else self._ended.pop(event.ticket, "")
            self._cut_short(event.window)
            self._ratings[event.rating] = Rated(event.service, ticket_class, event.window, opened_at=at)
            self._newest[event.window] = event.rating
        self._count(event, at)
        if event.kind.startswith("ticket."):
            self._move(event, at)
        else:
            self._hear_window(event, at)

    def until(self, now: datetime) -> Report:
        """Return the report with what still goes on booked until `now`; it grows on, so read it at once."""
        if self.report.first and self.report.closed_at is None:
            self._presences.settle(self.report, now)
        return self.report

    def carried(self) -> Carried:
        """Return what has not ended: a hall may keep tickets overnight, and a rating may be answered late."""
        open_ratings = {name: rated for name, rated in self._ratings.items() if not rated.has_ended}
        return Carried(self._visits, open_ratings)

    def recall(self, carried: Carried) -> None:
        """Go on with what had not ended when the day before was kept."""
        self._visits, self._ratings = carried.visits, carried.ratings

    def _begin(self, day: str, at: datetime) -> None:
        if day == self.report.first:  # opened again
            self.report.closed_at = None
            return
        self.report = Report(day, day, opened_at=at)
        self._ratings = {name: rated for name, rated in self._ratings.items() if not rated.has_ended}
        for desk in self._presences.desks.values():  # a clerk who never signed out has gone home all the same
            desk.clerk, desk.signed_in, desk.busy = "", None, None

    # ---- counts

    def _count(self, event: e.Event, at: datetime) -> None:
        is_again = isinstance(event, e.RatingGiven) and event.sequence > 1
        for figures in self._concerned(event, at):
            figures.counts["rating.given_again" if is_again else event.kind] += 1
            if isinstance(event, e.TicketFinished):
                figures.counts[f"outcome.{event.outcome.value}"] += 1
            elif isinstance(event, e.TicketCalled):
                figures.counts[f"rule.{event.reason.rule.value}"] += 1
            elif isinstance(event, e.RatingGiven) and not is_again:
                figures.levels[event.level] += 1
                if self._is_quick_best(event, at):
                    figures.counts["sign.quick_best"] += 1

    def _is_quick_best(self, event: e.RatingGiven, at: datetime) -> bool:
        """Whether the best level was pressed sooner than anybody reads the five."""
        rated = self._ratings.get(event.rating)
        is_here = event.channel in (Channel.TABLET, Channel.TERMINAL) and event.level == BEST
        if rated is None or rated.opened_at is None or not is_here:
            return False
        return (at - rated.opened_at).total_seconds() <= QUICK_S

    def _cut_short(self, window: int) -> None:
        """Count a rating that nobody has answered when the next one is opened at its window."""
        before = self._ratings.get(self._newest.get(window, ""))
        if before is not None and not before.has_ended:
            figures = self.report.windows.setdefault(window, WindowFigures()).figures
            figures.counts["sign.cut_short"] += 1

    def _concerned(self, event: e.Event, at: datetime) -> Iterator[Figures]:
        """Yield what an event counts for: the hall alone where its ticket or rating is not known."""
        rated = self._ratings.get(getattr(event, "rating", ""))
        if event.kind.startswith("rating.") and rated is not None:
            rated.has_ended = not isinstance(event, e.RatingOpened)
            return self._places(rated.service, rated.ticket_class, at, rated.window)
        if isinstance(event, e.RatingIgnored):
            return iter((self.report.whole, self.report.windows.setdefault(event.window, WindowFigures()).figures))
        visit = self._visits.get(getattr(event, "ticket", ""))
        if event.kind.startswith("ticket.") and visit is not None:
            window: int | None = getattr(event, "window", None) or getattr(event, "from_window", None)
            return self._places(visit.service, visit.ticket_class, at, window)
        return iter((self.report.whole,))

    def _places(self, service: str, ticket_class: str, at: datetime, window: int | None) -> Iterator[Figures]:
        report = self.report
        yield report.whole
        of_service = report.services.setdefault(service, ServiceFigures())
        yield of_service.whole
        if ticket_class:
            yield of_service.classes.setdefault(ticket_class, Figures())
        yield report.hours.setdefault(at.hour, Figures())
        if window is not None:
            yield report.windows.setdefault(window, WindowFigures()).figures

    # ---- tickets

    def _move(self, event: e.Event, at: datetime) -> None:
        visit = self._visits.get(getattr(event, "ticket", ""))
        if visit is None:
            return
        if _is_in_hand(event, visit):
            visit.phase, visit.since = "waiting", at
            return
        match event:
            case e.TicketCalled():
                self._call(event, visit, at)
            case e.TicketStarted():
                self._start(visit, at)
            case e.TicketFinished():
                self._finish(event, visit, at)
            case e.TicketTransferred():
                self._rest(visit, at)
                visit.phase, visit.since = "waiting", at
                visit.services[visit.leg] = event.service or visit.service
            case e.TicketMissed() | e.TicketParked():
                self._rest(visit, at)
            case e.TicketCancelled() | e.TicketVoided() | e.TicketExpired():
                self._rest(visit, at)
                del self._visits[event.ticket]
            case _:
                pass

    def _call(self, event: e.TicketCalled, visit: Visit, at: datetime) -> None:
        waited_s = visit.waited_s + visit.spent_s("waiting", at)
        if not visit.is_called:
            visit.is_called = True
            is_over = waited_s > self._ceilings_s.get(visit.ticket_class, float("inf"))
            for figures in self._places(visit.service, visit.ticket_class, at, event.window):
                figures.waiting.add(waited_s)
                figures.over += is_over
        visit.phase, visit.since, visit.window = "called", at, event.window
        self._presences.occupy(event.window, at)

    def _start(self, visit: Visit, at: datetime) -> None:
        for figures in self._places(visit.service, visit.ticket_class, at, visit.window):
            figures.walking.add(visit.spent_s("called", at))
        visit.phase, visit.since, visit.is_started = "serving", at, True

    def _finish(self, event: e.TicketFinished, visit: Visit, at: datetime) -> None:
        served_s = visit.served_s + visit.spent_s("serving", at)
        if visit.is_started:  # otherwise nobody said when serving began
            for figures in self._places(visit.service, visit.ticket_class, at, event.window):
                figures.serving.add(served_s)
        clerk = self._presences.clerk_at(event.window)
        if clerk:
            self.report.served_by[clerk] += 1
        self._rest(visit, at)
        if event.is_last:
            del self._visits[event.ticket]
            self._ended = {event.ticket: visit.ticket_class}  # its rating opens in a moment
            return
        visit.leg += 1
        visit.phase, visit.since, visit.is_called = "waiting", at, False
        visit.is_started = False
        visit.waited_s = visit.served_s = 0.0

    def _rest(self, visit: Visit, at: datetime) -> None:
        """Book what has been going on; nothing is, until the next step."""
        visit.waited_s += visit.spent_s("waiting", at)
        visit.served_s += visit.spent_s("serving", at)
        if visit.phase in ("called", "serving") and visit.window is not None:
            self._presences.leave(self.report, visit.window, at)
        visit.phase, visit.since = "resting", None

    # ---- windows

    def _hear_window(self, event: e.Event, at: datetime) -> None:
        match event:
            case e.WindowOpened():
                self._presences.open(self.report, event.window, at)
            case e.WindowPaused():
                self._presences.pause(self.report, event.window, event.reason, at)
            case e.WindowClosed():
                self._presences.close(self.report, event.window, at)
            case e.ClerkSignedIn():
                self._presences.sign_in(self.report, event.window, event.clerk, at)
            case e.ClerkSignedOut():
                self._presences.sign_out(self.report, event.window, at)
            case e.DayClosed():
                self._presences.settle(self.report, at)
                self.report.closed_at = at
            case _:
                pass


def _is_in_hand(event: e.Event, visit: Visit) -> bool:
    """Whether a ticket begins to wait with this event: it is in somebody's hand, or comes back into its line."""
    match event:
        case e.TicketTaken(is_printing=False) | e.TicketShown() | e.TicketReinstated() | e.TicketResumed():
            return True
        case e.TicketPrinted():
            return not visit.phase
        case _:
            return False

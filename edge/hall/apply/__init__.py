"""From what happened to the hall as it is now; cannot fail, whatever plan the hall has today."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from edge.hall import events as e
from edge.hall.apply import alerts, days, feedback, matters, ratings, reminders, tickets, tides, windows
from edge.hall.hall import Hall

_APPLIERS: Mapping[type, Callable[[Hall, Any, datetime], None]] = {
    e.DayOpened: days.day_opened,
    e.DayPlanned: days.day_planned,
    e.ServiceChanged: days.service_changed,
    e.DayClosed: days.day_closed,
    e.ProblemRaised: days.problem_raised,
    e.ProblemCleared: days.problem_cleared,
    e.JournalRecovered: days.journal_recovered,
    e.WindowOpened: windows.window_opened,
    e.WindowPaused: windows.window_paused,
    e.WindowClosed: windows.window_closed,
    e.WindowChanged: windows.window_changed,
    e.UnresolvedOpened: matters.opened,
    e.UnresolvedClosed: matters.closed,
    e.ChiefAsked: matters.chief_asked,
    e.ChiefAnswered: matters.chief_answered,
    e.RegionNoted: matters.region_noted,
    e.ReminderRaised: reminders.raised,
    e.ReminderCleared: reminders.cleared,
    e.DeadlineSet: reminders.deadline_set,
    e.ClerkSignedIn: windows.clerk_signed_in,
    e.ClerkSignedOut: windows.clerk_signed_out,
    e.TicketTaken: tickets.taken,
    e.TicketPrinted: tickets.printed,
    e.TicketOffered: tickets.offered,
    e.TicketShown: tickets.shown,
    e.TicketVoided: tickets.voided,
    e.TicketUnsure: tickets.unsure,
    e.TicketReprinted: tickets.reprinted,
    e.TicketCalled: tickets.called,
    e.TicketRecalled: tickets.recalled,
    e.TicketStarted: tickets.started,
    e.TicketFinished: tickets.finished,
    e.TicketMissed: tickets.missed,
    e.TicketReinstated: tickets.reinstated,
    e.TicketTransferred: tickets.transferred,
    e.TicketParked: tickets.parked,
    e.TicketResumed: tickets.resumed,
    e.TicketCancelled: tickets.cancelled,
    e.TicketExpired: tickets.expired,
    e.CaseBound: tickets.case_bound,
    e.RatingOpened: ratings.opened,
    e.RatingGiven: ratings.given,
    e.RatingDeclined: ratings.declined,
    e.RatingTimedOut: ratings.timed_out,
    e.RatingFailed: ratings.failed,
    e.RatingIgnored: ratings.ignored,
    e.TideAdvised: tides.advised,
    e.TideAccepted: tides.accepted,
    e.TideDeclined: tides.declined,
    e.TideWithdrawn: tides.withdrawn,
    e.RatingTagsAdopted: ratings.tags_adopted,
    e.RatingAlerted: alerts.alerted,
    e.FeedbackGiven: feedback.given,
    e.RatingAcknowledged: alerts.acknowledged,
    e.RatingSettled: alerts.settled,
    e.RatingOverdue: alerts.overdue,
    e.RatingDefaulted: alerts.defaulted,
}


_OF_TICKETS = frozenset(kind for kind, applier in _APPLIERS.items() if applier.__module__ == tickets.__name__)
_OF_TICKETS -= {e.TicketTaken}
_OF_RATINGS = frozenset({e.RatingGiven, e.RatingDeclined, e.RatingTimedOut, e.RatingFailed})


def apply(hall: Hall, event: e.Event, at: datetime) -> None:
    """Change `hall` in place as `event`, which happened at `at`, says.

    What is said of a ticket or rating whose beginning the journal has lost or forgotten changes nothing.
    """
    kind, state = type(event), hall.state
    name = event.kind
    state.counts[name] = state.counts.get(name, 0) + 1
    hall.changes += 1
    if kind in _OF_TICKETS and getattr(event, "ticket", "") not in state.tickets:
        return
    if kind in _OF_RATINGS and getattr(event, "rating", "") not in state.ratings:
        return
    _APPLIERS[kind](hall, event, at)
    if hall.lines.turned:
        reminders.watch_windows(hall, at)

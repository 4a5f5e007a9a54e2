"""How the business day, problems and a mended journal change the hall."""

from datetime import datetime, timedelta

from edge.hall import events as e
from edge.hall.apply.matters import run_clocks, stop_clocks
from edge.hall.apply.reminders import watch_ticket
from edge.hall.hall import Hall
from edge.hall.state import Problem
from edge.hall.terms import Admission, RatingState
from edge.hall.tide_state import TideState
from edge.hall.use import Use
from edge.hall.waits.judging import begin_day as begin_judging
from edge.hall.waits.turns import begin_day as begin_turns


def day_opened(hall: Hall, event: e.DayOpened, at: datetime) -> None:
    state = hall.state
    if event.day != state.day:
        _forget_yesterday(hall, at)
        state.number_floor = state.leap if event.day <= state.leap_through else 0
        state.leap = 0
    state.day = event.day
    state.is_day_open = True
    state.opened_at = at
    state.sessions, state.rests, state.latest, state.admissions = (), (), None, {}
    for ticket in state.tickets.values():
        watch_ticket(hall, ticket, at)
    run_clocks(hall, at)


def day_planned(hall: Hall, event: e.DayPlanned, at: datetime) -> None:
    state = hall.state
    state.sessions, state.rests, state.latest = event.sessions, event.rests, event.latest
    run_clocks(hall, at)


def service_changed(hall: Hall, event: e.ServiceChanged, at: datetime) -> None:  # noqa: ARG001
    if event.admission is Admission.BY_RULE:
        hall.state.admissions.pop(event.service, None)
    else:
        hall.state.admissions[event.service] = event.admission


def day_closed(hall: Hall, event: e.DayClosed, at: datetime) -> None:  # noqa: ARG001 - one shape for all appliers
    hall.state.is_day_open = False
    hall.state.tides.advised.clear()
    hall.state.tides.ebbing.clear()
    stop_clocks(hall, at)


def problem_raised(hall: Hall, event: e.ProblemRaised, at: datetime) -> None:
    known = hall.state.problems.get((event.code, event.place))
    since = known.since if known else at
    hall.state.problems[event.code, event.place] = Problem(event.code, event.place, since, event.detail)


def problem_cleared(hall: Hall, event: e.ProblemCleared, at: datetime) -> None:  # noqa: ARG001
    hall.state.problems.pop((event.code, event.place), None)


def journal_recovered(hall: Hall, event: e.JournalRecovered, at: datetime) -> None:
    """Leap in the present day, open or to be opened again, and in one that was opened in what is lost."""
    state = hall.state
    state.numbers = {prefix: last + event.step for prefix, last in state.numbers.items()}
    state.number_floor += event.step
    state.leap += event.step
    state.leap_through = at.date().isoformat()


def _forget_yesterday(hall: Hall, at: datetime) -> None:
    """Drop what ended with its day; what is still open (a hall that keeps tickets, a rating) stays.

    A rating stays as long as its link is good, or its region may still count it by default.
    """
    state = hall.state
    state.tickets = {key: ticket for key, ticket in state.tickets.items() if ticket.state.is_open}
    since = at - timedelta(seconds=hall.plan.rating.kept_s)
    state.ratings = {
        key: rating
        for key, rating in state.ratings.items()
        if rating.state is RatingState.OPEN or rating.opened_at > since
    }
    state.tokens = {key: rating for key, rating in state.tokens.items() if rating in state.ratings}
    for ticket in state.tickets.values():
        ticket.told = None  # nobody was told of a night
        if ticket.returned_at_call is not None:  # calls are counted from nought again
            ticket.returned_at_call -= state.calls_of.get(ticket.service, 0)
    state.numbers, state.calls_of, state.counts = {}, {}, {}
    state.recent_calls, state.rated_today = [], []
    state.feedbacks = 0
    state.unresolved = {key: matter for key, matter in state.unresolved.items() if matter.closed_at is None}
    state.chief_requests = {}
    hall.by_person = {}  # keys are a day's own
    hall.by_appointment = {one.appointment: one.id for one in state.tickets.values() if one.appointment}
    begin_turns(state.experience)
    begin_judging(state.experience, state.day)
    state.tides = TideState()
    for window in state.windows.values():
        window.served = 0
        window.last_finished = None
        window.use = Use()

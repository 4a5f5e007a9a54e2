"""What follows a bad rating (差评整改), and what a region counts where nobody rated."""

from collections.abc import Sequence
from dataclasses import replace

from edge.hall.commands import AckRating, CloseRating, DefaultRating, RemindRating
from edge.hall.decision import Decision, Moment
from edge.hall.events import (
    Event,
    ProblemCleared,
    ProblemRaised,
    RatingAcknowledged,
    RatingAlerted,
    RatingDefaulted,
    RatingGiven,
    RatingOverdue,
    RatingSettled,
)
from edge.hall.hall import Hall
from edge.hall.masking import mask_numbers
from edge.hall.refusal import Refused
from edge.hall.state import Alert, Rating
from edge.hall.terms import AlertState

BAD = 2  # this level and worse
NOTE_AT_MOST = 500  # characters
PROBLEM, PLACE = "rating_overdue", "ratings"


def alerting(hall: Hall, rating: Rating, given: RatingGiven, moment: Moment) -> Sequence[Event]:
    """Return the alert of a bad rating; none while an earlier one of the same visit is still being dealt with."""
    if given.level > BAD or rating.id in hall.state.alerts:
        return ()
    rules = hall.plan.rating
    ticket = hall.state.tickets.get(rating.ticket)
    alert = RatingAlerted(
        rating.id,
        given.level,
        given.sequence,
        rating.window,
        rating.service,
        rules.due(moment.now, rules.deadline_days),
        case=ticket.case if ticket else "",
        tags=given.tags,
        list_version=given.list_version,
    )
    return (alert,)


def acknowledge(hall: Hall, command: AckRating, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Note who deals with a bad rating."""
    alert = _alert(hall, command)
    if alert.state is AlertState.ACKNOWLEDGED and alert.by == command.by:
        raise Refused("alert_acknowledged", rating=alert.rating, by=alert.by)
    event = RatingAcknowledged(alert.rating, command.by, mask_numbers(command.note))
    return Decision((event,), {"rating": alert.rating, "due": alert.due_at.isoformat()})


def close(hall: Hall, command: CloseRating, moment: Moment) -> Decision:  # noqa: ARG001
    """Note that a bad rating has been dealt with, and how."""
    alert = _alert(hall, command)
    settled = RatingSettled(alert.rating, command.by, mask_numbers(command.note))
    return Decision((settled, *_overdue(hall, without=alert)), {"rating": alert.rating})


def remind(hall: Hall, command: RemindRating, moment: Moment) -> Decision:  # noqa: ARG001
    """Ask a person to look: it should have been dealt with by now."""
    alert = hall.state.alerts.get(command.rating)
    if alert is None or alert.is_overdue:
        raise Refused("unknown_alert", rating=command.rating)
    late = replace(alert, is_overdue=True)
    return Decision((RatingOverdue(alert.rating), *_overdue(hall, with_also=late)))


def count_default(hall: Hall, command: DefaultRating, moment: Moment) -> Decision:  # noqa: ARG001
    """Note what the region counts for a visit that nobody rated; a citizen may still rate it."""
    rating = hall.state.ratings.get(command.rating)
    rules = hall.plan.rating
    if rating is None or rating.level is not None or rating.default_level is not None or rules.default_level is None:
        raise Refused("unknown_rating")
    return Decision((RatingDefaulted(rating.id, rules.default_level, rules.default_after_days),))


def _alert(hall: Hall, command: AckRating | CloseRating) -> Alert:
    alert = hall.state.alerts.get(command.rating)
    if alert is None:
        raise Refused("unknown_alert", rating=command.rating)
    if not command.by or len(command.note) > NOTE_AT_MOST:
        raise Refused("bad_args", fields=["by", "note"])
    return alert


def _overdue(hall: Hall, without: Alert | None = None, with_also: Alert | None = None) -> Sequence[Event]:
    """Return what becomes of the one problem that all overdue alerts share: how many they are, or that it is mended."""
    late = {alert.rating for alert in hall.state.alerts.values() if alert.is_overdue}
    late |= {with_also.rating} if with_also else set()
    late -= {without.rating} if without else set()
    known = hall.state.problems.get((PROBLEM, PLACE))
    if not late:
        return (ProblemCleared(PROBLEM, PLACE),) if known else ()
    return (ProblemRaised(PROBLEM, PLACE, str(len(late))),) if known is None or known.detail != str(len(late)) else ()

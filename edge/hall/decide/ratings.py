"""Ratings (好差评): every finished leg opens one, and nobody but the citizen ever answers it.

Whoever gives one is told only that it was taken: answers carry neither level nor rating, so that nothing of it can
reach a clerk by way of an answer.
"""

import hashlib

from edge.hall.commands import DeclineRating, FailRating, PressRating, Rate, TimeOutRating
from edge.hall.decision import Decision, Moment
from edge.hall.events import RatingDeclined, RatingFailed, RatingGiven, RatingIgnored, RatingOpened, RatingTimedOut
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.state import Rating, Ticket, Window
from edge.hall.terms import Channel, RatingState

TAGS_AT_MOST = 8
TEXT_AT_MOST = 500  # characters
BEST, WORST = 5, 1
_LATER_CHANNELS = frozenset({Channel.PC, Channel.MOBILE, Channel.QR})


def token_of(chance: bytes, rating: str) -> str:
    """Return the one-time token of a rating: it stays on the controller, only its hash is told."""
    return hashlib.sha256(b"rating token\x00" + chance + rating.encode()).hexdigest()[:32]


def hash_of(token: str) -> str:
    """Return what the journal and central know of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def opening(ticket: Ticket, window: Window, moment: Moment) -> RatingOpened:
    """Return the event that opens the rating of the ticket's present leg."""
    rating = f"{ticket.id}#{ticket.leg + 1}"
    token_hash = hash_of(token_of(moment.chance, rating))
    return RatingOpened(
        rating, ticket.id, ticket.leg + 1, window.number, ticket.service, token_hash, window.clerk, ticket.case
    )


def rate(hall: Hall, command: Rate, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Take a rating that bears its token; a later one by phone is the second rating (追评)."""
    rating = _by_token(hall, command.token)
    if not WORST <= command.level <= BEST:
        raise Refused("bad_args", fields=["level"])
    if len(command.tags) > TAGS_AT_MOST or len(command.text) > TEXT_AT_MOST:
        raise Refused("bad_args", fields=["tags", "text"])
    is_later = command.channel in _LATER_CHANNELS
    if rating.sequence >= (2 if is_later else 1):
        raise Refused("already_rated")
    if rating.state is not RatingState.OPEN and not is_later:
        raise Refused("rating_closed")
    event = RatingGiven(
        rating.id, command.level, command.channel, command.tags, command.text, sequence=rating.sequence + 1
    )
    return Decision((event,), {"taken": True})


def press(hall: Hall, command: PressRating, moment: Moment) -> Decision:
    """Take a key of a button box: for the open rating, or the last leg that is unrated and not long ago.

    Any other press is counted and goes nowhere: it is nobody's rating.
    """
    window = hall.window(command.window)
    if not WORST <= command.level <= BEST:
        raise Refused("bad_args", fields=["level"])
    rating = hall.state.ratings.get(window.last_finished or "")
    if rating is None or not _takes_a_key(hall, rating, moment):
        return Decision((RatingIgnored(window.number),), {"taken": False})
    event = RatingGiven(rating.id, command.level, Channel.TERMINAL, sequence=rating.sequence + 1)
    return Decision((event,), {"taken": True})


def _takes_a_key(hall: Hall, rating: Rating, moment: Moment) -> bool:
    if rating.state is RatingState.OPEN:
        return True
    is_unrated = rating.state in (RatingState.TIMED_OUT, RatingState.FAILED)
    return is_unrated and (moment.now - rating.opened_at).total_seconds() <= hall.plan.policy.late_press_s


def decline(hall: Hall, command: DeclineRating, moment: Moment) -> Decision:  # noqa: ARG001
    """The citizen does not want to rate."""
    rating = _by_token(hall, command.token)
    return Decision((RatingDeclined(_open(rating).id),), {"taken": True})


def time_out(hall: Hall, command: TimeOutRating, moment: Moment) -> Decision:  # noqa: ARG001
    """Nobody answered in time: that is no rating."""
    return Decision((RatingTimedOut(_open(_by_id(hall, command.rating)).id),))


def fail(hall: Hall, command: FailRating, moment: Moment) -> Decision:  # noqa: ARG001
    """The box could not ask."""
    return Decision((RatingFailed(_open(_by_id(hall, command.rating)).id, command.why),))


def _by_token(hall: Hall, token: str) -> Rating:
    return _by_id(hall, hall.state.tokens.get(hash_of(token), ""))


def _by_id(hall: Hall, rating_id: str) -> Rating:
    rating = hall.state.ratings.get(rating_id)
    if rating is None:
        raise Refused("unknown_rating")
    return rating


def _open(rating: Rating) -> Rating:
    if rating.state is not RatingState.OPEN:
        raise Refused("rating_closed")
    return rating

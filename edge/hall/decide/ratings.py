"""Ratings (好差评): every finished leg opens one, and nobody but the citizen ever answers it.

Whoever gives one is told only that it was taken: answers carry neither level nor rating, so that nothing of it can
reach a clerk by way of an answer.
"""

import hashlib
from datetime import timedelta

from edge.hall.commands import AdoptTags, DeclineRating, FailRating, PressRating, Rate, TimeOutRating
from edge.hall.decide.alerts import BAD, alerting
from edge.hall.decision import Decision, Moment
from edge.hall.events import (
    RatingDeclined,
    RatingFailed,
    RatingGiven,
    RatingIgnored,
    RatingOpened,
    RatingTagsAdopted,
    RatingTimedOut,
)
from edge.hall.hall import Hall
from edge.hall.masking import mask_numbers
from edge.hall.refusal import Refused
from edge.hall.state import Rating, Ticket, Window
from edge.hall.tags import TAGS_AT_MOST, TagList
from edge.hall.terms import Channel, RatingState

TEXT_AT_MOST = 500  # characters
BEST, WORST = 5, 1
_LATER_CHANNELS = frozenset({Channel.PC, Channel.MOBILE, Channel.QR, Channel.PHONE, Channel.SMS})


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


def rate(hall: Hall, command: Rate, moment: Moment) -> Decision:
    """Take a rating that bears its token; a later one by phone is the second rating (追评)."""
    rating = _by_token(hall, command.token)
    version = _checked(hall, command)
    sequence = _sequence(hall, rating, command, moment)
    text = command.text.strip()
    masked = mask_numbers(text)
    event = RatingGiven(
        rating.id,
        command.level,
        command.channel,
        tuple(dict.fromkeys(command.tags)),
        masked,
        sequence=sequence,
        is_anonymous=hall.plan.rating.is_anonymous,
        list_version=version,
        is_masked=masked != text,
    )
    events = (event, *alerting(hall, rating, event, moment))
    return Decision(events, {"taken": True} | ({"is_masked": True} if event.is_masked else {}))


def _checked(hall: Hall, command: Rate) -> str:
    """Return the version of the list that the tags are from; Refused if this is no rating."""
    if not WORST <= command.level <= BEST:
        raise Refused("bad_args", fields=["level"])
    if len(command.tags) > TAGS_AT_MOST or len(command.text) > TEXT_AT_MOST:
        raise Refused("bad_args", fields=["tags", "text"])
    if command.level <= BAD and not command.tags and not command.text.strip():
        raise Refused("reason_needed")
    if not command.tags:
        return ""
    lists: list[TagList] = [hall.tags, *reversed(hall.state.tag_lists), hall.plan.rating.tags]
    known = next((one for one in lists if one.knows(command.level, command.tags)), None)
    if known is None:
        raise Refused("unknown_tags", level=command.level, version=hall.tags.version)
    return known.version


def _sequence(hall: Hall, rating: Rating, command: Rate, moment: Moment) -> int:
    """Return 1, or 2 for a second rating; Refused if this would be a third, a repeated one or one too late."""
    is_later = command.channel in _LATER_CHANNELS
    following = rating.sequence + 1
    if following > (2 if is_later else 1) or (command.sequence or following) < following:
        raise Refused("already_rated")
    if (command.sequence or following) > following:
        raise Refused("not_rated_yet")
    if rating.state is not RatingState.OPEN and not is_later:
        raise Refused("rating_closed")
    rules = hall.plan.rating
    is_over = rules.link_s > 0 and moment.now > rating.opened_at + timedelta(seconds=rules.link_s)
    if rating.state is not RatingState.OPEN and is_over:
        raise Refused("link_expired")
    if following == 2 and command.sequence is None and _is_repeated(rating, command, moment, rules.repeat_s):  # noqa: PLR2004 - 追评
        raise Refused("already_rated")
    return following


def _is_repeated(rating: Rating, command: Rate, moment: Moment, within_s: float) -> bool:
    """Whether the same phone seems to have sent its rating twice: a second one is given on purpose, or later."""
    if rating.channel is not command.channel or rating.answered_at is None:
        return False
    return (moment.now - rating.answered_at).total_seconds() < within_s


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
    event = RatingGiven(
        rating.id,
        command.level,
        Channel.TERMINAL,
        sequence=rating.sequence + 1,
        is_anonymous=hall.plan.rating.is_anonymous,
    )
    return Decision((event, *alerting(hall, rating, event, moment)), {"taken": True})


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


def adopt_tags(hall: Hall, command: AdoptTags, moment: Moment) -> Decision:  # noqa: ARG001
    """Let citizens choose from another list from now on."""
    adopted = command.tags or hall.plan.rating.tags
    if adopted == hall.tags:
        raise Refused("tags_known", version=adopted.version)
    if adopted.faults():
        raise Refused("bad_args", fields=adopted.faults())
    return Decision((RatingTagsAdopted(adopted.version, adopted.tags),), {"version": adopted.version})


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

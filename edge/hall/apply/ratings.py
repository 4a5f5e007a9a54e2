"""How ratings open and end."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.satisfied import RatedOnce
from edge.hall.state import Rating
from edge.hall.tags import TagList
from edge.hall.terms import RatingState


def opened(hall: Hall, event: e.RatingOpened, at: datetime) -> None:
    rating = Rating(event.rating, event.ticket, event.leg, event.window, event.service, event.token_hash, opened_at=at)
    hall.state.ratings[rating.id] = rating
    hall.state.tokens[event.token_hash] = rating.id
    window = hall.state.windows.get(event.window)
    if window is not None:
        window.last_finished = rating.id
    hall.deadlines.rating(rating, hall.plan.policy.rating_open_s)
    if hall.plan.rating.default_after_s:
        hall.deadlines.default(rating, hall.plan.rating.default_after_s)


def given(hall: Hall, event: e.RatingGiven, at: datetime) -> None:
    rating = hall.state.ratings[event.rating]
    if event.sequence == 1:
        rating.level = event.level
        if rating.id.startswith(f"{hall.state.day}/"):
            hall.state.rated_today.append(RatedOnce(rating.window, event.level))
    else:
        rating.second_level = event.level
    rating.sequence, rating.channel = event.sequence, event.channel
    _end(rating, RatingState.GIVEN, at)


def declined(hall: Hall, event: e.RatingDeclined, at: datetime) -> None:
    _end(hall.state.ratings[event.rating], RatingState.DECLINED, at)


def timed_out(hall: Hall, event: e.RatingTimedOut, at: datetime) -> None:
    _end(hall.state.ratings[event.rating], RatingState.TIMED_OUT, at)


def failed(hall: Hall, event: e.RatingFailed, at: datetime) -> None:
    _end(hall.state.ratings[event.rating], RatingState.FAILED, at)


def ignored(hall: Hall, event: e.RatingIgnored, at: datetime) -> None:
    """Nothing but the count of its kind, which every event raises."""


def tags_adopted(hall: Hall, event: e.RatingTagsAdopted, at: datetime) -> None:  # noqa: ARG001 - one shape for all
    """Keep the list before it, too: somebody may just be choosing from it."""
    current = TagList(event.version, event.tags)
    hall.state.tag_lists = [*(one for one in hall.state.tag_lists if one.version != current.version), current][-2:]


def _end(rating: Rating, state: RatingState, at: datetime) -> None:
    rating.state = state
    rating.answered_at = at

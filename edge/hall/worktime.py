"""The hall's working time: the day's sessions, counted once where they overlap, or the whole day without any."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from edge.hall.sessions import Session


def worked_s(sessions: Sequence[Session], begin: datetime, end: datetime) -> float:
    """Return the seconds of working time between two moments of one day."""
    return sum((till - since).total_seconds() for since, till in _stretches(sessions, begin, end))


def moment_after(sessions: Sequence[Session], begin: datetime, seconds: float) -> datetime | None:
    """Return when so much working time has passed since `begin`, None if the day has no more of it."""
    if not sessions:
        return begin + timedelta(seconds=seconds)
    left_s = seconds
    for since, till in _stretches(sessions, begin, max(one.closes for one in sessions)):
        length_s = (till - since).total_seconds()
        if left_s <= length_s:
            return since + timedelta(seconds=left_s)
        left_s -= length_s
    return None


def _stretches(sessions: Sequence[Session], begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield what of the sessions lies between, in order and without counting anything twice."""
    reached = begin
    for opens, closes in sorted(_spans(sessions)) or [(begin, end)]:
        since, till = max(opens, reached), min(closes, end)
        if since < till:
            yield since, till
            reached = till


def _spans(sessions: Iterable[Session]) -> list[tuple[datetime, datetime]]:
    return [(one.opens, one.closes) for one in sessions]

"""What the engine knows beside the hall: where the journal ends, whom it has answered, the tokens of open ratings."""

from collections import OrderedDict
from datetime import datetime, timedelta

from edge.hall.decide.ratings import token_of
from edge.hall.events import RatingOpened
from edge.hall.hall import Hall
from edge.hall.terms import RatingState
from edge.ports import Answer, Entry, Remembered, Seq


class Memory:
    """Made of entries alone, so that it is the same after a restart."""

    def __init__(self, keep_s: float) -> None:
        self._keep = timedelta(seconds=keep_s)
        self._answers: OrderedDict[str, tuple[datetime, Answer]] = OrderedDict()
        self._full_at: datetime | None = None  # when the oldest answer will have been kept long enough
        self._tokens: dict[str, str] = {}
        self.tail: Seq = 0
        self.last_at: datetime | None = None

    def recall(self, tail: Seq, remembered: Remembered) -> None:
        """Begin with what a snapshot remembered."""
        self.tail = tail
        self._answers.update(remembered.answers)
        self._tokens.update(remembered.tokens)
        if self._answers:  # the newest entry's answer is always among them
            self.last_at = next(reversed(self._answers.values()))[0]

    def note(self, entry: Entry) -> None:
        """Take one more entry."""
        self.tail, self.last_at = entry.last, entry.at
        self._answers[entry.command_id] = (entry.at, entry.answer)
        if self._full_at is None or entry.at > self._full_at:
            self._forget_before(entry.at - self._keep)
        for event in entry.events:
            if isinstance(event, RatingOpened):
                self._tokens[event.rating] = token_of(entry.chance, event.rating)

    def _forget_before(self, oldest: datetime) -> None:
        """Drop the answers that are older, and note when the next one will be: most entries need not look."""
        while (first := next(iter(self._answers.values()))[0]) < oldest:
            self._answers.popitem(last=False)
        self._full_at = first + self._keep

    def answer(self, command_id: str) -> Answer | None:
        """Return what a command was answered with, None if it was not accepted lately."""
        known = self._answers.get(command_id)
        return known[1] if known else None

    def token(self, hall: Hall, rating_id: str) -> str | None:
        """Return the one-time token of an open rating, None once it has ended."""
        rating = hall.state.ratings.get(rating_id)
        is_open = rating is not None and rating.state is RatingState.OPEN
        return self._tokens.get(rating_id) if is_open else None

    def forget_ended(self, hall: Hall) -> None:
        """Drop the tokens of ratings that have ended."""
        self._tokens = {key: token for key, token in self._tokens.items() if self.token(hall, key)}

    def of(self, hall: Hall) -> Remembered:
        """Return what a snapshot has to keep; it shares its parts with what lives on."""
        return Remembered(hall.state, self._answers, self._tokens)

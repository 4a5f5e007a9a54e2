"""What the engine knows beside the hall: where the journal ends, whom it has answered, the tokens of open ratings."""

from collections import deque
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
        self._answers: dict[str, tuple[datetime, Answer]] = {}
        self._oldest: deque[str] = deque()  # command ids in order: a dict finds its first key slowly once many are gone
        self._full_at: datetime | None = None  # when the oldest answer will have been kept long enough
        self._tokens: dict[str, str] = {}
        self._chances: dict[str, bytes] = {}  # of ratings whose token nobody has asked for yet
        self.tail: Seq = 0
        self.last_at: datetime | None = None

    def recall(self, tail: Seq, remembered: Remembered) -> None:
        """Begin with what a snapshot remembered."""
        self.tail = tail
        self._answers.update(remembered.answers)
        self._oldest.extend(remembered.answers)
        self._tokens.update(remembered.tokens)
        if self._answers:  # the newest entry's answer is always among them
            self.last_at = next(reversed(self._answers.values()))[0]

    def note(self, entry: Entry) -> None:
        """Take one more entry."""
        at = entry.at
        self.tail, self.last_at = entry.last, at
        self._answers[entry.command_id] = (at, entry.answer)
        self._oldest.append(entry.command_id)
        if self._full_at is None or at > self._full_at:
            self._forget_before(at - self._keep)
        for event in entry.events:
            if type(event) is RatingOpened:
                self._chances[event.rating] = entry.chance

    def _forget_before(self, oldest: datetime) -> None:
        """Drop the answers that are older, and note when the next one will be: most entries need not look."""
        while (first := self._answers[self._oldest[0]][0]) < oldest:
            del self._answers[self._oldest.popleft()]
        self._full_at = first + self._keep

    def answer(self, command_id: str) -> Answer | None:
        """Return what a command was answered with, None if it was not accepted lately."""
        known = self._answers.get(command_id)
        return known[1] if known else None

    def token(self, hall: Hall, rating_id: str) -> str | None:
        """Return the one-time token of an open rating, None once it has ended."""
        rating = hall.state.ratings.get(rating_id)
        if rating is None or rating.state is not RatingState.OPEN:
            return None
        chance = self._chances.pop(rating_id, None)
        if chance is not None:
            self._tokens[rating_id] = token_of(chance, rating_id)
        return self._tokens.get(rating_id)

    def forget_ended(self, hall: Hall) -> None:
        """Drop the tokens of ratings that have ended."""
        known = (*self._tokens, *self._chances)
        self._tokens = {key: token for key in known if (token := self.token(hall, key))}
        self._chances.clear()

    def of(self, hall: Hall) -> Remembered:
        """Return what a snapshot has to keep; it shares its parts with what lives on."""
        self.forget_ended(hall)
        return Remembered(hall.state, self._answers, self._tokens)

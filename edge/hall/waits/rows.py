"""Lines as a walk sees them, and which of them is called from next: the order rule in numbers.

The rule is that of `edge.hall.order`, which explains itself to people; here it is asked some hundred times for one
estimate. A test holds the two against each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from edge.hall.policy import ClassPolicy
from edge.hall.waiting import Place


class Row:
    """One line of one zone in the order in which it is called; at its end perhaps a newcomer. Seconds from now."""

    __slots__ = ("_due", "_now_s", "at", "ceiling_s", "head_s", "head_start_s", "must_pass", "newcomer_s", "places",
                 "service", "slope", "zone")  # fmt: skip

    def __init__(
        self, of: tuple[str, str], places: Sequence[Place], competes: ClassPolicy, now_s: float,
        newcomer_s: float | None = None,
    ) -> None:  # fmt: skip
        self.service, self.zone = of
        self.places = places
        self.head_start_s = competes.head_start_s
        self.slope = competes.slope
        self.ceiling_s = competes.ceiling_s
        self.newcomer_s = newcomer_s  # when the newcomer's waiting time begins, None: nobody comes
        self._now_s = now_s
        self._due: Sequence[int] = ()
        self.at = 0
        self.head_s = inf  # when the waiting time of whoever is next began; of nobody: never
        self.must_pass = 0
        self.move(0)

    @property
    def left(self) -> int:
        """How many are still to be called, the newcomer not counted."""
        return max(0, len(self.places) - self.at)

    def let_pass(self, due: Sequence[int]) -> None:
        """Let reinstated tickets wait until so many others of their service have been called, one number for each."""
        self._due = due
        self.move(0)

    def move(self, called: int) -> None:
        """Go on after so many have been called."""
        self.at = at = self.at + called
        if at < len(self.places):
            self.head_s = self.places[at][0].timestamp() - self._now_s
            self.must_pass = self._due[at] if self._due else 0
        elif at == len(self.places) and self.newcomer_s is not None:
            self.head_s, self.must_pass = self.newcomer_s, 0
        else:
            self.head_s = inf


@dataclass(frozen=True, slots=True)
class More:
    """What may be called from beside the primary services' lines of the desks' own zone."""

    secondary: Sequence[Row] = ()
    bound: Sequence[Row] = ()  # to these very desks
    elsewhere: Sequence[Row] = ()  # sent to another zone, which has desks of its own for them
    stranded: Sequence[Row] = ()  # bound to a window that calls nobody: only beyond the ceiling


class Skill:
    """What desks of a zone can do alike: their rows in the order of the rule."""

    __slots__ = ("has_more", "more", "primary")

    def __init__(self, primary: list[Row], more: More | None = None) -> None:
        self.primary = primary
        self.more = more or More()
        self.has_more = self.more != More()

    def choose(self, at_s: float, called: Mapping[str, int], spill_after_s: float) -> Row | None:
        """Return the row whose first is called at this time, None if nobody is left."""
        over, over_s = None, 0.0
        best, most, best_head_s, ended = None, -inf, inf, 0
        for row in self.primary:
            head_s = row.head_s
            if head_s == inf:
                ended += 1
                continue
            if row.must_pass and called.get(row.service, 0) < row.must_pass:
                continue
            waited_s = at_s - head_s
            if waited_s - row.ceiling_s > over_s:
                over, over_s = row, waited_s - row.ceiling_s
            score = row.head_start_s + row.slope * waited_s
            if score > most or (score == most and head_s < best_head_s):
                best, most, best_head_s = row, score, head_s
        if ended:
            self.primary = [row for row in self.primary if row.head_s != inf]
        if self.has_more:
            return self._choose_among_more(at_s, called, spill_after_s, (best, most), (over, over_s))
        return over or best or _first(self.primary)

    def _choose_among_more(
        self,
        at_s: float,
        called: Mapping[str, int],
        spill_after_s: float,
        scored: tuple[Row | None, float],
        longest: tuple[Row | None, float],
    ) -> Row | None:
        """Return the same where there are also secondary services, other zones, or people bound to windows."""
        (best, most), (over, over_s), more = scored, longest, self.more
        due = [row for row in more.secondary if not row.must_pass or called.get(row.service, 0) >= row.must_pass]
        for row in (*due, *more.bound, *more.elsewhere, *more.stranded):
            if at_s - row.head_s - row.ceiling_s > over_s:
                over, over_s = row, at_s - row.head_s - row.ceiling_s
        if over is not None:
            return over
        if (bound := _first(more.bound)) is not None:
            return bound
        if best is not None:
            late = {row.service for row in due if at_s - row.head_s > spill_after_s}
            due = [row for row in due if row.service in late] if late else []
        for rows in (due, more.elsewhere):
            for row in rows:
                score = row.head_start_s + row.slope * (at_s - row.head_s)
                if score > most:
                    best, most = row, score
            if best is not None:
                return best
        return _first(self.primary) or _first(more.secondary)


def _first(rows: Sequence[Row]) -> Row | None:
    """Return the row whose first came first, None if nobody is left in any."""
    found = min(rows, key=lambda row: row.head_s, default=None)
    return None if found is None or found.head_s == inf else found

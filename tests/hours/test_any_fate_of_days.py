"""Whatever clocks, restarts and people do: no day is opened twice over, none before yesterday is closed."""

import random
from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.decide import decide
from edge.hall.events import DayClosed, DayOpened, Event
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hours.keeper import due
from edge.hours.rosters import rests_due
from tests.hours.week_at_work import AFTERNOON, LUNCH, MORNING, SATURDAY, at, calendar
from tests.support.campaign import campaign_rounds
from tests.support.halls import plan

HOURS = calendar(MORNING, AFTERNOON, SATURDAY, rosters=LUNCH)
HANDS = st.sampled_from(
    [None] * 6
    + [c.OpenDay(), c.CloseDay("hand"), c.Take(("social",)), c.OpenWindow(1), c.OpenWindow(2), c.CloseWindow(1)]
    + [c.PauseWindow(2, "hand"), c.Next(1), c.Finish(1)]
)
MINUTES = st.one_of(st.integers(1, 90), st.integers(60, 3 * 24 * 60), st.integers(-120, 0), st.just(-3 * 24 * 60))
STEPS = st.lists(st.tuples(MINUTES, HANDS, st.booleans()), max_size=campaign_rounds(40, 120))


class Fate:
    """A hall whose keeper looks after every step; the journal's times never go back, the clock's may."""

    def __init__(self, begins: datetime) -> None:
        self.hall = Hall(plan())
        self.now = self.noted = begins
        self.history: list[tuple[datetime, Event]] = []
        self.done: set[str] = set()
        self.chance = random.Random(1)

    def do(self, command: c.Command, command_id: str) -> None:
        if command_id in self.done:
            return
        self.noted = max(self.noted, self.now)
        try:
            decision = decide(self.hall, command, self.noted, self.chance.randbytes(16))
        except Refused:
            return
        self.done.add(command_id)
        for event in decision.events:
            apply(self.hall, event, self.noted)
            self.history.append((self.noted, event))

    def look(self) -> None:
        for _ in range(3):
            wish = due(self.hall, HOURS, self.now)
            if wish is not None:
                self.do(*wish)
            for rest in list(rests_due(self.hall.state, self.now)):
                self.do(*rest)

    def restart(self) -> None:
        self.hall = Hall(plan())
        for noted, event in self.history:
            apply(self.hall, event, noted)


@given(STEPS)
def test_days_open_one_after_the_other(steps: list[tuple[int, c.Command | None, bool]]) -> None:
    fate = Fate(at("2026-09-29", 7))
    for number, (minutes, command, is_restart) in enumerate(steps):
        fate.now += timedelta(minutes=minutes)
        if is_restart:
            fate.restart()
        if command is not None:
            fate.do(command, f"hand-{number}")
        fate.look()
    days = [event for _, event in fate.history if isinstance(event, DayOpened | DayClosed)]
    opened = [event.day for event in days if isinstance(event, DayOpened)]
    assert opened == sorted(opened), "a day came before an earlier one"
    for before, after in pairwise(days):
        assert type(before) is not type(after), "two openings, or two closings, in a row"
    again = Hall(plan())
    for noted, event in fate.history:
        apply(again, event, noted)
    assert again.state == fate.hall.state


@given(STEPS)
def test_the_keeper_comes_to_rest(steps: list[tuple[int, c.Command | None, bool]]) -> None:
    fate = Fate(at("2026-09-29", 7))
    for number, (minutes, command, _) in enumerate(steps):
        fate.now += timedelta(minutes=abs(minutes))
        if command is not None:
            fate.do(command, f"hand-{number}")
        fate.look()
        before = len(fate.history)
        fate.look()
        assert len(fate.history) == before, "the same moment moved the hall twice"

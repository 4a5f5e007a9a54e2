"""A clerk can neither see nor influence a rating: not on the page, in an answer, on a keypad or strip, nor by MQTT.

Two halls live through the same day: the same clerks press the same keys at the same moments. In one of them nobody
ever rates, in the other people do, badly or well, on the pad, the box and the phone. Whatever a clerk can look at must
be the same in both, to the letter.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge.central.state import window_state
from edge.central.topics import Topics
from edge.effects import display_of, notice_of
from edge.hall import commands as c
from edge.hall.events import RatingOpened
from edge.hall.refusal import Refused
from edge.hall.terms import Channel, RatingState
from edge.ports import Entry
from edge.web.access import Place
from edge.web.plan import ScreenKind
from edge.web.scene import Census, Scene
from edge.web.views import VIEWS
from tests.support.campaign import campaign_rounds
from tests.web.hall_at_work import Stage, open_stage
from tests.web.visiting import visiting

START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
DESKS = (1, 2)

KEYS = st.sampled_from(
    [
        *(c.Next(window) for window in DESKS),
        *(c.Finish(window) for window in DESKS),
        *(c.Start(window) for window in DESKS),
        c.Recall(1),
        c.Miss(1, "未到"),
        c.SignOut(1),
        c.SignIn(1, "1031"),
        c.PauseWindow(1, "午休"),
        c.CloseWindow(1),
        c.OpenWindow(1),
        c.CloseDay("下班"),
        c.OpenDay(),
    ]
)
DAY = st.lists(st.tuples(KEYS, st.integers(0, 90)), min_size=4, max_size=campaign_rounds(25, 120))
ANSWERS = st.lists(st.sampled_from(["none", "best", "worst", "box", "declined", "phone", "nothing open"]), min_size=1)


@dataclass
class Life:
    """One of the two halls, and everything that its clerks have been shown and answered."""

    rates: bool
    stage: Stage = field(default_factory=open_stage)
    now: datetime = START
    seen: list[Any] = field(default_factory=list)
    opened: list[RatingOpened] = field(default_factory=list)

    def __post_init__(self) -> None:
        commands = self.stage.commands
        commands.now = lambda: self.now
        commands.watch(self._note)
        for _ in range(8):
            self.stage.take("social")

    def _note(self, entries: Any) -> None:
        entry: Entry
        for entry in entries:
            self.opened += [event for event in entry.events if isinstance(event, RatingOpened)]

    def press(self, key: c.Command, after_s: int) -> None:
        """Let time pass and a clerk press a key."""
        commands = self.stage.commands
        until = self.now + timedelta(seconds=after_s)
        while (due := commands.hall.next_due()) is not None and due.at <= until:
            self.now = max(self.now, due.at)
            commands.do(due.command)
            self.look()
        self.now = until
        try:
            self.seen.append(dict(commands.do(key)))
        except Refused as refused:
            self.seen.append((refused.code, str(refused.facts)))
        self.look()

    def answer(self, how: str) -> None:
        """Let somebody rate, or not."""
        if not self.rates or not self.opened:
            return
        commands, rating = self.stage.commands, self.opened[-1]
        token = commands.tokens[rating.rating]
        asked: dict[str, c.Command] = {
            "best": c.Rate(token, 5, Channel.TABLET),
            "worst": c.Rate(token, 1, Channel.TABLET, ("115",)),
            "box": c.PressRating(rating.window, 2),
            "declined": c.DeclineRating(token),
            "phone": c.Rate(token, 1, Channel.QR, text="态度不好"),
            "nothing open": c.PressRating(5, 1),
        }
        if how in asked:
            try:
                commands.do(asked[how])
            except Refused:
                return
            self.look()

    def look(self) -> None:
        """Write down everything that a clerk could see now, if it is not what was seen before."""
        shown = list(self._shown())
        if not self.seen or self.seen[-1] != shown:
            self.seen.append(shown)

    def _shown(self) -> Iterator[Any]:
        hall = self.stage.commands.hall
        scene = Scene(
            self.stage.room, self.now, Census(hall), self.stage.devices.statuses(), self.stage.bridge.status()
        )
        for number in DESKS:
            yield json.dumps(VIEWS[ScreenKind.CLERK](scene, Place(ScreenKind.CLERK, "desk", window=number)))
            yield display_of(hall, number)
            yield notice_of(hall, number)
            yield window_state(hall, hall.state.windows[number])


@given(day=DAY, answers=ANSWERS)
def test_what_clerks_see_is_the_same_whether_and_however_anybody_rates(
    day: list[tuple[c.Command, int]], answers: list[str]
) -> None:
    silent, rated = Life(rates=False), Life(rates=True)
    for number, (key, after_s) in enumerate(day):
        for life in (silent, rated):
            life.press(key, after_s)
            life.answer(answers[number % len(answers)])
    assert rated.seen == silent.seen
    assert [event.rating for event in rated.opened] == [event.rating for event in silent.opened]


@given(day=DAY)
def test_nothing_that_clerks_do_ends_opens_again_or_delays_a_rating(day: list[tuple[c.Command, int]]) -> None:
    life = Life(rates=False)
    for key, after_s in day:
        life.press(key, after_s)
    opened = [event.rating for event in life.opened]
    assert len(opened) == len(set(opened))
    open_s = life.stage.commands.hall.plan.policy.rating_open_s
    for rating in life.stage.commands.hall.state.ratings.values():
        age_s = (life.now - rating.opened_at).total_seconds()
        assert (rating.state is RatingState.OPEN) == (age_s < open_s)


def test_sign_out_closing_the_window_and_the_day_leave_an_open_rating_to_the_citizen() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    (rating,) = stage.commands.hall.state.ratings.values()
    for command in (c.SignOut(1), c.PauseWindow(1, "午休"), c.CloseWindow(1), c.CloseDay("下班"), c.OpenDay()):
        stage.commands.do(command)
        assert rating.state is RatingState.OPEN
    stage.commands.do(c.Rate(stage.commands.tokens[rating.id], 1, Channel.TABLET, ("115",)))
    assert rating.level == 1


@pytest.mark.real_time
async def test_a_clerks_page_can_neither_rate_nor_decline() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    (rating,) = stage.commands.hall.state.ratings.values()
    token = stage.commands.tokens[rating.id]
    async with visiting(stage) as visitor:
        for asked in ({"what": "decline"}, {"what": "rate", "level": 5}, {"what": "pad_result", "result": "0"}):
            status, answer = await visitor.act("/clerk/1/", token=token, **asked)
            assert (status, answer["code"]) == (400, "bad_args")
    assert rating.state is RatingState.OPEN


@pytest.mark.real_time
async def test_a_rating_sends_nothing_at_all_to_a_clerks_page() -> None:
    """The number of a state counts what this page was told, not what happened in the hall."""
    stage = open_stage()
    stage.take("social")
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    async with visiting(stage) as visitor, visitor.watch("/clerk/1/") as stream:
        first = await stream.event()
        stage.commands.do(c.PressRating(1, 1))
        stage.commands.do(c.Next(1))
        second = await stream.event()
        assert (first["seq"], second["seq"]) == (1, 2)
        assert second["state"]["ticket"]["number"] == "A002"


def test_no_retained_topic_of_windows_or_queues_changes_with_a_rating() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    hall, topics = stage.commands.hall, Topics("demo-001")
    before = window_state(hall, hall.state.windows[1])
    stage.commands.do(c.PressRating(1, 1))
    assert window_state(hall, hall.state.windows[1]) == before
    assert topics.window(1).endswith("state/window/1")


def test_finishing_twice_opens_one_rating() -> None:
    stage = open_stage()
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    with pytest.raises(Refused):
        stage.commands.do(c.Finish(1))
    assert len(stage.commands.hall.state.ratings) == 1

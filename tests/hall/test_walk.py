"""Who will be called before whom, and when: the order rule walked forward, and held against the order rule itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import given

from edge.hall.commands import Command
from edge.hall.hall import Hall
from edge.hall.order import Choice, choose
from edge.hall.policy import DEFAULT_CLASSES, ClassPolicy
from edge.hall.state import Window
from edge.hall.terms import TicketClass, WindowState
from edge.hall.waits.forecast import Present, part_of
from edge.hall.waits.rows import More, Row, Skill
from edge.hall.waits.walk import NEVER_S, Desk, Walk
from tests.hall.test_any_sequence import STEPS, tell
from tests.support.halls import MORNING

MINUTE_S = 60.0
SPILL_AFTER_S = 15 * MINUTE_S
NOW_S = MORNING.timestamp()
ORDINARY, APPOINTMENT, PRIORITY = (DEFAULT_CLASSES[kind] for kind in TicketClass)


def row(
    *waited_min: float,
    service: str = "social",
    competes: ClassPolicy = ORDINARY,
    newcomer: bool = False,
    name: str = "t",
) -> Row:
    """Return a line of people who have waited so long, the first called first."""
    places = [
        (MORNING - timedelta(minutes=waited), number, f"{number}", f"{name}{number}")
        for number, waited in enumerate(waited_min, start=1)
    ]
    return Row((service, "A"), places, competes, NOW_S, newcomer_s=0.0 if newcomer else None)


def order_of(walk: Walk, *names: str) -> list[str]:
    """Return these tickets in the order in which they are called."""
    found = {name: walk.ticket(name) for name in names}
    called = {name: foreseen.wait_s for name, foreseen in found.items() if foreseen is not None}
    return sorted(called, key=called.__getitem__)


def one_desk(skill: Skill, turn_min: float = 5) -> Walk:
    turns_s = dict.fromkeys(("social", "tax"), turn_min * MINUTE_S)
    return Walk([Desk(skill, 0.0)], turns_s, SPILL_AFTER_S)


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        # first come, first served within a line
        ([row(9, 8, 7)], "t1 t2 t3"),
        # the green channel's head start is worth five minutes …
        ([row(4, name="o"), row(0, competes=PRIORITY, name="p")], "p1 o1"),
        # … and no more: who has waited six goes first
        ([row(6, name="o"), row(0, competes=PRIORITY, name="p")], "o1 p1"),
        # an appointment gains on an ordinary ticket with time
        ([row(10, name="o"), row(8, competes=APPOINTMENT, name="a")], "a1 o1"),
        ([row(10, name="o"), row(6, competes=APPOINTMENT, name="a")], "o1 a1"),
        # whoever is over the ceiling goes before everybody, the longest over it first
        ([row(31, name="o"), row(14, competes=PRIORITY, name="p")], "o1 p1"),
        ([row(31, name="o"), row(18, competes=PRIORITY, name="p")], "p1 o1"),
        # one who is overtaken now is so only until the next call
        ([row(3, 2, name="o"), row(0, 0, competes=PRIORITY, name="p")], "p1 p2 o1 o2"),
        ([row(29, 28, name="o"), row(9, 8, competes=PRIORITY, name="p")], "p1 o1 o2 p2"),
    ],
)
def test_who_goes_before_whom_at_one_desk(rows: list[Row], order: str) -> None:
    assert order_of(one_desk(Skill(rows)), *order.split()) == order.split()


def test_a_secondary_service_waits_for_the_primary_one_or_for_its_time() -> None:
    def names(waited_min: float) -> list[str]:
        skill = Skill([row(1, 1, name="own")], More(secondary=[row(waited_min, service="tax", name="other")]))
        return order_of(one_desk(skill), "own1", "own2", "other1")

    assert names(2) == ["own1", "own2", "other1"]
    assert names(12) == ["own1", "other1", "own2"], "fifteen minutes are over after the first turn"
    assert names(16) == ["other1", "own1", "own2"]


def test_who_is_bound_to_a_desk_goes_before_its_lines() -> None:
    skill = Skill([row(20, name="line")], More(bound=[row(1, service="tax", name="bound")]))
    assert order_of(one_desk(skill), "line1", "bound1") == ["bound1", "line1"]


def test_a_reinstated_ticket_lets_others_pass() -> None:
    returned = row(25, name="back")
    returned.let_pass([2])
    skill = Skill([row(9, 8, 7, name="line"), returned])
    assert order_of(one_desk(skill), "line1", "line2", "back1", "line3") == ["line1", "line2", "back1", "line3"]


def test_a_reinstated_ticket_does_not_wait_for_people_who_do_not_come() -> None:
    returned = row(25, name="back")
    returned.let_pass([3])
    walk = one_desk(Skill([row(9, name="line"), returned]))
    assert order_of(walk, "line1", "back1") == ["line1", "back1"]


def test_people_of_another_zone_are_called_when_nobody_of_the_own_is_left_and_their_own_desk_is_busy() -> None:
    def called_by(own_desk_free_min: float) -> tuple[int, int]:
        here, there = Skill([row(3, name="here")], More(elsewhere=(far := [row(9, 8, name="there")]))), Skill(far)
        desks = [Desk(here, 0.0), Desk(there, own_desk_free_min * MINUTE_S)]
        walk = Walk(desks, {"social": 5 * MINUTE_S}, SPILL_AFTER_S)
        first, second = walk.ticket("there1"), walk.ticket("there2")
        assert first is not None
        assert second is not None
        return round(first.wait_s / MINUTE_S), round(second.wait_s / MINUTE_S)

    assert called_by(0) == (0, 5)
    assert called_by(20) == (5, 10)


def test_a_newcomer_comes_after_the_line_and_takes_nobodys_turn() -> None:
    walk = one_desk(Skill([row(9, 8, newcomer=True), row(7, service="tax", newcomer=True, name="tax")]))
    mine, other = walk.newcomer("social", "A"), walk.newcomer("tax", "A")
    assert mine is not None
    assert other is not None
    assert (mine.wait_s, mine.ahead) == (15 * MINUTE_S, 2)
    assert (other.wait_s, other.ahead) == (15 * MINUTE_S, 1)


def test_two_desks_halve_the_wait_and_a_slow_one_does_not() -> None:
    def wait_min(*paces: float) -> float:
        skill = Skill([row(9, 8, 7, 6, newcomer=True)])
        walk = Walk([Desk(skill, 0.0, pace) for pace in paces], {"social": 10 * MINUTE_S}, SPILL_AFTER_S)
        found = walk.newcomer("social", "A")
        assert found is not None
        return found.wait_s / MINUTE_S

    assert wait_min(1) == 40
    assert wait_min(1, 1) == 20
    assert wait_min(1, 3) == 30


def test_a_desk_that_rests_is_not_counted_on_until_it_is_back() -> None:
    skill = Skill([row(9, 8, 7, newcomer=True)])
    desk = Desk(skill, 0.0, until_s=15 * MINUTE_S, back_s=75 * MINUTE_S)
    found = Walk([desk], {"social": 10 * MINUTE_S}, SPILL_AFTER_S).newcomer("social", "A")
    assert found is not None
    assert found.wait_s == 85 * MINUTE_S


def test_nothing_is_foreseen_beyond_a_turn_of_unknown_length() -> None:
    skill = Skill([row(5, newcomer=True)])
    walk = Walk([Desk(skill, 0.0), Desk(skill, NEVER_S)], {}, SPILL_AFTER_S)
    first, newcomer = walk.ticket("t1"), walk.newcomer("social", "A")
    assert first is not None
    assert first.wait_s == 0
    assert newcomer is None


def test_desks_taken_together_foresee_about_the_same() -> None:
    """Forty desks one by one, and as one desk that calls four at once."""
    line = [600 / 60 - place / 60 for place in range(400)]
    turns_s = {"social": 8 * MINUTE_S}
    alone = Skill([row(*line, newcomer=True)])
    staggered = [Desk(alone, place * 12.0) for place in range(40)]
    together = Desk(Skill([row(*line, newcomer=True)]), 0.0, windows=40, at_once=4)
    one, other = (Walk(desks, turns_s, SPILL_AFTER_S).newcomer("social", "A") for desks in (staggered, [together]))
    assert one is not None
    assert other is not None
    assert one.ahead == other.ahead == 400
    assert other.wait_s == pytest.approx(one.wait_s, abs=60)


@given(steps=STEPS)
def test_the_walk_begins_with_whom_the_order_rule_would_call(steps: list[tuple[Command, int]]) -> None:
    story = tell(steps, has_printer=False)
    for after_min in (0, 7, 16, 31, 90):
        now = MORNING + timedelta(hours=1, minutes=after_min)
        for window in _free(story.hall):
            choice, row = choose(story.hall, window, now), _first_row(story.hall, window, now)
            if choice is not None and row is not None and not _is_beyond_a_walk(story.hall, choice):
                assert row.places[row.at][3] == choice.ticket.id


def _free(hall: Hall) -> Sequence[Window]:
    windows = hall.state.windows.values()
    return [window for window in windows if window.state is WindowState.OPEN and not window.ticket and window.serves]


def _is_beyond_a_walk(hall: Hall, choice: Choice) -> bool:
    """Whether somebody is taken from an open window that they are bound to: a walk leaves them to it."""
    bound_to = choice.ticket.bound_to
    return bound_to is not None and hall.desk(bound_to).state is WindowState.OPEN


def _first_row(hall: Hall, window: Window, now: datetime) -> Row | None:
    """Return the row that a walk calls from first at this window, None for one at which nobody seems to work."""
    for crew in Present(hall, part_of(hall, window.serves[0]), None, now).crews():
        if window in crew.windows:
            return crew.skill.choose(0.0, {}, hall.plan.policy.spill_after_s)
    return None

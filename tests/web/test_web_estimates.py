"""What screens tell of waiting times: to who waits, from now on; to the supervisor, how true they were."""

from datetime import datetime, timedelta
from functools import partial

from edge.hall import commands as c
from edge.hall.experience import Experience, Judged, JudgedDay
from edge.web.plan import ScreenKind as K
from edge.web.views.estimates import DAYS_SHOWN
from tests.web.hall_at_work import open_stage
from tests.web.test_web_views import shown


def estimates(experience: Experience) -> dict[str, object]:
    stage = open_stage()
    stage.commands.hall.state.experience = experience
    found: dict[str, object] = shown(stage, K.SUPERVISOR)["estimates"]
    return found


def test_the_supervisor_sees_how_true_estimates_were_today_and_before() -> None:
    days = [JudgedDay(f"2026-11-{day:02}", Judged(100, 82, 100 * 180.0, 3)) for day in range(1, 12)]
    told = estimates(Experience(judged={"social": Judged(30, 27, 30 * 60.0, 0), "tax": Judged(10, 5, 0, 2)}, days=days))
    assert told["today"] == {"judged": 40, "error": 0.8, "in_range": 80, "too_little": 5}
    assert told["services"] == [
        {
            "name": "社会保险",
            "name_en": "Social insurance",
            "judged": 30,
            "error": 1.0,
            "in_range": 90,
            "too_little": 0,
        },
        {"name": "税务办理", "name_en": "Tax", "judged": 10, "error": 0.0, "in_range": 50, "too_little": 20},
    ]
    before = told["days"]
    assert isinstance(before, list)
    assert len(before) == DAYS_SHOWN
    assert before[0] == {"day": "2026-11-11", "judged": 100, "error": 3.0, "in_range": 82, "too_little": 3}


def test_before_anything_was_judged_no_number_is_invented() -> None:
    told = estimates(Experience())
    assert told["today"] == {"judged": 0, "error": None, "in_range": None, "too_little": None}
    assert told["services"] == told["days"] == []


def test_who_waits_is_told_what_is_still_to_come() -> None:
    stage = open_stage()
    start = stage.commands.now()
    for turn in range(10):
        stage.take("tax")
        stage.commands.do(c.Next(5))
        stage.commands.now = partial(_after, start, 6 * (turn + 1))
    for seconds in range(4):
        stage.commands.now = partial(_after, start, 60 + seconds / 60)
        stage.take("tax")
    third = shown(stage, K.TICKET)["tickets"][1]
    stage.commands.do(c.Next(5))
    nearer = shown(stage, K.TICKET)["tickets"][1]
    assert third["number"] == nearer["number"] == "C013"
    assert (third["ahead"], nearer["ahead"]) == (2, 1)
    assert nearer["range"][1] < third["range"][1]


def _after(start: datetime, minutes: float) -> datetime:
    return start + timedelta(minutes=minutes)

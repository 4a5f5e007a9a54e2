"""Who gets a ticket when: sessions of the day, appointments, the end of the day, and a person's word."""

from dataclasses import replace
from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.closing import Closing, WhenFull
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.sessions import Admits, Session
from edge.hall.terms import Admission, TicketClass
from tests.support.halls import MORNING, WINDOWS, House, house, plan

HOUR = timedelta(hours=1)
FORENOON = Session(MORNING, MORNING + 3 * HOUR)
AFTERNOON = Session(MORNING + 5 * HOUR, MORNING + 8 * HOUR)
BOOKED = Session(MORNING + 3 * HOUR, MORNING + 4 * HOUR, Admits.APPOINTMENTS)
SOCIAL = c.Take(("social",))
APPOINTED = c.Take(("social",), TicketClass.APPOINTMENT, appointment="ap-1")


def held(*sessions: Session, when_full: WhenFull = WhenFull.STOP, watch_s: float = 5400) -> House:
    """A hall whose day is planned, with all windows open."""
    made = House(Hall(replace(plan(), closing=Closing(when_full, watch_s))))
    made.do(c.OpenDay())
    made.do(c.PlanDay(sessions))
    for window in WINDOWS:
        made.do(c.OpenWindow(window.number))
    return made


def refusal(made: House, command: c.Command) -> Refused:
    with pytest.raises(Refused) as refused:
        made.do(command)
    return refused.value


@pytest.mark.parametrize(
    ("hours", "ordinary", "appointment"),
    [
        (-0.5, "", ""),  # opened by hand before its time
        (0, "", ""),
        (2.9, "", ""),
        (3, "appointments_only", ""),
        (4.5, "between_sessions", "between_sessions"),
        (5, "", ""),
        (8, "closing_time", "closing_time"),
    ],
)
def test_who_is_admitted_when(hours: float, ordinary: str, appointment: str) -> None:
    for command, expected in ((SOCIAL, ordinary), (APPOINTED, appointment)):
        made = held(FORENOON, BOOKED, AFTERNOON)
        made.now = MORNING + hours * HOUR
        assert (made.refuses(command) if expected else made.do(command)["number"]) == (expected or "A001")


def test_a_refusal_says_when_there_are_tickets_again() -> None:
    made = held(FORENOON, BOOKED, AFTERNOON)
    made.now = MORNING + 3.5 * HOUR
    assert refusal(made, SOCIAL).facts == {
        "service": "社会保险",
        "service_en": "social insurance",
        "until": "04:30",  # this hall's clock shows UTC
        "opens": "05:30",
    }


def test_a_session_may_be_for_some_services_only() -> None:
    made = held(replace(FORENOON, services=("tax",)))
    assert made.refuses(SOCIAL) == "not_held_today"
    assert made.do(c.Take(("tax",)))["number"] == "B001"
    assert made.refuses(c.Take(("tax", "social"))) == "not_held_today"


def test_without_sessions_tickets_are_taken_for_as_long_as_the_day_is_open() -> None:
    made = house()
    made.now += 12 * HOUR
    assert made.do(SOCIAL)["number"] == "A001"


def test_a_person_may_open_and_close_a_service_for_today() -> None:
    made = held(FORENOON)
    made.do(c.ChangeService("tax", Admission.NEVER, "系统故障"))
    assert made.refuses(c.Take(("tax",))) == "service_closed"
    made.do(c.ChangeService("social", Admission.ALWAYS, "加班"))
    made.now = MORNING + 4 * HOUR
    assert made.do(SOCIAL)["number"] == "A001"
    made.do(c.ChangeService("social", Admission.BY_RULE))
    assert made.refuses(SOCIAL) == "closing_time"
    assert made.refuses(c.ChangeService("social", Admission.BY_RULE)) == "service_unchanged"
    assert made.refuses(c.ChangeService("nonsense", Admission.ALWAYS)) == "unknown_service"
    made.do(c.OpenDay("2026-11-24"))
    assert made.hall.state.admissions == {}
    made.do(c.CloseDay())
    assert made.refuses(c.ChangeService("tax", Admission.ALWAYS)) == "day_not_open"


def test_the_same_plan_again_is_no_news() -> None:
    made = held(FORENOON)
    assert made.refuses(c.PlanDay((FORENOON,))) == "day_plan_unchanged"
    made.do(c.CloseDay())
    assert made.refuses(c.PlanDay((FORENOON, AFTERNOON))) == "day_not_open"


def crowded(when_full: WhenFull = WhenFull.STOP) -> House:
    """Twenty minutes before the end: two windows have needed ten minutes a turn, and nobody waits."""
    made = held(FORENOON, when_full=when_full)
    made.now = MORNING + 40 * HOUR / 60
    for _ in range(24):
        made.take()
    for _ in range(12):
        for window in (1, 2):
            made.call(window)
        made.wait(10)
    assert made.now == MORNING + 160 * HOUR / 60
    return made


def fill(made: House) -> Refused:
    """Let people come until no more are admitted; before that they are warned."""
    answers = []
    for _ in range(50):
        try:
            answers.append(made.do(SOCIAL))
        except Refused as refused:
            assert "warning" in answers[-1]
            return refused
    raise AssertionError("fifty were admitted")


def test_a_service_that_cannot_be_reached_today_gives_no_ticket_and_says_why_in_numbers() -> None:
    made = crowded()
    refused = fill(made)
    assert refused.code == "capacity_reached"
    assert refused.facts["closes"] == "03:30"
    assert refused.facts["left"] == 20
    assert refused.facts["windows"] == 2
    assert int(str(refused.facts["ahead"])) >= 4
    assert int(str(refused.facts["low"])) > 20
    assert made.do(APPOINTED)["number"]  # it was promised
    made.do(c.ChangeService("social", Admission.ALWAYS))
    assert made.do(SOCIAL)["number"]


def test_where_the_hall_only_warns_the_ticket_comes_with_a_word() -> None:
    made = crowded(WhenFull.WARN)
    answers = [made.do(SOCIAL) for _ in range(13)]
    assert answers[-1]["warning"]["code"] == "may_not_be_reached"
    assert answers[-1]["warning"]["left"] == 20
    made = crowded(WhenFull.IGNORE)
    assert not any("warning" in made.do(SOCIAL) for _ in range(13))


def test_the_green_channel_is_measured_by_its_own_wait() -> None:
    made = crowded()
    fill(made)
    assert made.do(c.Take(("social",), TicketClass.PRIORITY, "elderly"))["number"]


def test_far_from_the_end_nothing_is_held_against_anybody() -> None:
    made = held(FORENOON, watch_s=600)
    made.now = MORNING + 2.5 * HOUR
    for window in (1, 2, 3):
        made.do(c.CloseWindow(window))
    assert made.do(SOCIAL)["number"] == "A001"
    made.now = MORNING + 2.9 * HOUR
    assert made.refuses(SOCIAL) == "no_window_today"
    made.do(c.OpenWindow(1))
    made.do(c.PauseWindow(1, "back soon"))
    assert made.do(SOCIAL)["number"] == "A002"


def test_whoever_finds_a_free_window_is_not_warned() -> None:
    made = held(FORENOON)
    made.now = MORNING + 2.98 * HOUR
    assert "warning" not in made.do(SOCIAL)

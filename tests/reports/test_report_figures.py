"""What a day came to: counted from its events, and the same as central makes of them."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from edge.central.payloads import Happened, event_bytes
from edge.hall import commands as c
from edge.hall.events import Event
from edge.hall.terms import TicketClass
from edge.reports.figures import Report
from edge.reports.tables import TABLES, Names
from edge.reports.tally import Tally
from tests.bench.busy_day import BusyDay, large_plan
from tests.hall.test_any_sequence import STEPS, tell
from tests.support.central_figures import figures
from tests.support.halls import House, house

SHANGHAI = ZoneInfo("Asia/Shanghai")
CEILINGS_S = {"ordinary": 1800.0, "appointment": 900.0, "priority": 900.0}


class Watched(House):
    """A house whose events are counted as they happen."""

    def __init__(self, made: House) -> None:
        super().__init__(made.hall, made.now, [], made.chance)
        self.tally = Tally(CEILINGS_S)
        for event in made.events:
            self.tally.note(event, self.now.astimezone(SHANGHAI))

    def do(self, command: c.Command) -> object:  # type: ignore[override]  # answers are not looked at here
        before = len(self.events)
        answer = super().do(command)
        for event in self.events[before:]:
            self.tally.note(event, self.now.astimezone(SHANGHAI))
        return answer

    def report(self) -> Report:
        return self.tally.until(self.now.astimezone(SHANGHAI))


@pytest.fixture
def hall() -> Watched:
    return Watched(house())


def test_a_visit_is_counted_for_its_service_class_hour_and_window(hall: Watched) -> None:
    hall.take("social", ticket_class=TicketClass.PRIORITY)
    hall.wait(4)
    hall.call(1)
    hall.wait(1)
    hall.do(c.Start(1))
    hall.wait(10)
    hall.do(c.Finish(1))
    report = hall.report()
    places = (
        report.whole,
        report.services["social"].whole,
        report.services["social"].classes["priority"],
        report.hours[8],
    )
    for place in places:
        assert place.counts["ticket.taken"] == place.counts["ticket.called"] == place.counts["ticket.finished"] == 1
        assert (place.waiting.mean_s, place.walking.mean_s, place.serving.mean_s) == (240, 60, 600)
    assert report.windows[1].figures.counts["ticket.finished"] == 1
    assert report.windows[1].presence.busy_s == 660
    assert report.windows[1].presence.open_s == 900
    assert report.windows[1].presence.utilisation == pytest.approx(660 / 900)
    assert "ticket.taken" not in report.windows[1].figures.counts


def test_only_the_wait_until_the_first_call_of_a_leg_is_a_wait(hall: Watched) -> None:
    ticket = hall.take("social", "tax")
    hall.wait(31)
    hall.call(1)
    hall.do(c.Miss(1, "nobody came"))
    hall.wait(5)
    hall.do(c.Reinstate(ticket.id))
    hall.wait(2)
    hall.do(c.CallNumber(1, ticket.id, "came back"))
    hall.do(c.Start(1))
    hall.wait(3)
    hall.do(c.Finish(1))
    hall.wait(7)
    hall.call(2)
    report = hall.report()
    assert report.services["social"].whole.waiting.longest_s == 31 * 60
    assert report.services["social"].whole.waiting.n == 1
    assert report.services["social"].whole.over == 1
    assert report.services["tax"].whole.waiting.longest_s == 7 * 60
    assert report.services["tax"].whole.over == 0
    assert report.whole.counts["ticket.missed"] == report.whole.counts["ticket.reinstated"] == 1


def test_serving_leaves_out_what_lay_between_park_and_resume(hall: Watched) -> None:
    ticket = hall.take("social")
    hall.call(1)
    hall.do(c.Start(1))
    hall.wait(5)
    hall.do(c.Park(1, "copies"))
    hall.wait(30)
    hall.do(c.Resume(ticket.id))
    hall.call(1)
    hall.do(c.Start(1))
    hall.wait(4)
    hall.do(c.Finish(1))
    assert hall.report().whole.serving.mean_s == 9 * 60


def test_a_transferred_ticket_counts_where_it_was_and_then_where_it_is(hall: Watched) -> None:
    ticket = hall.take("social")
    hall.call(1)
    hall.do(c.Transfer(ticket.id, "wrong counter", "tax"))
    hall.call(2)
    hall.do(c.Start(2))
    hall.do(c.Finish(2))
    report = hall.report()
    assert report.services["social"].whole.counts["ticket.transferred"] == 1
    assert report.services["tax"].whole.counts["ticket.finished"] == 1
    assert report.services["social"].whole.counts["ticket.finished"] == 0
    assert report.windows[1].figures.counts["ticket.transferred"] == 1


def test_ratings_count_for_the_window_and_a_second_one_is_not_a_first(hall: Watched) -> None:
    hall.take("social")
    hall.call(1)
    hall.do(c.Start(1))
    hall.do(c.Finish(1))
    hall.do(c.PressRating(1, 5))
    report = hall.report()
    assert report.windows[1].figures.levels == {5: 1}
    assert report.whole.counts["rating.opened"] == report.whole.counts["rating.given"] == 1
    assert report.services["social"].whole.levels == report.services["social"].classes["ordinary"].levels == {5: 1}


def test_pauses_and_attendance_are_told_by_reason(hall: Watched) -> None:
    hall.do(c.SignIn(1, "0012"))
    hall.wait(30)
    hall.do(c.PauseWindow(1, "meeting"))
    hall.wait(15)
    hall.do(c.OpenWindow(1))
    hall.wait(15)
    hall.do(c.SignOut(1))
    hall.wait(60)
    report = hall.report()
    assert report.clerks["0012"].open_s == 3600
    assert report.clerks["0012"].paused_s == 900
    assert report.clerks["0012"].pauses == {"meeting": 900}
    assert report.windows[1].presence.open_s == 105 * 60


def test_looking_at_the_report_does_not_change_it(hall: Watched) -> None:
    hall.do(c.SignIn(1, "0012"))
    hall.take("social")
    hall.call(1)
    for _ in range(5):
        hall.wait(1)
        hall.report()
    report = hall.report()
    assert report.windows[1].presence.busy_s == report.windows[1].presence.open_s == 300
    assert report.clerks["0012"].busy_s == report.clerks["0012"].open_s == 300


def test_a_new_day_begins_with_nothing_but_open_tickets_stay_known(hall: Watched) -> None:
    hall.do(c.SignIn(1, "0012"))
    hall.take("social")
    hall.do(c.CloseDay())
    first = hall.report()
    assert first.closed_at is not None
    assert first.whole.counts["ticket.expired"] == 1
    hall.now += timedelta(days=1)
    hall.do(c.OpenDay())
    second = hall.report()
    assert second.first == "2026-11-24"
    assert second.whole.counts == {"day.opened": 1}
    assert second.clerks == {}


@given(STEPS)
def test_whatever_happens_central_makes_the_same_of_it(steps: list[tuple[c.Command, int]]) -> None:
    history = tell(steps, has_printer=True).history
    compare(history)


def test_central_makes_the_same_of_a_large_day() -> None:
    compare([(entry.at, event) for entry in BusyDay(large_plan()).entries(4_000) for event in entry.events])


def compare(history: Sequence[tuple[datetime, Event]]) -> None:
    tally = Tally(CEILINGS_S)
    for at, event in history:
        tally.note(event, at.astimezone(SHANGHAI))
    days = [index for index, (_, event) in enumerate(history) if event.kind == "day.opened"]
    if len(days) > 1:
        return  # several days: each is compared where it is the only one
    report = tally.report
    messages = [
        json.loads(event_bytes("demo", "epoch", "ntp", Happened(seq, at, "cause", event)))
        for seq, (at, event) in enumerate(history, 1)
    ]
    made = figures(messages)
    for service, counts in made["counts"].items():
        told = report.services[service].whole
        assert {kind: n for kind, n in told.counts.items() if kind.startswith("ticket.")} == counts
        assert told.waiting.n == len(made["waits"][service])
        assert told.waiting.sum_s == pytest.approx(sum(made["waits"][service]))
        assert told.serving.sum_s == pytest.approx(sum(made["services"][service]))
        assert told.serving.n == len(made["services"][service])
    assert report.whole.walking.n == len(made["walks"])
    assert report.whole.walking.sum_s == pytest.approx(sum(made["walks"]))
    told_ratings = {kind: n for kind, n in report.whole.counts.items() if kind.startswith("rating.")}
    assert told_ratings == made["ratings"]
    for window, busy_s in made["busy"].items():
        presence = report.windows[window].presence
        assert presence.busy_s == pytest.approx(busy_s)


def test_windows_configured_alike_are_told_with_their_heat(hall: Watched) -> None:
    hall.take("social")
    hall.call(1)
    hall.wait(30)
    hall.do(c.Finish(1))
    hall.take("tax")
    hall.call(2)
    hall.wait(30)
    rows = list(TABLES["windows"](hall.report(), Names(skills={1: ("social",), 2: ("social",), 3: ("estate",)})))
    assert [(row["window"], row["heat"]) for row in rows[1:]] == [(1, 1.0), (2, 1.0), (3, None)]
    hall.wait(60)
    rows = list(TABLES["windows"](hall.report(), Names(skills={1: ("social",), 2: ("social",)})))
    assert [row["heat"] for row in rows[:3]] == [3.0, 3.0, 3.0]

"""A hall made of its kept state, or of its history under another plan, goes on like the one it was taken from."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.events import TicketPrinted, TicketTaken
from edge.hall.hall import Hall
from edge.hall.order import choose
from edge.hall.plan import Plan, Service, WindowPlan
from edge.hall.policy import Policy
from edge.hall.restore import restore
from edge.hall.state import HallState
from edge.hall.terms import TicketClass, TicketState
from edge.journal.hall_records import read_hall, write_hall
from tests.hall.test_any_sequence import COMMANDS, STEPS, Story, check, tell
from tests.support.halls import MORNING, SERVICES, WINDOWS, house, plan, watched

LATER = MORNING + timedelta(days=1)
OTHER_PLAN = Plan(
    "demo-001",
    "示范区政务服务中心",
    (replace(SERVICES[0], prefix="B"), Service("pension", "养老保险", "AB")),  # taxes and estates are gone
    (WindowPlan(1, "C", ("pension", "social")), WindowPlan(7, "A", ("social",))),  # windows 2 and 3 are gone
    policy=Policy(recalls=1, auto_start_s=5, number_digits=4),
)


def copy_of(state: HallState) -> HallState:
    """The state as it comes from the disk."""
    found = read_hall(write_hall(state, {}))
    assert found is not None
    return found[0]


@given(steps=STEPS, has_printer=st.booleans())
def test_a_restored_hall_is_the_hall_it_was_taken_from(steps: list[tuple[c.Command, int]], has_printer: bool) -> None:
    hall = tell(steps, has_printer=has_printer).hall
    again = restore(watched(has_printer=has_printer), copy_of(hall.state))
    assert again.state == hall.state
    assert again.by_person == hall.by_person
    assert all(again.checked_in(name) == hall.checked_in(name) for name in ("ap-1", "ap-2"))
    assert again.printing == hall.printing
    for number in hall.state.windows:
        mine, theirs = (choose(one, one.desk(number), LATER) for one in (again, hall))
        assert (mine and (mine.ticket.id, mine.reason)) == (theirs and (theirs.ticket.id, theirs.reason))
    while (due := hall.next_due()) is not None:
        assert again.next_due() == due
        for one in (hall, again):
            one.deadlines.settle(due.command_id)
    assert again.next_due() is None


@given(steps=STEPS, more=st.lists(st.tuples(COMMANDS, st.integers(0, 1200)), max_size=20))
def test_what_happens_to_a_restored_hall_is_what_would_have_happened(
    steps: list[tuple[c.Command, int]], more: list[tuple[c.Command, int]]
) -> None:
    story = tell(steps, has_printer=True)
    again = Story(restore(watched(has_printer=True), copy_of(story.hall.state)))
    now = LATER
    for command, wait_s in more:
        now += timedelta(seconds=wait_s)
        assert again.tell(command, now, bytes(16)) == story.tell(command, now, bytes(16))
    assert again.hall.state == story.hall.state


@given(steps=STEPS, more=st.lists(st.tuples(COMMANDS, st.integers(0, 1200)), max_size=20))
def test_any_history_is_a_hall_also_under_another_plan(
    steps: list[tuple[c.Command, int]], more: list[tuple[c.Command, int]]
) -> None:
    story = tell(steps, has_printer=True)
    replayed = Story(Hall(OTHER_PLAN))
    for at, event in story.history:
        apply(replayed.hall, event, at)
    restored = Story(restore(OTHER_PLAN, copy_of(story.hall.state)))
    for other in (replayed, restored):
        check(other.hall)
        now = LATER
        for command, wait_s in more:
            now += timedelta(seconds=wait_s)
            while (due := other.hall.next_due()) is not None and due.at <= now:
                assert other.tell(due.command, due.at, bytes(16))
            other.tell(command, now, bytes(16))
            check(other.hall)
    assert replayed.hall.state.tickets == restored.hall.state.tickets


@given(steps=STEPS, lost=st.integers(0, 60))
def test_a_history_whose_beginning_is_lost_is_a_hall_too(steps: list[tuple[c.Command, int]], lost: int) -> None:
    hall = Hall(watched(has_printer=True))
    for at, event in tell(steps, has_printer=True).history[lost:]:
        apply(hall, event, at)
    check(hall)


def test_what_is_said_of_an_unknown_ticket_changes_nothing() -> None:
    hall = Hall(plan())
    apply(hall, TicketPrinted("2026-11-23/A001", 1, "proven"), MORNING)
    assert hall.state.tickets == {}


def test_a_window_has_what_the_configuration_says_now_unless_it_was_changed_by_command() -> None:
    here = house()
    here.do(c.ChangeWindow(1, serves=("tax",)))
    wider = replace(plan(), windows=(WINDOWS[0], replace(WINDOWS[1], serves=("estate",)), WINDOWS[2]))
    hall = restore(wider, copy_of(here.hall.state))
    assert (hall.desk(1).serves, hall.desk(2).serves) == (("tax",), ("estate",))


def test_nobody_is_sent_to_or_kept_at_a_window_that_the_configuration_has_dropped() -> None:
    here = house()
    bound = here.take()
    here.call(1)
    here.do(c.Transfer(bound.id, "test", window=2))
    smaller = replace(plan(), windows=(WINDOWS[0],))
    for hall in (restore(smaller, copy_of(here.hall.state)), Hall(smaller)):
        for event in here.events if not hall.state.day else ():
            apply(hall, event, here.now)
        found = choose(hall, hall.window(1), here.now)
        assert found is not None
        assert found.ticket.id == bound.id


def test_two_prefixes_may_share_a_letter() -> None:
    services = (Service("one", "一", "A"), Service("two", "二", "AA"), Service("three", "三", "AB"))
    hall = Hall(Plan("h", "厅", services, ()))
    for number, serial, service in (("A002", 2, "one"), ("AA1000", 1000, "two"), ("AB001", 1, "three")):
        apply(hall, TicketTaken(f"d/{number}", number, serial, (service,), TicketClass.ORDINARY), MORNING)
    assert hall.state.numbers == {"A": 2, "AA": 1000, "AB": 1}


def test_a_ticket_at_a_window_that_is_gone_can_still_be_sent_on() -> None:
    here = house()
    ticket = here.take("tax")
    here.call(2)
    here.hall = restore(replace(plan(), windows=(WINDOWS[0],)), copy_of(here.hall.state))
    here.do(c.Transfer(ticket.id, "window closed for good", service="social"))
    assert here.call(1) == ticket.number
    assert here.hall.ticket(ticket.id).state is TicketState.CALLED


def test_every_kind_of_deadline_is_restored() -> None:
    here = house(has_printer=True)
    for service in ("social", "social", "estate"):
        here.do(c.ReportPrinted(here.take(service).id, 1, "proven"))
    here.do(c.ReportPrintFault(here.take().id, 1, "silent"))  # an offer, for 60 s
    here.now += timedelta(seconds=5)
    here.call(1)
    here.do(c.Finish(1))  # a rating, for 60 s
    here.call(3)
    here.now += timedelta(seconds=15)
    here.do(c.Recall(3))  # a start, 20 s after this
    hall = restore(plan(has_printer=True), copy_of(here.hall.state))
    dues = []
    while (due := hall.next_due()) is not None:
        dues.append((due.at - MORNING, type(due.command)))
        hall.deadlines.settle(due.command_id)
    assert dues == [
        (timedelta(seconds=40), c.Start),
        (timedelta(seconds=60), c.LapseOffer),
        (timedelta(seconds=65), c.TimeOutRating),
    ]

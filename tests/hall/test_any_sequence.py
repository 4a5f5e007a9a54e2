"""Whatever is asked of the hall in whatever order: nobody lost, nobody twice, and a replay is the same hall."""

import random
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.decide import decide
from edge.hall.decide.ratings import token_of
from edge.hall.events import Event, RatingOpened, ReminderCleared, ReminderRaised, TicketCalled, TicketTaken
from edge.hall.hall import Hall
from edge.hall.order import choose
from edge.hall.refusal import Refused
from edge.hall.reminders import OF_STATE, OF_TICKETS
from edge.hall.sessions import Admits, Rest, Session
from edge.hall.tags import Tag, TagList
from edge.hall.terms import (
    Admission,
    Channel,
    FeedbackSource,
    FeedbackTopic,
    Outcome,
    Resolution,
    Role,
    Rule,
    TicketClass,
    TicketState,
    Timer,
)
from tests.support.campaign import campaign_rounds
from tests.support.halls import MORNING, RATING, WINDOWS, person, watched

HASTY = replace(RATING, link_s=3600.0, due=lambda start, _days: start + timedelta(minutes=30))
NUMBERS = [window.number for window in WINDOWS] + [4, 9]
TICKETS = st.sampled_from([f"{prefix}{serial:03}" for prefix in "ABCN" for serial in range(1, 6)])
WINDOW = st.sampled_from(NUMBERS)
SERVICE = st.sampled_from(["social", "tax", "estate", "unresolved", "nonsense"])
MATTER = st.sampled_from(["N001", *(f"2026-11-23/A00{serial}#1" for serial in range(1, 4))])
CASE = st.sampled_from(["K1", "K2"])
REASON = st.sampled_from(["", "because"])
SEEN = st.none() | st.just("") | TICKETS
TOKEN = st.sampled_from(["guess", "newest"])  # of a rating
RATINGS = st.sampled_from([f"2026-11-23/A{serial:03}#1" for serial in range(1, 6)])
TAGS = st.sampled_from([(), ("115",), ("201",), ("nonsense",)])
SEQUENCE = st.sampled_from([None, 1, 2])

APPOINTMENT = st.sampled_from(["", "ap-1", "ap-2"])
SLOT = st.sampled_from([None, *(c.Slot(at, at + timedelta(hours=1)) for at in (MORNING, MORNING + timedelta(hours=2)))])
CLOSING = MORNING + timedelta(hours=2)
SESSIONS = [
    (),
    (Session(MORNING, CLOSING),),
    (Session(MORNING, CLOSING, Admits.APPOINTMENTS, ("tax",)), Session(MORNING, CLOSING, services=("social",))),
]
RESTS = [(), (Rest(1, MORNING + timedelta(minutes=30), CLOSING, "午间轮休"),)]

COMMANDS = st.one_of(
    st.builds(
        c.Take,
        st.just(("social",)),
        st.sampled_from(list(TicketClass)),
        st.just("because"),
        st.just("door"),
        appointment=APPOINTMENT,
        slot=SLOT,
    ),
    st.builds(
        c.Take,
        st.lists(SERVICE, max_size=3).map(tuple),
        st.sampled_from(list(TicketClass)),
        REASON,
        st.sampled_from(["", "door"]),
        st.sampled_from([None, person("k1"), person("k2")]),
    ),
    st.builds(c.Take, st.just(("social",))),
    st.builds(c.Take, st.just(("tax", "social"))),
    st.builds(c.ReportPrinted, TICKETS, st.integers(1, 2), st.just("proven")),
    st.builds(c.ReportPrintFault, TICKETS, st.integers(1, 2), st.just("silent")),
    st.builds(c.Reprint, TICKETS, is_by_holder=st.booleans()),
    st.builds(c.Take, st.just(("social",)), person=st.just(person("k1")), agent=st.just(person("k2"))),
    st.builds(c.Next, WINDOW, st.booleans()),
    st.builds(c.Next, WINDOW),
    st.builds(c.Next, WINDOW, st.booleans(), SEEN, st.booleans()),
    st.builds(c.Recall, WINDOW, SEEN),
    st.builds(c.Start, WINDOW, seen=SEEN),
    st.builds(c.Miss, WINDOW, REASON, SEEN),
    st.builds(c.Park, WINDOW, REASON, SEEN),
    st.builds(c.Finish, WINDOW, seen=SEEN),
    st.builds(c.CallNumber, WINDOW, TICKETS, REASON),
    st.builds(c.Finish, WINDOW, st.sampled_from([None, *Outcome])),
    st.builds(c.Transfer, TICKETS, REASON, st.sampled_from(["", "tax", "nonsense"]), st.sampled_from([None, 1, 2, 9])),
    st.builds(c.ChangeWindow, WINDOW, st.lists(SERVICE, max_size=2).map(tuple)),
    st.builds(c.PressRating, WINDOW, st.integers(0, 6)),
    st.builds(c.Rate, TOKEN, st.integers(1, 5), st.sampled_from(list(Channel)), TAGS, REASON, SEQUENCE),
    st.builds(c.DeclineRating, TOKEN),
    st.builds(
        c.GiveFeedback, st.sampled_from(list(FeedbackTopic)), st.sampled_from(list(FeedbackSource)), REASON, TICKETS
    ),
    st.builds(c.AckRating, RATINGS, st.just("12345"), REASON),
    st.builds(c.CloseRating, RATINGS, st.sampled_from(["", "12345"])),
    st.builds(c.AdoptTags, st.sampled_from([None, TagList("2027", (Tag("201", 2, "等候太久"),))])),
    st.builds(c.SignIn, WINDOW, st.sampled_from(["", "0012", "0013", "nobody"])),
    st.builds(c.ChangeWindow, WINDOW, role=st.sampled_from(list(Role)), also=st.sampled_from([None, (Role.ACCEPT,)])),
    st.builds(c.UndoChange, WINDOW),
    st.builds(c.Take, st.just(("unresolved",)), failed=TICKETS),
    st.builds(c.CloseUnresolved, MATTER, st.sampled_from(list(Resolution)), REASON),
    st.builds(c.AskChief, WINDOW, st.sampled_from(["", "hrss", "nobody"])),
    st.builds(c.AnswerChief, st.sampled_from([f"2026-11-23/chief/{number}" for number in (1, 2)])),
    st.builds(c.NoteRegion, TICKETS, st.sampled_from(["510100", "Sichuan"])),
    st.builds(c.SetDeadline, st.sampled_from([None, *(MORNING + timedelta(hours=h) for h in (1, 3))]), CASE),
    st.builds(c.SetDeadline, st.just(MORNING + timedelta(hours=2)), ticket=TICKETS),
    st.builds(c.Remind, st.sampled_from(list(Timer)), st.sampled_from(["1", "9", "2026-11-23/A001"])),
    st.builds(c.ReportRecovery, st.just("epoch"), st.integers(0, 2)),
    *(st.builds(kind, TICKETS) for kind in (c.AcceptOffer, c.GiveUpOffer, c.LapseOffer, c.Confirm, c.Void)),
    *(st.builds(kind, TICKETS) for kind in (c.Reprint, c.Resume, c.Reinstate, c.Cancel)),
    st.builds(c.Reinstate, TICKETS, REASON, st.booleans()),
    *(st.builds(kind, WINDOW) for kind in (c.Call, c.Recall, c.Start, c.Park, c.OpenWindow, c.OpenWindow)),
    *(st.builds(kind, WINDOW) for kind in (c.PauseWindow, c.CloseWindow, c.SignOut)),
    st.builds(c.Miss, WINDOW, REASON),
    st.builds(c.OpenDay),
    st.builds(c.PlanDay, st.sampled_from(SESSIONS), st.sampled_from(RESTS), st.sampled_from([None, CLOSING])),
    st.builds(c.ChangeService, SERVICE, st.sampled_from(list(Admission)), REASON),
    st.builds(c.PauseWindow, WINDOW, REASON, st.just(CLOSING)),
    st.builds(c.CloseDay),
)
ORDINARY_DAY = st.one_of(  # without these nobody would be called in most sequences
    st.builds(c.Take, st.sampled_from([("social",), ("tax",), ("tax", "social")])),
    st.builds(c.Next, st.sampled_from([1, 2, 3])),
    st.builds(c.Start, st.sampled_from([1, 2, 3])),
    st.builds(c.Finish, st.sampled_from([1, 2, 3])),
)
STEPS = st.lists(
    st.tuples(st.one_of(ORDINARY_DAY, ORDINARY_DAY, COMMANDS), st.integers(0, 1200)),
    min_size=10,
    max_size=campaign_rounds(60, 200),
)


@dataclass
class Story:
    """What came of a sequence of commands: the hall, and everything that a journal would hold."""

    hall: Hall
    history: list[tuple[datetime, Event]] = field(default_factory=list)
    token: str = "none yet"  # of the newest rating

    def tell(self, command: c.Command, now: datetime, chance: bytes) -> bool:
        if isinstance(command, c.Rate | c.DeclineRating) and command.token == "newest":
            command = replace(command, token=self.token)
        try:
            decision = decide(self.hall, command, now, chance)
        except Refused:
            return False
        assert decision.events
        for event in decision.events:
            apply(self.hall, event, now)
            self.history.append((now, event))
            if isinstance(event, RatingOpened):
                self.token = token_of(chance, event.rating)
        return True


def tell(steps: list[tuple[c.Command, int]], *, has_printer: bool) -> Story:
    story = Story(Hall(watched(has_printer=has_printer, rating=HASTY)))
    chance = random.Random(1)
    now = MORNING
    story.tell(c.OpenDay(), now, chance.randbytes(16))
    for window in WINDOWS:
        story.tell(c.OpenWindow(window.number), now, chance.randbytes(16))
    for command, wait_s in steps:
        now += timedelta(seconds=wait_s)
        while (due := story.hall.next_due()) is not None and due.at <= now:
            assert story.tell(due.command, due.at, chance.randbytes(16)), f"the hall refused itself {due}"
        story.tell(command, now, chance.randbytes(16))
        check(story.hall)
    return story


def check(hall: Hall) -> None:
    """Every promise that must hold after every single event."""
    state = hall.state
    at_windows = [window.ticket for window in state.windows.values() if window.ticket]
    assert len(at_windows) == len(set(at_windows)), "two windows hold one ticket"
    busy = {ticket.id for ticket in hall.in_state(TicketState.CALLED, TicketState.SERVING)}
    assert busy == set(at_windows), "a ticket is at no window, or a window keeps what has left"
    seated = [window.clerk for window in state.windows.values() if window.clerk]
    assert len(seated) == len(set(seated)), "a clerk sits at two windows"
    for ticket in state.tickets.values():
        assert (ticket.state is TicketState.WAITING) == (ticket.id in hall.lines), "waiting, but in no line"
    for reminder in state.reminders.values():
        about = state.tickets.get(reminder.ticket)
        if reminder.timer in OF_TICKETS and reminder.ended_at is None:
            assert about is not None
            assert OF_STATE.get(about.state) is reminder.timer, "reminded of what is over"
    checked_in = [
        ticket.appointment
        for ticket in state.tickets.values()
        if ticket.appointment and ticket.state not in (TicketState.VOID, TicketState.CANCELLED)
    ]
    assert len(checked_in) == len(set(checked_in)), "one appointment has two tickets"
    for service in ("social", "tax", "estate", "unresolved"):
        waiting = [ticket for ticket in hall.in_state(TicketState.WAITING) if ticket.service == service]
        assert hall.waiting_for(service) == len(waiting)


@given(steps=STEPS, has_printer=st.booleans())
def test_nobody_is_lost_and_nobody_is_twice(steps: list[tuple[c.Command, int]], has_printer: bool) -> None:
    story = tell(steps, has_printer=has_printer)
    taken = Counter(event.ticket for _, event in story.history if isinstance(event, TicketTaken))
    assert all(times == 1 for times in taken.values()), "a number was handed out twice"


@given(steps=STEPS, has_printer=st.booleans())
def test_nobody_is_reminded_twice_of_the_same(steps: list[tuple[c.Command, int]], has_printer: bool) -> None:
    story = tell(steps, has_printer=has_printer)
    raised = Counter(event.reminder for _, event in story.history if isinstance(event, ReminderRaised))
    cleared = Counter(event.reminder for _, event in story.history if isinstance(event, ReminderCleared))
    assert all(times == 1 for times in raised.values())
    assert all(raised[name] == 1 for name in cleared)
    assert {name for name in raised if name not in cleared} == set(story.hall.state.reminders)


@given(steps=STEPS, has_printer=st.booleans())
def test_a_replay_of_the_events_is_the_same_hall(steps: list[tuple[c.Command, int]], has_printer: bool) -> None:
    story = tell(steps, has_printer=has_printer)
    again = Hall(watched(has_printer=has_printer, rating=HASTY))
    for at, event in story.history:
        apply(again, event, at)
    assert again.state == story.hall.state
    assert again.next_due() == story.hall.next_due()
    assert again.by_person == story.hall.by_person
    assert again.by_appointment == story.hall.by_appointment
    for window in again.state.windows.values():
        mine = choose(again, window, MORNING + timedelta(days=1))
        theirs = choose(story.hall, story.hall.desk(window.number), MORNING + timedelta(days=1))
        assert (mine and mine.reason) == (theirs and theirs.reason)


@given(steps=STEPS)
def test_whoever_is_called_was_waiting_and_heads_every_candidate_by_its_rule(
    steps: list[tuple[c.Command, int]],
) -> None:
    story = tell(steps, has_printer=False)
    for _, event in story.history:
        if isinstance(event, TicketCalled) and event.reason.rule is not Rule.BY_NUMBER:
            assert event.ticket in {candidate.ticket for candidate in event.reason.candidates}
            assert event.ticket not in event.reason.passed_over

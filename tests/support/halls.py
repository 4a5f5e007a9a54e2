"""A small hall to try the rules on: it keeps its own time, and remembers what happened."""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from edge.hall import commands as c
from edge.hall.apply import apply
from edge.hall.decide import decide
from edge.hall.events import Event
from edge.hall.hall import Hall
from edge.hall.plan import DispenserPlan, Plan, Service, WindowPlan
from edge.hall.policy import Policy
from edge.hall.rating_plan import RatingPlan
from edge.hall.refusal import Refused
from edge.hall.staff import Clerk, Department
from edge.hall.state import Ticket
from edge.hall.terms import Role, TicketClass, TicketState
from edge.hall.timers import Limits, Timers
from edge.ratings.lists import built_in

RATING = RatingPlan(tags=built_in("national-2020"))
MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)  # a Monday, half past eight in Shanghai

SERVICES = (
    Service("social", "社会保险", "A", "social insurance", bring=("身份证", "社保卡")),
    Service("tax", "税务", "B", "taxes"),
    Service("estate", "不动产登记", "C", "real estate", needs_card=True),
)
WINDOWS = (
    WindowPlan(1, "A", ("social",), has_start_key=True),
    WindowPlan(2, "A", ("social", "tax"), ("estate",), has_start_key=True),
    WindowPlan(3, "B", ("estate",), ("social",)),
)
CLERKS = (Clerk("0012", "李明", "0012", "综合受理岗"), Clerk("0013", "王芳", "0013", "医保经办岗"))


def plan(policy: Policy | None = None, *, has_printer: bool = False, rating: RatingPlan = RATING) -> Plan:
    """Return a hall of three windows; without a printer a taken ticket waits at once."""
    dispensers = (DispenserPlan("door", has_printer=has_printer),)
    return Plan(
        "demo-001",
        "示范区政务服务中心",
        SERVICES,
        WINDOWS,
        dispensers,
        policy=policy or Policy(),
        rating=rating,
        clerks=CLERKS,
    )


UNRESOLVED = Service("unresolved", "办不成事反映", "N", "unresolved matters", role=Role.UNRESOLVED)
TIMERS = Timers(
    Limits(wait_s=1200, walk_s=300, serve_s=900, park_s=1800),
    {"tax": Limits(serve_s=1500)},
    idle_s=600,
    case_near_s=3600,
    unresolved_s=7200,
    unresolved_near_s=1800,
)


def watched(*, has_printer: bool = False, rating: RatingPlan = RATING) -> Plan:
    """Return the same hall with a fourth window for what could not be done, where every limit is set."""
    made = plan(has_printer=has_printer, rating=rating)
    desk = WindowPlan(4, "B", ("unresolved",), role=Role.UNRESOLVED, has_start_key=True)
    office = Department("hrss", "人力资源和社会保障局", "Human resources", "0012")
    services = (replace(SERVICES[0], department="hrss"), *SERVICES[1:], UNRESOLVED)
    return replace(made, services=services, windows=(*WINDOWS, desk), departments=(office,), timers=TIMERS)


def person(key: str = "k1") -> c.Person:
    """Return somebody as the hall knows them."""
    return c.Person("张**", "002X", "70-79", key)


@dataclass
class House:
    """A hall, its clock and its history."""

    hall: Hall
    now: datetime = MORNING
    events: list[Event] = field(default_factory=list)
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    times: list[datetime] = field(default_factory=list)  # of the events

    def do(self, command: c.Command) -> Mapping[str, Any]:
        """Decide and apply; Refused as the rules say."""
        decision = decide(self.hall, command, self.now, self.chance.randbytes(16))
        for event in decision.events:
            apply(self.hall, event, self.now)
        self.events += decision.events
        self.times += [self.now] * len(decision.events)
        return decision.answer

    def refuses(self, command: c.Command) -> str:
        """Return the code of the refusal; AssertionError if the rules allow it."""
        before = len(self.events)
        try:
            self.do(command)
        except Refused as refused:
            assert len(self.events) == before
            return refused.code
        raise AssertionError(f"{command} was not refused")

    def wait(self, minutes: float) -> None:
        """Let time pass, keeping every deadline on the way."""
        until = self.now + timedelta(minutes=minutes)
        while (due := self.hall.next_due()) is not None and due.at <= until:
            self.now = max(self.now, due.at)
            self.do(due.command)
        self.now = until

    def take(self, *services: str, ticket_class: TicketClass = TicketClass.ORDINARY) -> Ticket:
        """Take a ticket that waits at once."""
        reason = "elderly" if ticket_class is TicketClass.PRIORITY else ""
        answer = self.do(c.Take(services or ("social",), ticket_class, reason))
        return self.hall.state.tickets[answer["ticket"]]

    def call(self, window: int) -> str | None:
        """Press next; return the number called."""
        number: str | None = self.do(c.Next(window))["number"]
        return number

    def ticket_in(self, state: TicketState) -> Ticket:
        """Bring a new ticket into a state, by the shortest way there is."""
        ticket = self.take()
        match state:
            case TicketState.WAITING:
                pass
            case TicketState.CALLED:
                self.do(c.CallNumber(1, ticket.id, "test"))
            case TicketState.SERVING:
                self.do(c.CallNumber(1, ticket.id, "test"))
                self.do(c.Start(1))
            case TicketState.MISSED:
                self.do(c.CallNumber(1, ticket.id, "test"))
                self.do(c.Miss(1, "test"))
            case TicketState.PARKED:
                self.do(c.CallNumber(1, ticket.id, "test"))
                self.do(c.Start(1))
                self.do(c.Park(1, "test"))
            case TicketState.DONE:
                self.do(c.CallNumber(1, ticket.id, "test"))
                self.do(c.Finish(1))
            case TicketState.CANCELLED:
                self.do(c.Cancel(ticket.id))
            case TicketState.EXPIRED:
                self.do(c.CloseDay())
            case TicketState.PRINTING | TicketState.OFFERED | TicketState.UNSURE | TicketState.VOID:
                raise AssertionError("needs a hall with a printer")
        return ticket


def house(
    policy: Policy | None = None, *, has_printer: bool = False, is_open: bool = True, rating: RatingPlan = RATING
) -> House:
    """Return a hall whose day and windows are open."""
    made = House(Hall(plan(policy, has_printer=has_printer, rating=rating)))
    if is_open:
        made.do(c.OpenDay())
        for window in WINDOWS:
            made.do(c.OpenWindow(window.number))
    return made

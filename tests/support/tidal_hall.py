"""A hall with two ordinary windows and two tidal ones, and the adviser's part played by hand."""

from contextlib import suppress
from dataclasses import replace

from edge.hall import commands as c
from edge.hall.events import Event, TideAdvised
from edge.hall.hall import Hall
from edge.hall.plan import Plan, Service, WindowPlan
from edge.hall.refusal import Refused
from edge.hall.terms import Role
from edge.hall.tide_rule import review
from edge.hall.tides import Tides
from tests.support.halls import House

SERVICES = (Service("social", "社会保险", "A"), Service("tax", "税务", "B"), Service("estate", "不动产登记", "C"))
WINDOWS = (
    WindowPlan(1, "A", ("social", "tax"), has_start_key=True),
    WindowPlan(2, "A", ("social", "tax"), has_start_key=True),
    WindowPlan(6, "A", ("social", "tax", "estate"), role=Role.TIDAL, has_start_key=True),
    WindowPlan(7, "B", ("estate",), role=Role.TIDAL, has_start_key=True),
)
TIDES = Tides(windows=(6, 7))
PLAN = Plan("demo-001", "示范区政务服务中心", SERVICES, WINDOWS, tides=TIDES)


def tidal_house(tides: Tides = TIDES) -> House:
    """Return a hall whose ordinary windows are open and whose tidal ones are closed."""
    here = House(Hall(replace(PLAN, tides=tides)))
    here.do(c.OpenDay())
    for number in (1, 2):
        here.do(c.OpenWindow(number))
    return here


def breathe(here: House) -> list[Event]:
    """Let the hall ask itself about its tides until it has nothing more to ask; return what happened."""
    before, done = len(here.events), set[str]()
    while True:
        asked = [(name, command) for name, command in review(here.hall, here.now) if name not in done]
        if not asked:
            return here.events[before:]
        for name, command in asked:
            done.add(name)
            try:
                here.do(command)
            except Refused as refused:
                raise AssertionError(f"the hall refused itself {command}: {refused.code}") from refused


def crowd(here: House, service: str = "social", people: int = 10) -> None:
    """Let people take tickets for a service, while both windows are busy at ten minutes a visit."""
    for number in (1, 2):
        here.do(c.CallNumber(number, here.take(service).id, "test"))
    here.wait(10)
    for number in (1, 2):
        here.do(c.Finish(number))
        here.do(c.CallNumber(number, here.take(service).id, "test"))
    for _ in range(people):
        here.take(service)


def advised(here: House) -> TideAdvised:
    """Return the newest advice."""
    return next(event for event in reversed(here.events) if isinstance(event, TideAdvised))


def accept(here: House, by: str = "1003") -> None:
    """Let somebody accept the newest advice."""
    here.do(c.AcceptTide(advised(here).advice, by))


def drain(here: House, *windows: int) -> None:
    """Let these windows serve until nobody waits any more, five minutes each."""
    while any(here.hall.desk(number).ticket for number in windows) or here.hall.waiting_for("social"):
        for number in windows:
            with suppress(Refused):  # nobody waits for this one
                here.do(c.Next(number))
        here.wait(5)

"""Two halls to draw days for: a county's with fourteen windows, a city's with two hundred and fifty."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time

from edge.hall.plan import Plan, Service, WindowPlan
from edge.hall.policy import Policy

MINUTE_S = 60.0


@dataclass(frozen=True, slots=True)
class Work:
    """What a service asks of a window."""

    share: float  # of the tickets, in proportion to the other services'
    mean_s: float  # at the window


@dataclass(frozen=True, slots=True)
class Hump:
    """A rise and fall of arrivals, shaped like a bell."""

    at: time
    spread_s: float  # standard deviation
    share: float  # of the tickets


@dataclass(frozen=True, slots=True)
class HallOfChance:
    """A hall and the habits of its citizens and clerks; a day is drawn from it."""

    plan: Plan
    works: Mapping[str, Work]  # by service code
    tickets: int
    opens: time
    closes: time  # no ticket is taken any more
    humps: tuple[Hump, ...]  # the rest of the tickets is spread evenly over the day
    at_the_door: float = 0.05  # share of the tickets that is taken in the first two minutes
    priority: float = 0.12  # share of the tickets
    appointments: float = 0.0  # share of the tickets
    absent: float = 0.04  # share that does not come when called
    returning: float = 0.5  # of those, how many come back
    transfers: float = 0.02  # share that is sent on to another service
    service_spread: float = 0.7  # standard deviation over mean of the service times
    walking_s: tuple[float, float, float] = (5.0, 15.0, 60.0)  # least, most frequent, most
    lunch: tuple[time, time] | None = None
    lunch_windows: frozenset[int] = field(default_factory=frozenset)  # those that pause then


COUNTY_WORKS = {
    "social": ("社会保险", "A", "Social insurance", Work(0.26, 8 * MINUTE_S)),
    "medical": ("医疗保障", "B", "Medical insurance", Work(0.20, 6.5 * MINUTE_S)),
    "tax": ("办税服务", "C", "Taxes", Work(0.17, 8 * MINUTE_S)),
    "household": ("户籍办理", "D", "Household registration", Work(0.15, 9.5 * MINUTE_S)),
    "business": ("企业登记", "E", "Company registration", Work(0.12, 15 * MINUTE_S)),
    "estate": ("不动产登记", "F", "Real estate registration", Work(0.10, 16.3 * MINUTE_S)),
}
COUNTY_WINDOWS = 14


def county(policy: Policy | None = None, *, appointments: float = 0.0, zones: str = "A") -> HallOfChance:
    """Return fourteen general windows for 620 tickets, 9.5 minutes each in the mean; half of them pause at noon.

    `zones` has one letter for each; the windows are dealt out to them in turn.
    """
    services = tuple(Service(code, name, prefix, english) for code, (name, prefix, english, _) in COUNTY_WORKS.items())
    codes = tuple(COUNTY_WORKS)
    windows = tuple(WindowPlan(number, zones[number % len(zones)], codes) for number in range(1, COUNTY_WINDOWS + 1))
    return HallOfChance(
        plan=Plan("county", "示范县政务服务中心", services, windows, policy=policy or Policy()),
        works={code: work for code, (*_, work) in COUNTY_WORKS.items()},
        tickets=620,
        opens=time(8, 30),
        closes=time(17, 0),
        humps=(Hump(time(10, 0), 75 * MINUTE_S, 0.38), Hump(time(15, 0), 75 * MINUTE_S, 0.32)),
        appointments=appointments,
        lunch=(time(12, 0), time(13, 30)),
        lunch_windows=frozenset(range(1, COUNTY_WINDOWS, 2)),
    )


CITY_ZONES = "ABCDE"
CITY_SERVICES_A_ZONE = 4
CITY_WINDOWS = 250
CITY_MEANS_MIN = (5.0, 7.0, 9.0, 11.0)


def city(policy: Policy | None = None, *, tickets: int = 16_000, windows: int = CITY_WINDOWS) -> HallOfChance:
    """Return a city's hall in five zones, open for eleven hours; fewer tickets and windows make a smaller one."""
    services: list[Service] = []
    works: dict[str, Work] = {}
    of_zone: dict[str, tuple[str, ...]] = {}
    for zone in CITY_ZONES:
        codes = tuple(f"{zone.lower()}{number}" for number in range(1, CITY_SERVICES_A_ZONE + 1))
        of_zone[zone] = codes
        for code, mean_min in zip(codes, CITY_MEANS_MIN, strict=True):
            services.append(Service(code, f"{zone}区事项{code[1:]}", chr(ord("A") + len(services)), f"Matter {code}"))
            works[code] = Work(1.0, mean_min * MINUTE_S)
    plans = []
    for number in range(1, windows + 1):
        zone = CITY_ZONES[(number - 1) % len(CITY_ZONES)]
        neighbour = CITY_ZONES[number % len(CITY_ZONES)]
        plans.append(WindowPlan(number, zone, of_zone[zone], of_zone[neighbour][:1]))
    return HallOfChance(
        plan=Plan("city", "示范市政务服务中心", tuple(services), tuple(plans), policy=policy or Policy()),
        works=works,
        tickets=tickets,
        opens=time(8, 0),
        closes=time(19, 0),
        humps=(Hump(time(10, 0), 60 * MINUTE_S, 0.38), Hump(time(15, 0), 70 * MINUTE_S, 0.32)),
        at_the_door=0.01,
        appointments=0.1,
    )

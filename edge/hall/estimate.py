"""How many are ahead, and how long it may take: a range from recent throughput, or no estimate yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from edge.hall.hall import Hall
from edge.hall.order import class_policy
from edge.hall.routing import windows_for
from edge.hall.state import Window
from edge.hall.terms import TicketClass, WindowState

RECENT = timedelta(minutes=45)  # finished legs this old still tell how fast windows are
FEWEST_LEGS = 5  # fewer finished legs tell nothing
STEP_MIN = 5  # ranges are rounded to this
SPREAD = (0.6, 1.5)  # of the expected wait: the lower and upper end that are shown


@dataclass(frozen=True, slots=True)
class Expected:
    """What a citizen is told; minutes, None where nothing can be said yet."""

    ahead: int
    low_min: int | None = None
    high_min: int | None = None

    @property
    def range(self) -> list[int] | None:
        """Both ends as a JSON list."""
        return None if self.low_min is None or self.high_min is None else [self.low_min, self.high_min]


def expect(hall: Hall, service: str, ticket_class: TicketClass, now: datetime) -> Expected:
    """Return what somebody who takes a ticket now is to expect."""
    ahead = _ahead(hall, service, ticket_class, now)
    windows = [window for window in windows_for(hall, service) if window.state is WindowState.OPEN]
    if not windows:
        return Expected(ahead)
    load = _load(hall, service, windows, ahead)
    if load < sum(window.ticket is None for window in windows):
        return Expected(ahead, 0, STEP_MIN)
    rate = _legs_per_minute(hall, windows, now)
    if rate is None:
        return Expected(ahead)
    expected_min = (load + 1) / rate
    low = int(expected_min * SPREAD[0] / STEP_MIN) * STEP_MIN
    high = max(low + STEP_MIN, -int(-expected_min * SPREAD[1] // STEP_MIN) * STEP_MIN)
    return Expected(ahead, low, high)


def _ahead(hall: Hall, service: str, ticket_class: TicketClass, now: datetime) -> int:
    """Count those of the same service that the order rule would put before a newcomer of this class."""
    if ticket_class is not TicketClass.PRIORITY:
        return hall.ahead_for(service)
    policy = hall.plan.policy
    mine = class_policy(policy, ticket_class).head_start_s
    count = 0
    for ticket_id in hall.lines.of_service(service):
        ticket = hall.state.tickets[ticket_id]
        theirs = class_policy(policy, ticket.ticket_class)
        waited_s = (now - ticket.arrived_at).total_seconds()
        count += theirs.head_start_s + theirs.slope * waited_s >= mine
    return count


def _load(hall: Hall, service: str, windows: list[Window], ahead: int) -> float:
    """Return how many these windows must take first: those ahead, and their share of other services' waiting."""
    load = float(ahead)
    numbers = {window.number for window in windows}
    others = {code for window in windows for code in window.serves} - {service}
    for code in others:
        serving = [window.number for window in windows_for(hall, code)]
        load += hall.waiting_for(code) * len(numbers.intersection(serving)) / max(1, len(serving))
    return load


def _legs_per_minute(hall: Hall, windows: list[Window], now: datetime) -> float | None:
    times = [at for window in windows for at in hall.state.finished_at.get(window.number, ()) if now - at <= RECENT]
    if len(times) < FEWEST_LEGS:
        return None
    span_min = (now - min(times)).total_seconds() / 60
    return len(times) / max(span_min, 1.0)

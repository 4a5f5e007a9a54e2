"""When a tidal window is to be opened or closed: what the hall advises now, and which advice no longer holds.

    open    the expected wait of a service, or of its oldest ticket, has passed its threshold, or the timetable says so:
            the closed tidal window that shortens the wait most
    close   open long enough, without it every service of its own stays under the lower threshold, and the other
            windows could have carried the last half hour
    hold    between the thresholds nothing new is advised; an advice falls when the wait has come half way back

An opening is given time to help before the oldest wait asks for a further one. A declined advice is not repeated for
the quiet time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from edge.hall.commands import AcceptTide, AdviseTide, Command, EndTide, WithdrawTide
from edge.hall.forecast import lineup, wait_s
from edge.hall.hall import Hall
from edge.hall.state import Window
from edge.hall.terms import WindowState
from edge.hall.tide_state import TideAdvice
from edge.hall.tides import TideTime, TideWay, TideWhy

AUTOMATIC = "automatic"
LATELY = timedelta(minutes=30)
CARRIED = 0.8  # of the time that windows are open
SETTLE = timedelta(minutes=10)  # so long a window that was just opened may take to help whoever waited longest


@dataclass(frozen=True, slots=True)
class Proposal:
    """What opening or closing a window would do to the wait for a service; seconds."""

    serves: tuple[str, ...]
    before_s: float | None
    after_s: float


def review(hall: Hall, now: datetime) -> Iterator[tuple[str, Command]]:
    """Yield what the hall asks of itself about its tides now, each with the id that makes it happen once."""
    state = hall.state
    if not state.is_day_open:
        return
    for advice in tuple(state.tides.advised.values()):
        over = _over(hall, advice, now)
        if over is not None:
            yield f"tide/{advice.id}/withdraw", WithdrawTide(advice.id, over)
        elif hall.plan.tides.is_automatic:
            yield f"tide/{advice.id}/accept", AcceptTide(advice.id, AUTOMATIC)
    for number, advice_id in tuple(state.tides.ebbing.items()):
        if hall.desk(number).ticket is None:
            yield f"tide/{advice_id}/end", EndTide(number)
    found = next(_advisable(hall, now), None)
    if found is not None:
        yield f"tide/{found.advice}/advise", found


def propose(hall: Hall, window: Window, way: TideWay, service: str, now: datetime) -> Proposal | None:
    """Return what it would do; None where this window could do nothing for the service."""
    present = lineup(hall)
    before_s = wait_s(hall, service, present, now)
    if way is TideWay.CLOSE:
        without = {number: serves for number, serves in present.items() if number != window.number}
        after_s = wait_s(hall, service, without, now)
        return None if after_s is None else Proposal(window.serves, before_s, after_s)
    able = (*window.serves, *window.spills)
    if service not in able:
        return None
    serves = tuple(code for code in able if code == service or _is_pressed(hall, code, now))
    after_s = wait_s(hall, service, present | {window.number: serves}, now)
    return None if after_s is None else Proposal(serves, before_s, after_s)


def quiet_key(way: TideWay, window: int, service: str) -> str:
    """Return what a declined advice is remembered by: nobody is asked for the same with another window."""
    return f"open/{service}" if way is TideWay.OPEN else f"close/{window}"


def oldest_s(hall: Hall, service: str, now: datetime) -> float:
    """Return how long the oldest ticket of a service has waited, 0 where nobody waits."""
    arrivals = [hall.state.tickets[ticket_id].arrived_at for _, ticket_id in hall.lines.heads(service)]
    return (now - min(arrivals)).total_seconds() if arrivals else 0.0


def _advisable(hall: Hall, now: datetime) -> Iterator[AdviseTide]:
    advice = f"{hall.state.day}/tide-{hall.state.tides.count + 1}"
    for window, way, why, service in (*_openings(hall, now), *_closings(hall, now)):
        until = hall.state.tides.quiet.get(quiet_key(way, window.number, service))
        if until is None or until <= now:
            yield AdviseTide(advice, window.number, way, why, service)


_Wish = tuple[Window, TideWay, TideWhy, str]


def _openings(hall: Hall, now: datetime) -> Iterator[_Wish]:
    asked = {one.service for one in hall.state.tides.advised.values() if one.way is TideWay.OPEN}
    closed = [window for window in _tidal(hall) if window.state is WindowState.CLOSED and not _is_advised(hall, window)]
    for time in _times(hall, now):
        for window in closed:
            if window.serves and (not time.windows or window.number in time.windows):
                busiest = max(window.serves, key=hall.ahead_for)
                yield window, TideWay.OPEN, TideWhy.TIMETABLE, busiest
    for _, service, why in sorted(_needs(hall, now), key=lambda need: (-need[0], need[1])):
        if service not in asked:
            best = _best(hall, closed, service, now)
            if best is not None:
                yield best, TideWay.OPEN, why, service


def _closings(hall: Hall, now: datetime) -> Iterator[_Wish]:
    least = timedelta(seconds=hall.plan.tides.open_least_s)
    for window in _tidal(hall):
        is_settled = window.since is not None and now - window.since >= least
        if window.state is not WindowState.OPEN or not is_settled or _is_advised(hall, window):
            continue
        is_calm = window.serves and _is_calm_without(hall, window, hall.plan.tides.close_under_s, now)
        if is_calm and _is_carried_without(hall, window, now):
            busiest = max(window.serves, key=hall.ahead_for)
            yield window, TideWay.CLOSE, TideWhy.CALM, busiest


def _needs(hall: Hall, now: datetime) -> Iterator[tuple[float, str, TideWhy]]:
    """Yield expected wait, service and why of every service that needs another window; infinite if none serves it."""
    present = lineup(hall)
    for service in hall.plan.services:
        if not hall.waiting_for(service.code):
            continue
        expected_s, waited_s = wait_s(hall, service.code, present, now), oldest_s(hall, service.code, now)
        if expected_s is None:
            if waited_s > hall.plan.tides.close_under_s:  # in the morning its own windows are about to open
                yield inf, service.code, TideWhy.EXPECTED
            continue
        if expected_s > hall.plan.tides.open_over_s:
            yield expected_s, service.code, TideWhy.EXPECTED
            continue
        is_late = waited_s > hall.plan.tides.oldest_over_s
        if is_late and not _was_just_helped(hall, service.code, now):
            yield expected_s, service.code, TideWhy.OLDEST


def _best(hall: Hall, closed: list[Window], service: str, now: datetime) -> Window | None:
    """Return the closed tidal window that shortens the wait most, None where none would."""
    helpful = []
    for window in closed:
        found = propose(hall, window, TideWay.OPEN, service, now)
        if found is not None and (found.before_s is None or found.after_s < found.before_s):
            helpful.append((found.after_s, window.number, window))
    return min(helpful)[2] if helpful else None


def _over(hall: Hall, advice: TideAdvice, now: datetime) -> TideWhy | None:
    """Return why an advice no longer holds, None while it does."""
    window, tides = hall.desk(advice.window), hall.plan.tides
    if advice.way is TideWay.CLOSE:
        if window.state is WindowState.CLOSED:
            return TideWhy.CLOSED
        is_calm = _is_calm_without(hall, window, tides.calm_s, now)
        return None if is_calm else TideWhy.EXPECTED
    if window.state is not WindowState.CLOSED:
        return TideWhy.OPENED
    if advice.why is TideWhy.TIMETABLE:
        is_wanted = any(not time.windows or window.number in time.windows for time in _times(hall, now))
        return None if is_wanted else TideWhy.TIMETABLE
    if not hall.waiting_for(advice.service):
        return TideWhy.CALM
    expected_s = wait_s(hall, advice.service, lineup(hall), now)
    is_long = expected_s is None or expected_s > tides.calm_s
    return None if is_long or oldest_s(hall, advice.service, now) > tides.oldest_over_s else TideWhy.CALM


def _is_calm_without(hall: Hall, window: Window, under_s: float, now: datetime) -> bool:
    """Whether every service that a window serves first stays under a threshold when it closes."""
    if any(not time.windows or window.number in time.windows for time in _times(hall, now)):
        return False
    without = {number: serves for number, serves in lineup(hall).items() if number != window.number}
    for code in window.serves:
        expected_s = wait_s(hall, code, without, now)
        if expected_s is None or expected_s > under_s:
            return False
        if oldest_s(hall, code, now) > hall.plan.tides.oldest_over_s:
            return False
    return True


def _is_carried_without(hall: Hall, window: Window, now: datetime) -> bool:
    """Whether the others could have done what was done of late: else the queue would only come back."""
    present = lineup(hall)
    for code in window.serves:
        group = [hall.desk(number) for number, serves in present.items() if code in serves]
        busy_s = sum(desk.use.spent(now, LATELY)[1] for desk in group)
        if busy_s > CARRIED * (len(group) - 1) * LATELY.total_seconds():
            return False
    return True


def _is_pressed(hall: Hall, service: str, now: datetime) -> bool:
    """Whether a service waits so long that a window which opens for another one helps it, too."""
    expected_s = wait_s(hall, service, lineup(hall), now)
    return bool(hall.waiting_for(service)) and (expected_s is None or expected_s > hall.plan.tides.calm_s)


def _was_just_helped(hall: Hall, service: str, now: datetime) -> bool:
    return any(
        window.state is WindowState.OPEN and service in window.serves and window.since and now - window.since < SETTLE
        for window in _tidal(hall)
    )


def _tidal(hall: Hall) -> list[Window]:
    return [hall.desk(number) for number in hall.plan.tides.windows if number in hall.zones]


def _is_advised(hall: Hall, window: Window) -> bool:
    return window.number in hall.state.tides.advised or window.number in hall.state.tides.ebbing


def _times(hall: Hall, now: datetime) -> list[TideTime]:
    return [time for time in hall.plan.tides.times if time.begins <= now.time() < time.ends]

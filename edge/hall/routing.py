"""Where a ticket will be called: the zone and the windows that its citizen is sent to.

Each zone with windows for the service is weighed by the wait that somebody who comes now would have there:

    load   who waits in the zone for anything that these windows serve, in the share that falls to them
    rate   how many these windows finish together in a second, from the pace of each
    wait   nothing where a window would be free, else (load + what the nearest visit still takes) / rate

Only counts are read, never tickets: routing costs windows and services, however many wait.
"""

from collections.abc import Iterable
from datetime import datetime

from edge.hall.floor import Group, Share
from edge.hall.hall import Hall
from edge.hall.state import Window
from edge.hall.terms import WindowState
from edge.hall.waits.turns import turn_of

USUAL_PACE_S = 300.0  # of a window, in a hall that has never finished anything
SHORTEST_PACE_S = 15.0
LEAST_LEFT = 0.25  # of a visit that has taken longer than usual
ALIKE_S = 30.0  # waits that differ by less are the same to anybody


def windows_for(hall: Hall, service: str) -> Group:
    """Return the windows that serve a service: the open ones; where none is, all that could, tidal ones last of all."""
    known = hall.floor.able.get(service)
    if known is None:
        windows = [window for number, window in hall.state.windows.items() if number in hall.zones]  # of today's plan
        able = [window for window in windows if service in window.serves]
        able = able or [window for window in windows if service in window.spills]
        usual = tuple(window for window in able if window.number not in hall.plan.tides.windows)
        known = tuple(window for window in able if window.state is WindowState.OPEN) or usual or tuple(able)
        hall.floor.able[service] = known
    return known


def calling_for(hall: Hall, service: str) -> Group:
    """Return the open windows that may call for a service, first or second."""
    known = hall.floor.calling.get(service)
    if known is None:
        windows = [window for number, window in hall.state.windows.items() if number in hall.zones]
        is_open = [window for window in windows if window.state is WindowState.OPEN]
        known = tuple(window for window in is_open if service in (*window.serves, *window.spills))
        hall.floor.calling[service] = known
    return known


def zone_of(hall: Hall, number: int) -> str:
    """Return where a window stands, "" if the configuration has dropped it."""
    return hall.zones.get(number, "")


def place_for(hall: Hall, service: str, now: datetime) -> tuple[str, tuple[int, ...]]:
    """Return the zone with the least expected wait, and its windows; ("", ()) if nobody serves it."""
    groups = _groups(hall, service)
    if not groups:
        return "", ()
    zone = next(iter(groups))
    if hall.plan.policy.is_balanced and len(groups) > 1:
        usual_s = usual_pace_s(hall)
        zone = min(groups, key=lambda name: (*_weight(hall, service, name, usual_s, now), name))
    return zone, _numbers(groups[zone])


def zones_for(hall: Hall, service: str) -> tuple[str, ...]:
    """Return the zones that somebody may be sent to for a service; none if nobody serves it."""
    return tuple(_groups(hall, service))


def group_in(hall: Hall, service: str, zone: str) -> tuple[int, ...]:
    """Return the windows of a zone that serve a service; those of all zones where it has none."""
    return _numbers(_groups(hall, service).get(zone) or windows_for(hall, service))


def expected_s(hall: Hall, service: str, zone: str, now: datetime) -> float:
    """Return how long somebody who is sent to this zone for this service now would wait; its windows must serve it."""
    return _expected_s(hall, service, zone, usual_pace_s(hall), now)


def _expected_s(hall: Hall, service: str, zone: str, usual_s: float, now: datetime) -> float:
    windows = _groups(hall, service)[zone]
    queue = _load(hall, service, zone) - sum(window.ticket is None for window in windows)
    if queue < 0:
        return 0.0
    nearest = sum(left_of_visit(window, usual_s, now) for window in windows) / len(windows)
    return (queue + nearest) / sum(1 / pace_of(window, usual_s) for window in windows)


def _weight(hall: Hall, service: str, zone: str, usual_s: float, now: datetime) -> tuple[int, float, float]:
    """Return what makes a zone worse than another: a longer wait, then fewer windows to spare, then a busier day."""
    windows = _groups(hall, service)[zone]
    wait = round(_expected_s(hall, service, zone, usual_s, now) / ALIKE_S)
    engaged = sum(window.ticket is not None for window in windows) + _load(hall, service, zone)
    return wait, engaged / len(windows), sum(window.use.spent(now)[1] for window in windows) / len(windows)


def _load(hall: Hall, service: str, zone: str) -> float:
    """Return how many waiting people fall to a zone's windows for a service, those who come for something else too."""
    shares = _shares(hall, service, zone)
    load = sum(share.of_zone * hall.lines.count_in(share.service, zone) for share in shares)
    if zone:
        load += sum(share.of_hall * hall.lines.count_in(share.service, "") for share in shares)
    if hall.printing:
        of_zone = {share.service: share.of_zone for share in shares}
        coming = (hall.state.tickets[ticket_id] for ticket_id in hall.printing)
        load += sum(of_zone.get(ticket.service, 0.0) for ticket in coming if ticket.zone == zone)
    return load


def _shares(hall: Hall, service: str, zone: str) -> tuple[Share, ...]:
    known = hall.floor.shares.get((service, zone))
    if known is None:
        group = _groups(hall, service)[zone]
        numbers = {window.number for window in group}
        codes = dict.fromkeys(code for window in group for code in window.serves)
        known = tuple(_share(hall, code, zone, numbers) for code in {**codes, service: None})
        hall.floor.shares[service, zone] = known
    return known


def _share(hall: Hall, service: str, zone: str, numbers: set[int]) -> Share:
    able = windows_for(hall, service)
    near = _groups(hall, service).get(zone, ())
    mine = sum(window.number in numbers for window in near)
    return Share(service, mine / max(1, len(near)), mine / max(1, len(able)))


def _groups(hall: Hall, service: str) -> dict[str, Group]:
    known = hall.floor.groups.get(service)
    if known is None:
        zones: dict[str, list[Window]] = {}
        for window in windows_for(hall, service):
            zones.setdefault(zone_of(hall, window.number), []).append(window)
        known = {zone: tuple(windows) for zone, windows in zones.items()}
        hall.floor.groups[service] = known
    return known


def usual_pace_s(hall: Hall) -> float:
    """Return the mean pace of all windows that have one today, or what a turn took on earlier days."""
    known = [window.use.pace_s for window in hall.state.windows.values() if window.use.pace_s is not None]
    if not known:
        known = [turn_s for service in hall.plan.services if (turn_s := turn_of(hall, service.code)) is not None]
    return sum(known) / len(known) if known else USUAL_PACE_S


def pace_of(window: Window, usual_s: float) -> float:
    return max(SHORTEST_PACE_S, usual_s if window.use.pace_s is None else window.use.pace_s)


def left_of_visit(window: Window, usual_s: float, now: datetime) -> float:
    """Return which part of a visit is still to come at a window; all of it at a free one that is about to call."""
    since = window.use.busy_since or now
    return max(LEAST_LEFT, 1 - (now - since).total_seconds() / pace_of(window, usual_s))


def _numbers(windows: Iterable[Window]) -> tuple[int, ...]:
    return tuple(sorted(window.number for window in windows))

"""Where a ticket will be called: the zone and windows that its citizen is sent to."""

from edge.hall.hall import Hall
from edge.hall.state import Window
from edge.hall.terms import WindowState


def windows_for(hall: Hall, service: str) -> list[Window]:
    """Return the windows that serve a service: the open ones, or all that could where none is open."""
    planned = {window.number for window in hall.plan.windows}  # the state may remember others
    windows = [window for number, window in hall.state.windows.items() if number in planned]
    able = [window for window in windows if service in window.serves]
    able = able or [window for window in windows if service in window.spills]
    return [window for window in able if window.state is WindowState.OPEN] or able


def place_for(hall: Hall, service: str) -> tuple[str, tuple[int, ...]]:
    """Return the zone with the fewest people waiting per window, and its windows; ("", ()) if nobody serves it."""
    by_zone: dict[str, list[Window]] = {}
    for window in windows_for(hall, service):
        plan = hall.plan.window(window.number)
        by_zone.setdefault(plan.zone if plan else "", []).append(window)
    if not by_zone:
        return "", ()
    zone = min(by_zone, key=lambda name: (_load(hall, by_zone[name]), name))
    return zone, tuple(sorted(window.number for window in by_zone[zone]))


def _load(hall: Hall, windows: list[Window]) -> float:
    services = {service for window in windows for service in window.serves}
    busy = sum(window.ticket is not None for window in windows)
    return (busy + sum(hall.waiting_for(service) for service in services)) / len(windows)

"""What the wait for a service would be with other windows open than now: the arithmetic of `routing`, hall-wide."""

from collections.abc import Mapping
from datetime import datetime

from edge.hall.hall import Hall
from edge.hall.routing import left_of_visit, pace_of, usual_pace_s
from edge.hall.terms import WindowState

Lineup = Mapping[int, tuple[str, ...]]
"""The windows that are open, or would be, with the services that each serves first."""


def lineup(hall: Hall) -> dict[int, tuple[str, ...]]:
    """Return the windows that are open now."""
    windows = ((number, hall.desk(number)) for number in hall.zones)
    return {number: window.serves for number, window in windows if window.state is WindowState.OPEN}


def wait_s(hall: Hall, service: str, windows: Lineup, now: datetime) -> float | None:
    """Return the expected wait of somebody who comes for a service now; None where none of these windows serves it."""
    serving = {number for number, serves in windows.items() if service in serves}
    if not serving:
        return None
    load = 0.0
    for code in {code for number in serving for code in windows[number]}:
        able = [number for number, serves in windows.items() if code in serves]
        load += hall.ahead_for(code) * len(serving.intersection(able)) / len(able)
    desks = [hall.desk(number) for number in serving]
    queue = load - sum(desk.ticket is None for desk in desks)
    if queue < 0:
        return 0.0
    usual_s = usual_pace_s(hall)
    nearest = sum(left_of_visit(desk, usual_s, now) for desk in desks) / len(desks)
    return (queue + nearest) / sum(1 / pace_of(desk, usual_s) for desk in desks)

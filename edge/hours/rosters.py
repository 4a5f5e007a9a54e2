"""Windows that rest by roster: paused or closed at the beginning, opened at the end, and never against a person's will.

A rest is begun only at a window that has been open since before it: one that a clerk opens in the middle stays open.
It is ended only where it was begun: whatever a person does to the window meanwhile makes it theirs.
"""

from collections.abc import Iterator
from datetime import datetime

from edge.hall.commands import CloseWindow, Command, OpenWindow, PauseWindow
from edge.hall.sessions import Rest
from edge.hall.state import HallState, Window
from edge.hall.terms import WindowState


def rests_due(state: HallState, now: datetime) -> Iterator[tuple[Command, str]]:
    """Yield what the roster wants of windows now, each with the id that makes it happen once."""
    if not state.is_day_open:
        return
    for window in list(state.windows.values()):
        if window.until is not None and window.until <= now and window.state is not WindowState.OPEN:
            yield OpenWindow(window.number), f"roster/{state.day}/{window.number}/{window.until.isoformat()}/open"
    for rest in state.rests:
        resting = state.windows.get(rest.window)
        if resting is not None and rest.begins <= now < rest.ends:
            yield from _begin(state.day, resting, rest)


def _begin(day: str, window: Window, rest: Rest) -> Iterator[tuple[Command, str]]:
    """Yield the step that takes a window into its rest: who is being served there is served to the end first."""
    known = f"roster/{day}/{window.number}/{rest.begins.isoformat()}"
    if window.state is WindowState.OPEN and (window.since is None or window.since < rest.begins):
        if rest.is_closing and window.ticket is None:
            yield CloseWindow(window.number, rest.reason, rest.ends), f"{known}/close"
        else:
            yield PauseWindow(window.number, rest.reason, rest.ends), f"{known}/pause"
    elif rest.is_closing and window.state is WindowState.PAUSED and window.until == rest.ends and not window.ticket:
        yield CloseWindow(window.number, rest.reason, rest.ends), f"{known}/close"

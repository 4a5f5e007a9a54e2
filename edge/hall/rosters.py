"""Which windows rest when, and which are expected to be open at some time of today: known ahead, for estimates."""

from datetime import datetime

from edge.hall.hall import Hall
from edge.hall.sessions import Rest
from edge.hall.state import Window
from edge.hall.terms import WindowState


def expected_open(hall: Hall, at: datetime) -> frozenset[int]:
    """Return the numbers of the windows expected to be open at `at`, now or later today.

    Open are those that are open now, or rest by roster now and will be opened again by then, unless they rest then.
    """
    return frozenset(
        window.number
        for window in hall.state.windows.values()
        if _is_at_work(window, at) and resting(hall, window.number, at) is None
    )


def resting(hall: Hall, window: int, at: datetime) -> Rest | None:
    """Return the rest that the roster has for a window at `at`, None if it has none."""
    return next((rest for rest in hall.state.rests if rest.window == window and rest.begins <= at < rest.ends), None)


def open_minutes(hall: Hall, window: Window, begins: datetime, ends: datetime) -> float:
    """Return for how many minutes of a stretch a window is expected to be open: without its rests."""
    if not _is_at_work(window, ends):
        return 0.0
    begins = max(begins, window.until or begins)
    spans = [
        (max(rest.begins, begins), min(rest.ends, ends)) for rest in hall.state.rests if rest.window == window.number
    ]
    rested_s = sum(max(0.0, (end - begin).total_seconds()) for begin, end in spans)
    return max(0.0, (ends - begins).total_seconds() - rested_s) / 60


def _is_at_work(window: Window, at: datetime) -> bool:
    return window.state is WindowState.OPEN or (window.until is not None and window.until <= at)

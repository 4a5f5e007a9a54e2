"""When windows call: what is so now, and what is known to come."""

from dataclasses import dataclass
from datetime import datetime

from edge.hall.hall import Hall
from edge.hall.sessions import Rest
from edge.hall.state import Window
from edge.hall.terms import WindowState
from edge.hall.waits.walk import NEVER_S


@dataclass(frozen=True, slots=True)
class Working:
    """A window calls from `from_s` until `until_s`, and again from `back_s`; seconds from now."""

    from_s: float = 0.0
    until_s: float = NEVER_S
    back_s: float = NEVER_S


ALWAYS = Working()


class Outlook:
    """What is known of the windows' next hours; the one place that looks ahead, be it to rosters or whatever comes."""

    def __init__(self, hall: Hall, now: datetime) -> None:
        self._now = now
        self._rests: dict[int, list[Rest]] = {}
        for rest in hall.state.rests:
            if rest.ends > now:
                self._rests.setdefault(rest.window, []).append(rest)

    def working(self, window: Window) -> Working | None:
        """Return when a window calls, None if it is not known to call at all."""
        if window.state is not WindowState.OPEN and window.until is None:
            return None
        if window.until is None and window.number not in self._rests:
            return ALWAYS
        from_s = 0.0 if window.state is WindowState.OPEN else max(0.0, self._in(window.until or self._now))
        for rest in self._rests.get(window.number, ()):
            begins_s, ends_s = self._in(rest.begins), self._in(rest.ends)
            if begins_s > 0 and ends_s > from_s:
                return Working(from_s, begins_s, ends_s)
        return Working(from_s)

    def _in(self, moment: datetime) -> float:
        return (moment - self._now).total_seconds()

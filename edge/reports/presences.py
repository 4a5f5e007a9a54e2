"""Windows and clerks through the day: since when open, paused, busy, and who sat where."""

from dataclasses import dataclass, field
from datetime import datetime

from edge.reports.figures import Presence, Report, WindowFigures


@dataclass(slots=True)
class _Desk:
    opened: datetime | None = None
    paused: datetime | None = None
    reason: str = ""
    busy: datetime | None = None
    clerk: str = ""
    signed_in: datetime | None = None


@dataclass(slots=True)
class Presences:
    """What is going on at the windows; what has ended is booked on the report of the day."""

    desks: dict[int, _Desk] = field(default_factory=dict)

    def open(self, report: Report, window: int, at: datetime) -> None:
        """A window opens, or goes on after a pause."""
        self._end(report, window, at)
        self._desk(window).opened = at

    def pause(self, report: Report, window: int, reason: str, at: datetime) -> None:
        """A window pauses; who is served there is served on."""
        self._end(report, window, at)
        desk = self._desk(window)
        desk.paused, desk.reason = at, reason

    def close(self, report: Report, window: int, at: datetime) -> None:
        """A window closes."""
        self._end(report, window, at)

    def occupy(self, window: int, at: datetime) -> None:
        """Somebody is called to a window."""
        self._desk(window).busy = at

    def leave(self, report: Report, window: int, at: datetime) -> None:
        """Whoever was at the window has gone."""
        desk = self._desk(window)
        if desk.busy is not None:
            for presence in _of(report, window, desk):
                presence.busy_s += (at - desk.busy).total_seconds()
            desk.busy = None

    def sign_in(self, report: Report, window: int, clerk: str, at: datetime) -> None:
        """A clerk sits down, and whoever sat there has left."""
        self.sign_out(report, window, at)
        desk = self._desk(window)
        desk.clerk, desk.signed_in = clerk, at

    def sign_out(self, report: Report, window: int, at: datetime) -> None:
        """The clerk of a window has left."""
        desk = self._desk(window)
        if desk.signed_in is not None:
            _clerk(report, desk.clerk).open_s += (at - desk.signed_in).total_seconds()
        desk.clerk, desk.signed_in = "", None

    def clerk_at(self, window: int) -> str:
        """Return who sits at a window, "" if nobody has signed in."""
        return self._desk(window).clerk

    def settle(self, report: Report, at: datetime) -> None:
        """Book everything until now, and let it go on from here."""
        for window, desk in self.desks.items():
            if desk.busy is not None:
                self.leave(report, window, at)
                desk.busy = at
            opened, paused, reason = desk.opened, desk.paused, desk.reason
            self._end(report, window, at)
            desk.opened = at if opened else None
            desk.paused, desk.reason = (at, reason) if paused else (None, "")
            if desk.signed_in is not None:
                _clerk(report, desk.clerk).open_s += (at - desk.signed_in).total_seconds()
                desk.signed_in = at

    def _end(self, report: Report, window: int, at: datetime) -> None:
        desk = self._desk(window)
        if desk.opened is not None:
            spent_s = (at - desk.opened).total_seconds()
            report.windows.setdefault(window, WindowFigures()).presence.open_s += spent_s
        if desk.paused is not None:
            spent_s = (at - desk.paused).total_seconds()
            for presence in _of(report, window, desk):
                presence.paused_s += spent_s
                presence.pauses[desk.reason] = presence.pauses.get(desk.reason, 0.0) + spent_s
        desk.opened, desk.paused, desk.reason = None, None, ""

    def _desk(self, window: int) -> _Desk:
        return self.desks.setdefault(window, _Desk())


def _of(report: Report, window: int, desk: _Desk) -> list[Presence]:
    presences = [report.windows.setdefault(window, WindowFigures()).presence]
    return [*presences, _clerk(report, desk.clerk)] if desk.clerk else presences


def _clerk(report: Report, clerk: str) -> Presence:
    return report.clerks.setdefault(clerk, Presence())

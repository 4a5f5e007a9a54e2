"""Nobody may be made to book first: every service has a walk-in session in the week and a place to take its ticket.

Beside it, what sessions and rosters name must exist.
"""

from collections.abc import Iterable
from typing import Final

from edge.hall.sessions import Admits
from edge.settings.closing_table import ClosingTable
from edge.settings.draft import Draft
from edge.settings.hours_table import HOLIDAY, HeldTable, HoursTable, RosterTable, SessionTable
from edge.settings.problems import no_such
from edge.settings.silence import implied_dispensers

ORDINARY_DAYS: Final = frozenset(range(HOLIDAY))
HOURS: Final = "[hours]"


def read_calendar(draft: Draft) -> None:
    """Read hours, rosters and what becomes of the end of the day; complain as said above."""
    draft.hours = draft.one("hours", HoursTable)
    draft.closing = draft.one("closing", ClosingTable) or ClosingTable()
    draft.rosters = draft.many("roster", RosterTable, "reason")
    if draft.hours is not None:
        sessions = draft.hours.sessions()
        specials = [held for table in draft.hours.overrides.values() for held in table.held() or ()]
        _check_names(draft, [*sessions, *specials])
        for service in draft.services:
            _check_walk_in(draft, service.code, sessions)
    elif draft.rosters and "hours" not in draft.raw:
        draft.complain("[[roster]]", "windows rest on the days of the calendar, so there must be [hours]")
    _check_offered(draft)
    windows = draft.written("window", "number")
    for roster in draft.rosters:
        for number in roster.windows:
            if number not in windows:
                draft.complain("[[roster]]", f"names window {number}, but {no_such('window', number, windows)}")


def _check_names(draft: Draft, held: Iterable[HeldTable]) -> None:
    known = draft.written("service", "code")
    for code in dict.fromkeys(code for one in held for code in one.services or ()):
        if code not in known:
            draft.complain(HOURS, f'a session is for "{code}", but {no_such("service", code, known)}')


def _check_walk_in(draft: Draft, service: str, sessions: Iterable[SessionTable]) -> None:
    held = [one for one in sessions if one.services is None or service in one.services]
    if any(one.admits is Admits.EVERYBODY and one.days & ORDINARY_DAYS for one in held):
        return
    if held:
        message = "can be had by appointment only; a session of the week must admit everybody, for whoever walks in"
    else:
        message = "has no session in the week, so nobody could ever take a ticket for it"
    draft.complain(f'service "{service}"', message)


def _check_offered(draft: Draft) -> None:
    """Complain where there are dispensers, and none of them offers a service; a hall without any has other ways."""
    if len(draft.dispensers) < len(draft.written("dispenser", "name")):
        return  # one that could not be read may be the one that offers it
    dispensers = implied_dispensers(draft)
    for service in draft.services:
        if dispensers and all(one.services is not None and service.code not in one.services for one in dispensers):
            draft.complain(
                f'service "{service.code}"', "no dispenser offers it, so it could only be had online or by appointment"
            )

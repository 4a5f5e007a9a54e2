"""When the business day begins, what is planned for it, and when it ends; and the coroutine that sees to it.

    sessions      ├─ morning ─┤   ├─ afternoon ─┤
    business day  ├──────────────────────────────────┤ the last ticket is done, or it is `latest`
    tickets       ├───────────┤   ├─────────────┤

After the last session nobody takes a ticket any more, and those who hold one are served out: the day ends with the
last of them, or at `latest`, so that a forgotten one does not keep it open all night.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from drivers.contract import Clock
from edge.hall.commands import CloseDay, Command, OpenDay, PlanDay
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.state import HallState
from edge.hall.terms import TicketState
from edge.hours.hall_calendar import Calendar
from edge.hours.published import CalendarWatch
from edge.hours.rosters import rests_due
from edge.ports import Commands, Entry, JournalBroken

RETRY_S: Final = 5.0
LOOK_S: Final = 30.0  # a clock that is set meanwhile is noticed this soon
PUNCTUAL_S: Final = 0.05  # after the moment itself, so that it has come
WRONG_CLOCK: Final = timedelta(days=1)  # an opening so far ahead was noted by a clock that has been set right since
_MOVING: Final = frozenset({"day.opened", "day.closed", "ticket.finished", "ticket.missed", "ticket.cancelled"})
_PRESENT: Final = frozenset(
    {TicketState.PRINTING, TicketState.OFFERED, TicketState.WAITING, TicketState.CALLED, TicketState.SERVING}
)
"""Whoever holds such a ticket is in the hall; missed, parked and unsure ones may never come back."""

Wish = tuple[Command, str]
"""A command, and the id that makes it happen once."""


def due(hall: Hall, calendar: Calendar, now: datetime) -> Wish | None:
    """Return what the calendar wants of the business day now, None if all is as it should be."""
    state, today = hall.state, now.date().isoformat()
    if calendar.is_open(now):
        is_from_a_wrong_clock = state.day > today and not state.is_day_open  # opened again; the id does it once
        if state.day < today or is_from_a_wrong_clock:
            return OpenDay(), f"hours/{today}/open"
    elif state.is_day_open and _is_over(hall, calendar, now):
        return CloseDay("hours"), f"hours/{state.day}/close/{now.isoformat()}"
    return _plan(state, calendar, now) if state.is_day_open else None


def _is_over(hall: Hall, calendar: Calendar, now: datetime) -> bool:
    """Whether the last session has ended since the day was opened, and nobody is left, or it is too late for them.

    A hall opened by hand in the evening stays open, also past midnight.
    """
    last, opened = calendar.last_closed(now), hall.state.opened_at
    if last is None or last.closes is None or last.latest is None:
        return False
    if opened is not None and last.closes <= opened <= now + WRONG_CLOCK:
        return False
    present = _PRESENT - {TicketState.WAITING} if hall.plan.policy.keeps_tickets_overnight else _PRESENT
    return now >= last.latest or not hall.in_state(*present)


def _plan(state: HallState, calendar: Calendar, now: datetime) -> Wish | None:
    """Return the plan of today if it is not that of the open day; whoever opened it out of hours is let alone."""
    opened = state.opened_at
    if opened is None or opened.astimezone(now.tzinfo).date() != now.date():
        return None
    day = calendar.day(now.date())
    plan = PlanDay(day.sessions, day.rests, day.latest)
    if day.closes is not None and opened >= day.closes:
        plan = PlanDay()
    if (plan.sessions, plan.rests, plan.latest) == (state.sessions, state.rests, state.latest):
        return None
    return plan, f"hours/{state.day}/plan/{now.isoformat()}"


async def keep_days(commands: Commands, calendar: Calendar | None, clock: Clock) -> None:
    """Keep the business day and watch over the calendar, until cancelled."""
    async with asyncio.TaskGroup() as group:
        group.create_task(DayKeeper(commands, calendar, clock).run())
        if calendar is not None:
            group.create_task(CalendarWatch(commands, calendar, clock).run())


class DayKeeper:
    """Opens, plans and closes the business day, and lets windows rest by roster; a person is never contradicted."""

    def __init__(self, commands: Commands, calendar: Calendar | None, clock: Clock) -> None:
        self._commands = commands
        self._calendar = calendar
        self._clock = clock
        self._changed = asyncio.Event()

    async def run(self) -> None:
        """Keep the day until cancelled; without hours it opens at start, and closes only by command."""
        stop = self._commands.watch(self._happened)
        try:
            if self._calendar is None:
                await self._open_at_start()
                await asyncio.Event().wait()
            while self._calendar is not None:
                self._changed.clear()
                await self._settle(self._calendar)
                try:
                    async with self._clock.timeout(self._next_look_s(self._calendar)):
                        await self._changed.wait()
                except TimeoutError:
                    continue
        finally:
            stop()

    async def _open_at_start(self) -> None:
        """Open the day unless today's was open already: whoever closed it meant it."""
        today = self._clock.now().date().isoformat()
        while self._commands.hall.state.day < today:
            await self._submit(OpenDay(), f"hours/{today}/open")

    async def _settle(self, calendar: Calendar) -> None:
        wish = due(self._commands.hall, calendar, self._clock.now())
        if wish is not None:
            await self._submit(*wish)
        for rest in rests_due(self._commands.hall.state, self._clock.now()):
            await self._submit(*rest)

    def _next_look_s(self, calendar: Calendar) -> float:
        """Return how long nothing is due by the clock as it goes now; it may be set meanwhile, so never long."""
        now, day = self._clock.now(), calendar.day(self._clock.now().date())
        moments = [moment for rest in day.rests for moment in (rest.begins, rest.ends)]
        moments += [moment for moment in (day.opens, day.closes, day.latest) if moment is not None]
        coming = [(moment - now).total_seconds() for moment in moments if moment > now]
        return min([LOOK_S, *(in_s + PUNCTUAL_S for in_s in coming)])

    async def _submit(self, command: Command, command_id: str) -> None:
        try:
            await self._commands.submit(command, command_id)
        except Refused:
            return
        except JournalBroken:
            await self._clock.sleep(RETRY_S)

    def _happened(self, entries: Sequence[Entry]) -> None:
        if any(event.kind in _MOVING for entry in entries for event in entry.events):
            self._changed.set()

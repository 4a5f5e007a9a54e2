"""The clerks of a rehearsed day: they call whom the hall names, and need for everybody what was foreseen for them."""

from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from edge.hall.commands import (
    Call,
    CloseWindow,
    Finish,
    Miss,
    Next,
    OpenWindow,
    Park,
    PauseWindow,
    Reinstate,
    Resume,
    Start,
    Transfer,
)
from edge.hall.order import choose
from edge.hall.refusal import Refused
from edge.hall.state import Ticket, Window
from edge.hall.terms import TicketState, WindowState
from edge.rehearsal.agenda import Agenda
from edge.rehearsal.day import Arrival, Day, DeskStep, Ending, Stay

LOOK_S = 60.0  # so often an idle clerk looks again whether somebody may be called


class Clerks:
    """One clerk at each window; those who are free call as soon as there is somebody to call."""

    def __init__(self, agenda: Agenda, day: Day) -> None:
        self._agenda = agenda
        self._hall = agenda.engine.hall
        self._usual = day.usual
        self._stays: dict[str, Iterator[Stay]] = {}  # ticket → what will come of its next calls
        self._reactions_s = {window: deque(seconds) for window, seconds in day.reactions_s.items() if seconds}
        self._means_s = {window: sum(seconds) / len(seconds) for window, seconds in self._reactions_s.items()}
        self._resting: dict[int, datetime] = {}  # free, and about to call: until when
        self._closing: set[int] = set()  # will close as soon as they are free
        self._free_since: dict[int, datetime] = {}

    def expect(self, ticket: str, arrival: Arrival) -> None:
        """Remember what will happen to a ticket at the windows."""
        self._stays[ticket] = iter(arrival.stays)

    def idle(self) -> list[Window]:
        """Return the windows that could call at once, the longest free first."""
        windows = [window for window in self._hall.state.windows.values() if self._is_idle(window)]
        return sorted(windows, key=lambda window: (self._free_since[window.number], window.number))

    async def step(self, step: DeskStep) -> None:
        """Open, pause, close or change a window; one that is busy closes when it is free."""
        command = step.command
        if self._hall.plan.window(command.window) is None:  # recorded, and no longer in the configuration
            return
        window = self._hall.window(command.window)
        self._closing.discard(window.number)
        if isinstance(command, CloseWindow) and window.ticket is not None:
            self._closing.add(window.number)
            command = PauseWindow(window.number, command.reason)
        with suppress(Refused):  # already so: a recorded hall may have been left otherwise by what now is different
            await self._agenda.ask(command)
        if window.state is not WindowState.OPEN and self._resting.pop(window.number, None) is not None:
            self._has_reacted(window)  # by leaving
        if isinstance(command, OpenWindow):
            self._free_since[window.number] = self._agenda.now
        await self._turn(window)

    async def sit_down(self, window: Window) -> None:
        """Somebody comes to a window that the hall has opened by itself, and calls."""
        if self._is_idle(window):
            self._free_since.setdefault(window.number, self._agenda.now)
            await self._turn(window)

    async def notice(self, ticket: Ticket) -> None:
        """Somebody waits now: the clerk who has been idle longest calls, one whose own service it is before others.

        Where clerks take their time to call, all who are idle begin to, and the quickest will.
        """
        service = ticket.service
        for is_secondary in (False, True):
            for window in self.idle():
                its_own = ticket.bound_to == window.number or service in window.serves
                if service in window.spills if is_secondary else its_own:
                    await self._turn(window)
                    if ticket.state is not TicketState.WAITING:
                        return

    async def look(self) -> None:
        """Look again, and put down when to look next: time alone may have let somebody come into turn."""
        if any(self._hall.waiting_for(service.code) for service in self._hall.plan.services):
            for window in self.idle():
                await self._turn(window)
        self._agenda.after(LOOK_S, self.look)

    def _is_idle(self, window: Window) -> bool:
        is_free = window.state is WindowState.OPEN and window.ticket is None
        return is_free and window.number not in self._resting

    async def _turn(self, window: Window) -> None:
        """Call, after as long as this clerk takes to; nothing if nobody waits for this window."""
        if not self._is_idle(window) or choose(self._hall, window, self._agenda.now) is None:
            return
        reactions_s = self._reactions_s.get(window.number)
        reaction_s = reactions_s[0] if reactions_s else self._means_s.get(window.number, 0.0)
        if reaction_s > 0:
            until = self._resting[window.number] = self._agenda.now + timedelta(seconds=reaction_s)
            self._agenda.at(until, partial(self._call_at_last, window, until))
        else:
            await self._call(window)

    async def _call_at_last(self, window: Window, until: datetime) -> None:
        if self._resting.get(window.number) == until:  # nobody else was quicker
            del self._resting[window.number]
            await self._call(window)

    async def _call(self, window: Window) -> None:
        with suppress(Refused):  # paused by the roster meanwhile, or the only one who waited has left
            await self._agenda.ask(Call(window.number))
            self._attend(window)
        self._has_reacted(window)

    def _has_reacted(self, window: Window) -> None:
        if reactions_s := self._reactions_s.get(window.number):
            reactions_s.popleft()

    def _forget_rests(self) -> None:
        """Let nobody be about to call for whom nobody is left."""
        for number in list(self._resting):
            if choose(self._hall, self._hall.window(number), self._agenda.now) is None:
                del self._resting[number]

    def _attend(self, window: Window) -> None:
        """Put down when whoever has just been called will come, or be given up."""
        ticket = self._hall.state.tickets[window.ticket or ""]
        stay = next(self._stays[ticket.id], None) or self._usual.get(ticket.service, Stay(0.0))
        act = self._miss if stay.ending is Ending.MISSED else self._start
        self._agenda.after(stay.walking_s, partial(act, window, ticket, stay))
        self._forget_rests()

    async def _start(self, window: Window, ticket: Ticket, stay: Stay) -> None:
        with suppress(Refused):  # the hall has started it by itself
            await self._agenda.ask(Start(window.number, ticket.id))
        self._agenda.after(stay.serving_s, partial(self._leave, window, ticket, stay))

    async def _miss(self, window: Window, ticket: Ticket, stay: Stay) -> None:
        await self._agenda.ask(Miss(window.number, "not there"))
        if stay.away_s is not None:
            self._agenda.after(stay.away_s, partial(self._come_back, ticket, Reinstate(ticket.id, "back")))
        await self._freed(window)

    async def _leave(self, window: Window, ticket: Ticket, stay: Stay) -> None:
        if stay.ending is Ending.TRANSFERRED:
            await self._transfer(ticket, stay)
        elif stay.ending is Ending.PARKED:
            await self._agenda.ask(Park(window.number, "documents"))
            if stay.away_s is not None:
                self._agenda.after(stay.away_s, partial(self._come_back, ticket, Resume(ticket.id)))
        elif window.state is WindowState.OPEN and window.number not in self._reactions_s:
            self._free_since[window.number] = self._agenda.now
            if (await self._agenda.ask(Next(window.number)))["number"] is not None:
                self._attend(window)
        else:
            await self._agenda.ask(Finish(window.number))
        await self._freed(window)
        if ticket.state is TicketState.WAITING:  # for its next leg, or where it was transferred to
            await self.notice(ticket)

    async def _transfer(self, ticket: Ticket, stay: Stay) -> None:
        service = stay.service or ("" if stay.window else ticket.service)
        try:
            await self._agenda.ask(Transfer(ticket.id, "rehearsed", service, None if service else stay.window))
        except Refused:  # that window is closed this time, or the very one that called
            await self._agenda.ask(Transfer(ticket.id, "rehearsed", ticket.service))

    async def _come_back(self, ticket: Ticket, command: Reinstate | Resume) -> None:
        with suppress(Refused):  # too late
            await self._agenda.ask(command)
            await self.notice(ticket)

    async def _freed(self, window: Window) -> None:
        if window.ticket is not None:
            return
        self._free_since[window.number] = self._agenda.now
        if window.number in self._closing:
            self._closing.discard(window.number)
            await self._agenda.ask(CloseWindow(window.number, "rehearsed"))
        await self._turn(window)

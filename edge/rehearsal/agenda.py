"""What is to happen when, in the order of simulated time, and the engine that it is asked of."""

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import count

from edge.engine import Engine
from edge.hall.commands import Command
from edge.ports import Answer
from edge.rehearsal.clock import SimulatedClock

LAST = 1 << 40  # more than the acts of any day

Act = Callable[[], Awaitable[None]]


class Agenda:
    """Moves the clock from one act to the next; what the hall has promised itself on the way, its engine keeps."""

    def __init__(self, engine: Engine, clock: SimulatedClock) -> None:
        self.engine = engine
        self._clock = clock
        self._acts: list[tuple[datetime, int, Act]] = []
        self._order = count()  # of acts at the same time
        self._commands = count(1)

    @property
    def now(self) -> datetime:
        """The simulated time."""
        return self._clock.now()

    def at(self, when: datetime, act: Act, *, is_last: bool = False) -> None:
        """Do `act` then, after what was put down for the same time before, or else after everything at that time."""
        heapq.heappush(self._acts, (when, next(self._order) + LAST * is_last, act))

    def after(self, delay_s: float, act: Act) -> None:
        """Do `act` so much later."""
        self.at(self.now + timedelta(seconds=delay_s), act)

    async def ask(self, command: Command) -> Answer:
        """Ask it of the engine now; Refused as the rules say."""
        return await self.engine.submit(command, f"rehearsal/{self.now:%Y-%m-%d}/{next(self._commands)}")

    async def play(self, settled: Callable[[datetime], None]) -> None:
        """Do everything, until nothing is left to do; after each act, all that came of it, `settled` may look."""
        while self._acts:
            when, _, act = heapq.heappop(self._acts)
            await self._pass_time(when)
            await act()
            settled(self.now)

    def drop(self) -> None:
        """Forget whatever was still to happen."""
        self._acts.clear()

    async def _pass_time(self, to: datetime) -> None:
        while (due := self.engine.hall.next_due()) is not None and due.at <= to:
            self._clock.move(due.at)
            while self.engine.hall.next_due() == due:  # noqa: ASYNC110 - the engine's own timer has struck: let it work
                await asyncio.sleep(0)
        self._clock.move(to)

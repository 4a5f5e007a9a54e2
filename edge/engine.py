"""The single writer: command → decide → append → apply → everybody hears of it.

Group commit: whatever waits in the inbox is decided and applied one after another, kept in one flush, and only then
answered and told. So a slow disk (10 ms a flush) still carries thousands of commands a second, and nobody hears of
anything that a power cut could take back. If the flush fails, the hall is built again from the journal.

    inbox ──▶ decide, apply ──▶ … ──▶ journal.append (one flush) ──▶ answers ──▶ watchers
                 one by one                  │ JournalBroken
                                             └──▶ hall rebuilt, everybody in the group told
"""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from drivers.contract import Clock
from edge.hall.apply import apply
from edge.hall.commands import Command, ReportPrintFault, ReportRecovery
from edge.hall.decide import decide
from edge.hall.decide.ratings import token_of
from edge.hall.decision import CHANCE_BYTES, Decision
from edge.hall.events import RatingOpened
from edge.hall.hall import Due, Hall
from edge.hall.plan import Plan
from edge.hall.refusal import Refused
from edge.hall.terms import RatingState, TicketState
from edge.ports import Answer, Conflict, Entry, Journal, JournalBroken, Seq

GROUP_AT_MOST = 512  # commands in one flush
RETRY_S = 1.0  # after the journal could not take a deadline's command
LONGEST_SLEEP_S = 3600.0


@dataclass(slots=True, eq=False)
class _Request:
    command: Command | None  # None asks nothing: see `answers`
    command_id: str
    reply: "asyncio.Future[Answer]"
    answer: Answer | None = None
    refusal: Refused | None = None

    def settle(self, error: Exception | None = None) -> None:
        if self.reply.done():  # whoever asked has gone; it happened all the same
            return
        if error or self.refusal:
            self.reply.set_exception(error or self.refusal or Refused("unknown"))
        else:
            self.reply.set_result(self.answer or {})


class Engine:
    """Owns the hall; everybody else reads it and asks by `submit`."""

    def __init__(
        self, plan: Plan, journal: Journal, clock: Clock, chance: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self.hall = Hall(plan)
        self._plan = plan
        self._journal = journal
        self._clock = clock
        self._chance = chance
        self._inbox: asyncio.Queue[_Request] = asyncio.Queue()
        self._answers: OrderedDict[str, tuple[datetime, Answer]] = OrderedDict()
        self._tokens: dict[str, str] = {}
        self._watchers: list[Callable[[Sequence[Entry]], None]] = []
        self._tail: Seq = 0
        self._last_at: datetime | None = None
        self._changed = asyncio.Event()

    async def submit(self, command: Command, command_id: str) -> Answer:
        """Return when it has happened and is durable; see `edge.ports.Commands`."""
        request = _Request(command, command_id, asyncio.get_running_loop().create_future())
        self._inbox.put_nowait(request)
        return await request.reply

    async def answers(self) -> None:
        """Return when the writer has come round: it is alive, and the journal is not stuck."""
        request = _Request(None, "", asyncio.get_running_loop().create_future())
        self._inbox.put_nowait(request)
        await request.reply

    def watch(self, callback: Callable[[Sequence[Entry]], None]) -> Callable[[], None]:
        """Call back with every durable group of entries, in order; returns how to stop."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def token(self, rating: str) -> str | None:
        """Return the one-time token of an open rating, None once it has ended."""
        return self._tokens.get(rating)

    async def load(self) -> None:
        """Build the hall from the journal; must be done before anything is submitted."""
        self.hall = Hall(self._plan)
        self._answers.clear()
        self._tokens.clear()
        self._tail, self._last_at = 0, None
        tail = self._journal.tail
        if tail == 0:
            return
        async for entry in self._journal.read(0):
            for event in entry.events:
                apply(self.hall, event, entry.at)
            self._remember(entry)
            if entry.last >= tail:
                break

    async def run(self) -> None:
        """Take commands for ever; first settles what a restart left open."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._write(), name="engine writer")
            group.create_task(self._settle_restart(), name="engine restart")
            group.create_task(self._keep_deadlines(), name="engine deadlines")

    # -----------------------------------------------------------------------------------------------------------------

    async def _write(self) -> None:
        while True:
            group = [await self._inbox.get()]
            while len(group) < GROUP_AT_MOST and not self._inbox.empty():
                group.append(self._inbox.get_nowait())
            await self._settle(group)

    async def _settle(self, group: list[_Request]) -> None:
        while True:
            entries = self._decide_all(group)
            try:
                if entries:
                    await self._journal.append(entries, entries[0].seq - 1)
            except Conflict:
                await self.load()  # another controller wrote first: decide again on what is true now
                continue
            except JournalBroken as broken:
                await self.load()
                for request in group:
                    request.settle(None if request.refusal else broken)
                return
            for request in group:
                request.settle()
            self._tell(entries)
            return

    def _decide_all(self, group: list[_Request]) -> list[Entry]:
        entries: list[Entry] = []
        for request in group:
            request.refusal = None
            if request.command is None:
                continue
            known = self._answers.get(request.command_id)
            if known is not None:
                request.answer = known[1]
                continue
            try:
                entry = self._decide(request.command, request.command_id)
            except Refused as refusal:
                request.refusal = refusal
                continue
            request.answer = entry.answer
            entries.append(entry)
        return entries

    def _decide(self, command: Command, command_id: str) -> Entry:
        now = self._now()
        chance = self._chance(CHANCE_BYTES)
        decision: Decision = decide(self.hall, command, now, chance)
        for event in decision.events:
            apply(self.hall, event, now)
        entry = Entry(self._tail + 1, now, command_id, chance, decision.events, decision.answer)
        self._remember(entry)
        return entry

    def _now(self) -> datetime:
        """Return the time, never before what is already in the journal: a clock set back reorders no queue."""
        now = self._clock.now()
        return now if self._last_at is None else max(now, self._last_at)

    def _remember(self, entry: Entry) -> None:
        self._tail, self._last_at = entry.last, entry.at
        self._answers[entry.command_id] = (entry.at, entry.answer)
        oldest = entry.at - timedelta(seconds=self._plan.policy.command_memory_s)
        while self._answers and next(iter(self._answers.values()))[0] < oldest:
            self._answers.popitem(last=False)
        for event in entry.events:
            if isinstance(event, RatingOpened):
                self._tokens[event.rating] = token_of(entry.chance, event.rating)

    def _tell(self, entries: list[Entry]) -> None:
        ended = [key for key in self._tokens if self._has_ended(key)]
        for key in ended:
            del self._tokens[key]
        self._changed.set()
        for callback in tuple(self._watchers):
            if entries:
                callback(entries)

    def _has_ended(self, rating_id: str) -> bool:
        rating = self.hall.state.ratings.get(rating_id)
        return rating is None or rating.state is not RatingState.OPEN

    # -----------------------------------------------------------------------------------------------------------------

    async def _settle_restart(self) -> None:
        """Ask a person about a mended journal, and offer every number whose printing the restart interrupted."""
        interrupted = self.hall.in_state(TicketState.PRINTING)
        recovery = self._journal.recovery
        if recovery is not None and recovery.is_new_epoch:
            command = ReportRecovery(self._journal.epoch, recovery.cut)
            await self.submit(command, f"restart/{self._journal.epoch}")
        for ticket in interrupted:
            fault = ReportPrintFault(ticket.id, ticket.attempt, "restart")
            try:
                await self.submit(fault, f"restart/{ticket.id}/{ticket.attempt}")
            except Refused:  # a citizen was quicker
                continue

    async def _keep_deadlines(self) -> None:
        while True:
            self._changed.clear()
            due = self.hall.next_due()
            wait_s = LONGEST_SLEEP_S if due is None else (due.at - self._clock.now()).total_seconds()
            if due is not None and wait_s <= 0:
                await self._keep(due)
                continue
            try:
                async with self._clock.timeout(min(wait_s, LONGEST_SLEEP_S)):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def _keep(self, due: Due) -> None:
        try:
            await self.submit(due.command, due.command_id)
        except Refused:
            self.hall.deadlines.drop_first()
        except JournalBroken:
            await self._clock.sleep(RETRY_S)

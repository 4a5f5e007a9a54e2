"""The single writer: command → decide → append → apply → everybody hears of it.

Group commit: whatever waits in the inbox is decided and applied one after another, kept in one flush, and only then
answered and told. So a slow disk (10 ms a flush) still carries thousands of commands a second, and nobody hears of
anything that a power cut could take back. If the flush fails, the hall is built again from the journal.

    inbox ──▶ decide, apply ──▶ … ──▶ journal.append (one flush) ──▶ answers ──▶ watchers ──▶ now and then a snapshot
                 one by one                  │ JournalBroken
                                             └──▶ hall rebuilt, everybody in the group told
"""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from drivers.contract import Clock
from edge.engine.history import read_past
from edge.engine.memory import Memory
from edge.engine.requests import Request, request
from edge.hall.apply import apply
from edge.hall.commands import Command, ReportPrintFault, ReportRecovery
from edge.hall.decide import decide
from edge.hall.decision import CHANCE_BYTES
from edge.hall.events import DayClosed, DayOpened
from edge.hall.hall import Due, Hall
from edge.hall.plan import Plan
from edge.hall.refusal import Refused
from edge.hall.terms import TicketState
from edge.ports import Answer, Conflict, Entry, Journal, JournalBroken, Seq, Snapshots

GROUP_AT_MOST = 512  # commands in one flush
RETRY_S = 1.0  # after the journal could not be used
SNAPSHOT_EVENTS = 50_000  # a start replays little more than these: about a second


class Engine:
    """Owns the hall; everybody else reads it and asks by `submit`."""

    def __init__(
        self,
        plan: Plan,
        journal: Journal,
        clock: Clock,
        chance: Callable[[int], bytes] = secrets.token_bytes,
        snapshots: Snapshots | None = None,
    ) -> None:
        self.hall = Hall(plan)
        self._plan = plan
        self._journal = journal
        self._clock = clock
        self._chance = chance
        self._snapshots = snapshots
        self._memory = Memory(plan.policy.command_memory_s)
        self._inbox: asyncio.Queue[Request] = asyncio.Queue()
        self._watchers: list[Callable[[Sequence[Entry]], None]] = []
        self._changed = asyncio.Event()
        self._kept_through: Seq = 0
        self._is_snapshot_due = False
        self._packed: asyncio.Queue[tuple[Seq, bytes]] = asyncio.Queue()

    async def submit(self, command: Command, command_id: str) -> Answer:
        """Return when it has happened and is durable; see `edge.ports.Commands`."""
        asked = request(command, command_id)
        self._inbox.put_nowait(asked)
        return await asked.reply

    async def answers(self) -> None:
        """Return when the writer has come round: it is alive, and the journal is not stuck."""
        asked = request(None)
        self._inbox.put_nowait(asked)
        await asked.reply

    def watch(self, callback: Callable[[Sequence[Entry]], None]) -> Callable[[], None]:
        """Call back with every durable group of entries, in order; returns how to stop."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def token(self, rating: str) -> str | None:
        """Return the one-time token of an open rating, None once it has ended."""
        return self._memory.token(self.hall, rating)

    async def load(self) -> None:
        """Build the hall from the journal; must be done before anything is submitted. JournalBroken changes nothing."""
        past = await read_past(self._plan, self._journal, self._snapshots)
        self.hall, self._memory, self._kept_through = past.hall, past.memory, past.kept_through

    async def run(self) -> None:
        """Take commands for ever; first settles what a restart left open."""
        await self._settle_restart()
        async with asyncio.TaskGroup() as group:
            group.create_task(self._write(), name="engine writer")
            group.create_task(self._keep_deadlines(), name="engine deadlines")
            group.create_task(self._save_snapshots(), name="engine snapshots")

    # ---- the writer

    async def _write(self) -> None:
        while True:
            group = [await self._inbox.get()]
            while len(group) < GROUP_AT_MOST and not self._inbox.empty():
                group.append(self._inbox.get_nowait())
            await self._settle(group)

    async def _settle(self, group: list[Request]) -> None:
        while True:
            entries = self._decide_all(group)
            try:
                if entries:
                    await self._journal.append(entries, entries[0].seq - 1)
            except Conflict as conflict:  # another controller wrote first: decide again on what is true now
                broken = await self._rebuild(group, JournalBroken(str(conflict)))
                if broken:
                    return
                continue
            except JournalBroken as error:
                await self._rebuild(group, error)
                self._give_up(group, error)
                return
            for asked in group:
                asked.settle()
            self._tell(entries)
            self._consider_snapshot(entries)
            return

    def _decide_all(self, group: list[Request]) -> list[Entry]:
        entries: list[Entry] = []
        for asked in group:
            asked.is_recorded = self._memory.answer(asked.command_id) is not None
        for asked in group:
            asked.refusal = None
            asked.answer = self._memory.answer(asked.command_id)
            if asked.command is None or asked.answer is not None:
                continue
            try:
                entry = self._decide(asked.command, asked.command_id)
            except Refused as refusal:
                asked.refusal = refusal
            else:
                asked.answer = entry.answer
                entries.append(entry)
        return entries

    def _decide(self, command: Command, command_id: str) -> Entry:
        now = self._now()
        chance = self._chance(CHANCE_BYTES)
        decision = decide(self.hall, command, now, chance)
        for event in decision.events:
            apply(self.hall, event, now)
        entry = Entry(self._memory.tail + 1, now, command_id, chance, decision.events, decision.answer)
        self._memory.note(entry)
        return entry

    def _now(self) -> datetime:
        """Return the time, never before what is already in the journal: a clock set back reorders no queue."""
        now, last_at = self._clock.now(), self._memory.last_at
        return now if last_at is None else max(now, last_at)

    async def _rebuild(self, group: list[Request], error: JournalBroken) -> bool:
        """Build the hall again, however long that takes; return whether the group was told that it failed."""
        is_told = False
        while True:
            try:
                await self.load()
            except JournalBroken:
                is_told = True
                for asked in group:
                    asked.settle(None if asked.is_recorded else error)
                await self._clock.sleep(RETRY_S)
            else:
                self._changed.set()
                return is_told

    def _give_up(self, group: list[Request], error: JournalBroken) -> None:
        """Tell a group that nothing of it was kept; who had been answered before is answered again.

        A refusal is not passed on: it may rest on what now has not happened.
        """
        for asked in group:
            asked.refusal, asked.answer = None, self._memory.answer(asked.command_id)
            asked.settle(None if asked.answer is not None else error)

    def _tell(self, entries: list[Entry]) -> None:
        if not entries:
            return
        self._memory.forget_ended(self.hall)
        self._changed.set()
        for callback in tuple(self._watchers):
            callback(entries)

    # ---- after a restart, in time, and for the next start

    async def _settle_restart(self) -> None:
        """Ask a person about a mended journal, and offer every number whose printing the restart interrupted.

        It comes before anything else is taken: a number must leap before the next is handed out.
        """
        asked: dict[str, Command] = {}
        recovery = self._journal.recovery
        if recovery is not None and recovery.is_new_epoch:
            asked[f"restart/{self._journal.epoch}"] = ReportRecovery(self._journal.epoch, recovery.cut)
        for ticket in self.hall.in_state(TicketState.PRINTING):
            fault = ReportPrintFault(ticket.id, ticket.attempt, "restart")
            asked[f"restart/{ticket.id}/{ticket.attempt}"] = fault
        while asked:
            group = [request(command, command_id) for command_id, command in asked.items()]
            await self._settle(group)
            if not any(isinstance(one.reply.exception(), JournalBroken) for one in group):
                return
            await self._clock.sleep(RETRY_S)

    async def _keep_deadlines(self) -> None:
        promised, by_s = "", 0.0  # by the steady clock, so that a wall clock set back keeps nobody waiting
        while True:
            self._changed.clear()
            due = self.hall.next_due()
            if due is None:
                await self._changed.wait()
                continue
            left_s, steady_s = (due.at - self._now()).total_seconds(), self._clock.monotonic()
            if due.command_id != promised:
                promised, by_s = due.command_id, steady_s + left_s
            left_s = min(left_s, by_s - steady_s)
            if left_s <= 0:
                await self._keep(due)
                continue
            with suppress(TimeoutError):
                async with self._clock.timeout(left_s):
                    await self._changed.wait()

    async def _keep(self, due: Due) -> None:
        try:
            with suppress(Refused):
                await self.submit(due.command, due.command_id)
        except JournalBroken:
            await self._clock.sleep(RETRY_S)
        else:
            self.hall.deadlines.settle(due.command_id)

    def _consider_snapshot(self, entries: list[Entry]) -> None:
        """Take one when a day has ended or begun or much has happened; not while anybody waits, for it takes a moment.

        The one at the beginning is the smallest: nothing of yesterday is in it any more.
        """
        if self._snapshots is None:
            return
        is_new_day = any(isinstance(event, DayOpened | DayClosed) for entry in entries for event in entry.events)
        is_long_ago = self._memory.tail - self._kept_through >= SNAPSHOT_EVENTS
        self._is_snapshot_due |= is_new_day or is_long_ago
        if self._is_snapshot_due and self._inbox.empty():
            self._is_snapshot_due = False
            self._kept_through = self._memory.tail
            self._packed.put_nowait((self._memory.tail, self._snapshots.pack(self._memory.of(self.hall))))

    async def _save_snapshots(self) -> None:
        while self._snapshots is not None:
            seq, packed = await self._packed.get()
            with suppress(JournalBroken):  # it only makes a start quicker; the next one will do as well
                await self._snapshots.save(seq, packed)

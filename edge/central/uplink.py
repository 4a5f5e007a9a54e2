"""The journal's way to central: in order, several in flight, again until central itself has acknowledged.

Three numbers move forward through the journal:

    central's `ack` ─────▶ cursor (PUBACK of all before) ─────▶ sent (in flight) ─────▶ tail
    entries may go          the broker has it, which is
    after this              not a promise

`sent` alone may go back: after every connect to where central's acknowledgement stands, when that stands still behind
the cursor, and when central asks for it. Central drops what it has, by epoch and number.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import aclosing
from typing import Any, Protocol

from pydantic import ValidationError

from edge.central.concerns import Concerns
from edge.central.packing import Packing
from edge.central.patience import FIRST_S, Standstill
from edge.central.payloads import Ack
from edge.central.reading import reading
from edge.ports import Journal, Seq

UPLINK = "uplink"
CENTRAL = "central"
"""Cursors: what the broker has acknowledged, and what central has."""

NO_ACK = "central_not_acknowledging"
BEHIND = "journal_behind_central"
TICK_S = 1.0


class Receipt(Protocol):
    """A message on its way."""

    async def wait(self) -> None: ...


class Outlet(Protocol):
    """As much of a link as publishing needs."""

    async def send(self, topic: str, payload: bytes, *, is_retained: bool = False) -> Receipt: ...


class Uplink:
    """Publishes what happened; one object for all connections, one `run` for each."""

    def __init__(
        self,
        journal: Journal,
        packing: Packing,
        concerns: Concerns,
        standstill: Standstill,
        renew_epoch: Callable[[Seq], Awaitable[None]] | None = None,
    ) -> None:
        self.bad_acks = 0
        self._journal = journal
        self._packing = packing
        self._concerns = concerns
        self._standstill = standstill
        self._renew_epoch = renew_epoch  # called where central has more than the journal: the file was rolled back
        self._ack: Ack | None = None  # the last one heard
        self._acked: Seq = 0  # what central has of this epoch
        self._cursor: Seq = 0
        self._kept: tuple[Seq, Seq] = (0, 0)  # cursor and acknowledgement as the journal remembers them
        self._sent: Seq = 0
        self._behind: tuple[str, Seq] | None = None  # epoch, and what central has of it beyond our tail
        self._is_ack_due = True  # this connection has brought none yet
        self._stood_at: Seq | None = None  # the last place that an ack sent us back to on this connection
        self._back_to: Seq | None = None
        self._rewind = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many events central has not got yet, as far as anybody knows."""
        return max(0, self._journal.tail - (self._acked if self._ack else self._cursor))

    @property
    def is_held(self) -> bool:
        """Whether nothing may be sent: central would take the numbers for those that it has already."""
        return self._behind is not None and self._behind[0] == self._journal.epoch

    async def load(self) -> None:
        """Read how far earlier runs came."""
        self._cursor = self._sent = await self._journal.cursor(UPLINK)
        self._acked = await self._journal.cursor(CENTRAL)
        self._kept = (self._cursor, self._acked)

    def expect_ack(self) -> None:
        """A new connection: its first acknowledgement is still to come."""
        self._is_ack_due = True

    def hear_ack(self, payload: bytes) -> None:
        """Take central's acknowledgement, also one that goes back: central may have lost what it had.

        The first one of a connection that the broker had not retained, and one that does not go forward, is central,
        back from somewhere, saying where it stands: what was sent meanwhile may have gone to nobody and is sent again,
        once for each place to stand.
        """
        try:
            ack = Ack.model_validate_json(payload)
        except ValidationError:
            self.bad_acks += 1
            return
        self._ack, is_first, self._is_ack_due = ack, self._is_ack_due, False
        if ack.epoch != self._journal.epoch:
            return
        if ack.seq > self._journal.tail:
            self._behind = (ack.epoch, ack.seq)
            return
        if not self.is_held:
            is_back = is_first or ack.seq <= self._acked
            self._acked = ack.seq
            if is_back and ack.seq != self._stood_at:
                self._stood_at = ack.seq
                self._go_back(ack.seq)

    async def resend(self, from_seq: Seq) -> Mapping[str, Any]:
        """Send again from here on; answers with the first number that will come and the last there is."""
        first, tail = from_seq, self._journal.tail
        if from_seq <= tail:
            async with reading(self._journal, from_seq - 1) as entries:
                async for entry in entries:
                    first = max(from_seq, entry.seq)
                    break
            self._go_back(first - 1)
        return {"epoch": self._journal.epoch, "from_seq": first, "tail": tail}

    async def run(self, outlet: Outlet) -> None:
        """Publish for as long as the link holds; BrokerLost and PublishRefused come out in a group."""
        try:
            await self._publish_all(outlet, self._begin())
        finally:
            await self._keep()

    # ------------------------------------------------------------------------------------------------------------------

    async def _publish_all(self, outlet: Outlet, after: Seq) -> None:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._look_after())
            while True:
                pump = tasks.create_task(self._pump(outlet, after))
                await self._rewind.wait()
                pump.cancel()
                await asyncio.wait({pump})
                self._rewind.clear()
                after, self._back_to = self._back_to or 0, None

    def _begin(self) -> Seq:
        is_ours = self._ack is not None and self._ack.epoch == self._journal.epoch
        self._stood_at = None
        self._back_to = None
        self._rewind.clear()
        if is_ours or (self._ack is None and self._acked > 0):
            self._sent = self._acked
        else:
            self._sent = self._cursor
        return self._sent

    async def _pump(self, outlet: Outlet, after: Seq) -> None:
        self._sent = after
        if self.is_held:
            await asyncio.Event().wait()  # until the epoch is a new one and we begin again
        under_way: asyncio.Queue[tuple[Seq, Receipt]] = asyncio.Queue()
        async with asyncio.TaskGroup() as tasks, aclosing(self._packing.packets(after)) as packets:
            tasks.create_task(self._settle(under_way))
            async for packet in packets:
                under_way.put_nowait((packet.last, await outlet.send(packet.topic, packet.payload)))
                self._sent = packet.last

    async def _settle(self, under_way: "asyncio.Queue[tuple[Seq, Receipt]]") -> None:
        """Move the cursor when everything before it is acknowledged by the broker."""
        while True:
            last, receipt = await under_way.get()
            await receipt.wait()
            self._cursor = max(self._cursor, last)

    async def _look_after(self) -> None:
        """Once a second: remember what central has, send again what it ought to have, worry if it says nothing."""
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        while True:
            await asyncio.sleep(TICK_S)
            await self._keep()
            if self._ack is None:
                if self._cursor > 0 and loop.time() - began_s >= FIRST_S:
                    await self._concerns.worry(NO_ACK)
                continue
            await self._concerns.settle(NO_ACK)
            await self._look_behind()
            if self._standstill.is_over(loop.time(), self._acked, self._cursor):
                self._go_back(self._acked)

    async def _keep(self) -> None:
        cursor, acked = self._kept
        self._kept = (self._cursor, self._acked)
        if self._cursor != cursor:
            await self._journal.move_cursor(UPLINK, self._cursor)
        if self._acked != acked:
            await self._journal.move_cursor(CENTRAL, self._acked)

    async def _look_behind(self) -> None:
        if self.is_held and self._behind is not None:
            _, theirs = self._behind
            await self._concerns.worry(BEHIND, f"central has event {theirs}, the journal ended before it")
            if self._renew_epoch is not None:
                await self._renew_epoch(theirs)
                self._back_to = self._cursor
                self._rewind.set()
        elif self._behind is not None:
            await self._concerns.settle(BEHIND)

    def _go_back(self, seq: Seq) -> None:
        if seq < self._sent:
            self._back_to = seq if self._back_to is None else min(seq, self._back_to)
            self._rewind.set()

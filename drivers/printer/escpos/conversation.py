"""An opened ESC/POS printer: prints slips, and tells between them what it lacks."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import cast

from drivers.contract import ConditionsChanged, DeviceEvent, DeviceInfo, Printed, Slip
from drivers.errors import DeviceBusy, LinkLost
from drivers.link import Urgency
from drivers.printer.escpos import commands
from drivers.printer.escpos.codec import AutoStatus, Reply
from drivers.printer.escpos.conditions import obstacle
from drivers.printer.escpos.contact import Contact
from drivers.printer.escpos.printout import Renderer
from drivers.printer.escpos.ticket_job import Ending, TicketJob

RECOVERY_S = 10.0  # between attempts to get the cutter going again after somebody may have freed it


class EscposPrinter:
    """The driver of one printer; one job at a time, polls only between jobs."""

    def __init__(self, contact: Contact, renderer: Renderer, ending: Ending, info: DeviceInfo, poll_s: float) -> None:
        self._contact = contact
        self._renderer = renderer
        self._ending = ending
        self._poll_s = poll_s
        self._turn = asyncio.Lock()  # of jobs and of what must not fall into one
        self._has_stub = True  # half a ticket of an earlier life may hang uncut in the printer
        self._next_recovery = contact.clock.monotonic()
        self._reported: frozenset[str] | None = None  # conditions
        self.info = info

    async def print(self, slip: Slip) -> Printed:
        """Print one slip and say how sure it is; see the contract for what the errors promise."""
        async with self._turn:
            try:
                return await self._attempt(slip)
            except DeviceBusy as busy:
                if busy.code in self._contact.inquiry.codes:
                    self._reported = None  # who asked knows it from this refusal, and must hear of its end, too
                raise

    async def _attempt(self, slip: Slip) -> Printed:
        await self._get_ready()
        printout = await asyncio.to_thread(self._renderer.render, slip)
        job = TicketJob(self._contact, self._ending)
        cuts_stub, self._has_stub = self._has_stub, True
        try:
            return await job.run(printout, slip.job, cuts_stub=cuts_stub)
        finally:
            self._has_stub = job.has_stub

    async def probe(self) -> None:
        """Ask whether it is there and has paper; LinkLost if it does not answer, nothing else."""
        await self._contact.inquiry.look(Urgency.HEALTH)

    async def events(self) -> AsyncGenerator[DeviceEvent, None]:
        """Yield the printer's conditions, first as found and then whenever they change."""
        self._reported = None
        next_look = self._contact.clock.monotonic() + self._poll_s
        while True:
            codes = self._contact.inquiry.codes
            if codes != self._reported:
                self._reported = codes
                yield ConditionsChanged(codes)
            reply = await self._heard(max(0.0, next_look - self._contact.clock.monotonic()))
            if reply is None or isinstance(reply, AutoStatus):
                if not self._turn.locked():
                    await self._look_after()
                next_look = self._contact.clock.monotonic() + self._poll_s

    async def _heard(self, patience_s: float) -> Reply | None:
        """Return what the printer says unasked, None when that takes too long."""
        try:
            async with self._contact.clock.timeout(patience_s), aclosing(self._unasked()) as replies:
                return await anext(replies)
        except TimeoutError:
            return None

    def _unasked(self) -> AsyncGenerator[Reply, None]:
        return cast("AsyncGenerator[Reply, None]", self._contact.exchange.unclaimed())

    async def _look_after(self) -> None:
        """Ask an idle printer how it is, and put in order what a broken job has left as soon as that is possible."""
        codes = await self._contact.inquiry.look(Urgency.HEALTH)
        if "cutter_jam" in codes and self._contact.clock.monotonic() >= self._next_recovery:
            async with self._turn:
                await self._recover()
        elif not obstacle(codes) and not self._contact.buffer.is_clean:
            async with self._turn:
                await self._contact.buffer.settle()

    async def _get_ready(self) -> None:
        if "cutter_jam" in self._contact.inquiry.codes:
            await self._recover()
        await self._contact.inquiry.require_ready()
        try:
            await self._contact.buffer.settle()
        except LinkLost as lost:
            if lost.code == "garbled":
                await self._contact.inquiry.require_ready()  # a cover opened meanwhile explains it better
            raise

    async def _recover(self) -> None:
        """Let a printer whose cutter has been freed go on, without the job in which it stuck."""
        self._next_recovery = self._contact.clock.monotonic() + RECOVERY_S
        await self._contact.exchange.tell(commands.RECOVER)
        await self._contact.clock.sleep(1.0)  # the cutter goes home
        await self._contact.inquiry.look()

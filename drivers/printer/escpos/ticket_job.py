"""One attempt to print one slip: what is sent when, what is waited for, and what is done when it breaks."""

from dataclasses import dataclass
from enum import Enum

from drivers.contract import Printed
from drivers.errors import DeviceBusy
from drivers.printer.escpos import commands
from drivers.printer.escpos.buffer import first_answer
from drivers.printer.escpos.contact import Contact
from drivers.printer.escpos.fence import Fence, is_in_turn, name_question, names, question
from drivers.printer.escpos.printout import Printout

ROWS_A_SECOND = 1000  # 125 mm: slower than most
SPARE_S = 5.0
GLANCE_S = 0.5
MARK_S = 2.0  # to get the voiding mark out to a printer that may not take anything any more
CLEAN_LOOKS = 2  # in a row, before a printer that proves nothing is believed


class Progress(Enum):
    """How far an attempt came."""

    BODY = "body"
    CUT = "cut"  # everything was sent
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Ending:
    """What is the same for every job of one printer."""

    cut: bytes
    baud: int | None  # of a serial line
    void: Printout  # says that what hangs above it is not a ticket
    has_cutter: bool


class TicketJob:
    """One attempt; used once."""

    def __init__(self, contact: Contact, ending: Ending) -> None:
        self._exchange = contact.exchange
        self._inquiry = contact.inquiry
        self._buffer = contact.buffer
        self._clock = contact.clock
        self._ending = ending
        self._is_writing = False
        self._out_at = 0.0  # when a slow printer would have printed it; of the clock's monotonic time
        self.progress = Progress.BODY
        self.has_stub = True  # something uncut may hang out of the printer

    async def run(self, printout: Printout, job: str, *, cuts_stub: bool) -> Printed:
        """Print; on DeviceBusy the printer has been emptied, or marked, as far as it can be."""
        printing_s = printout.rows / ROWS_A_SECOND
        line_s = self._exchange.backlog_s + (printout.size * 10 / self._ending.baud if self._ending.baud else 0.0)
        self._out_at = self._clock.monotonic() + line_s + printing_s
        self._buffer.is_clean = False
        try:
            async with self._clock.timeout(line_s + 2 * printing_s + SPARE_S):
                await self._send_body(printout, printing_s, cuts_stub=cuts_stub)
                printed = await self._send_cut(self._buffer.issue_id(job), printing_s)
        except TimeoutError:
            busy = await self._explain()
            await self._give_up()
            raise busy from None
        except DeviceBusy:
            await self._give_up()
            raise
        self.progress, self.has_stub = Progress.DONE, False
        self._buffer.is_clean = True
        return printed

    async def _send_body(self, printout: Printout, printing_s: float, *, cuts_stub: bool) -> None:
        start = commands.RESET + (self._ending.cut if cuts_stub and self._ending.has_cutter else b"")
        first, *others = printout.pieces
        await self._tell(start + commands.AUTO_STATUS_ON + first)
        for piece in others:
            await self._stop_if_broken()
            await self._tell(piece)
        if not self._buffer.can_clear:
            await self._body_is_out(printing_s)

    async def _body_is_out(self, printing_s: float) -> None:
        """Wait before the cut is sent: a printer that cannot be emptied must never hold a whole ticket."""
        fence = self._buffer.fence or Fence.NONE
        if fence is Fence.NONE:
            await self._watch(printing_s)
            return
        process_id = self._buffer.issue_id("")
        with (
            self._exchange.expect(lambda reply: names(reply, process_id)) as named,
            self._exchange.expect(is_in_turn) as in_turn,
        ):
            # The name comes last: after it no status is left that could be taken for that behind the cut.
            await self._tell(commands.QUEUED_STATUS + name_question(fence, process_id))
            while await first_answer(self._clock, named, in_turn, GLANCE_S, 0.0) is None:
                await self._stop_if_broken()

    async def _send_cut(self, process_id: bytes, printing_s: float) -> Printed:
        fence = self._buffer.fence or Fence.NONE
        with (
            self._exchange.expect(lambda reply: names(reply, process_id)) as named,
            self._exchange.expect(is_in_turn) as in_turn,
        ):
            await self._tell(commands.align("left") + self._ending.cut + question(fence, process_id))
            self.progress = Progress.CUT
            if fence is Fence.NONE:
                return await self._presume(printing_s)
            # A status may overtake the paper, and any byte of noise may look like one; the name never does.
            later_name_s = printing_s + 1.0 if fence is Fence.PROCESS_ID else 0.0
            while True:
                answer = await first_answer(self._clock, named, in_turn, GLANCE_S, later_name_s)
                if answer is Fence.PROCESS_ID:
                    return Printed.PROVEN
                if answer is Fence.STATUS:
                    await self._clock.sleep(max(0.0, self._out_at - self._clock.monotonic()))
                    await self._stop_if_broken()
                    return Printed.CONFIRMED
                await self._stop_if_broken()

    async def _presume(self, printing_s: float) -> Printed:
        await self._watch(printing_s + 1.0)
        for _ in range(CLEAN_LOOKS):
            await self._inquiry.require_ready()
            await self._clock.sleep(GLANCE_S)
        return Printed.PRESUMED

    async def _watch(self, duration_s: float) -> None:
        end = self._clock.monotonic() + duration_s
        while self._clock.monotonic() < end:
            await self._clock.sleep(GLANCE_S)
            await self._stop_if_broken()

    async def _stop_if_broken(self) -> None:
        busy = await self._inquiry.glance()
        if busy is not None:
            raise busy

    async def _tell(self, data: bytes) -> None:
        self._is_writing = True
        await self._exchange.tell(data)
        self._is_writing = False

    async def _explain(self) -> DeviceBusy:
        """Say why the time ran out; LinkLost if the printer fell silent."""
        try:
            await self._inquiry.require_ready()
        except DeviceBusy as busy:
            return busy
        return DeviceBusy("unconfirmed", "the printer is ready but did not say that the ticket is out")

    async def _give_up(self) -> None:
        """Leave nothing behind that could come out as a ticket."""
        if await self._buffer.clear():
            return
        if self.progress is Progress.BODY:
            try:
                async with self._clock.timeout(MARK_S + self._exchange.backlog_s + self._void_line_s()):
                    await self._void()
            except TimeoutError:
                return

    def _void_line_s(self) -> float:
        """Return how long a serial line is busy with the mark, and with what has to go before it."""
        size = self._ending.void.size + self._buffer.flood_bytes * self._is_writing
        return size * 10 / self._ending.baud if self._ending.baud else 0.0

    async def _void(self) -> None:
        if self._is_writing:
            await self._buffer.flood()
        await self._tell(commands.RESET + b"".join(self._ending.void.pieces) + self._ending.cut)
        self.has_stub = False

"""What may still be in the printer's buffer after a broken job, and how none of it becomes a ticket.

A printer that knows DLE DC4 is emptied at once, even offline. One that does not prints its rest by itself as soon as
it can: then the rest is followed by a mark that voids it, and a new job waits until everything before it came out.
"""

import asyncio

from drivers.contract import Clock
from drivers.errors import LinkLost
from drivers.exchange import Exchange
from drivers.printer.escpos import commands
from drivers.printer.escpos.codec import Reply
from drivers.printer.escpos.fence import Fence, ProcessIds, is_cleared, is_in_turn, names, question
from drivers.printer.escpos.settings import FenceChoice

CLEARED_S = 1.0
IN_TURN_S = 1.0
CLEAR_ATTEMPTS = 3  # with a printer that has shown before that it knows how
LATER_NAME_S = 0.3  # GS r may be answered a little before GS ( H, which waits for the paper
FLOOD = b"\0" * 1024  # NUL is nothing to a printer, and white where it still waits for the rest of a picture


class Buffer:
    """The receive buffer of one printer, seen from outside."""

    def __init__(self, exchange: Exchange[Reply], clock: Clock, choice: FenceChoice, largest_strip: int) -> None:
        self._exchange = exchange
        self._clock = clock
        self._floods = largest_strip // len(FLOOD) + 1  # as much as a strip that was broken off may still want
        self.flood_bytes = self._floods * len(FLOOD)
        self._ids = ProcessIds()
        self.fence: Fence | None = None if choice is FenceChoice.AUTO else Fence(choice.value)
        self.can_clear = False
        self.is_clean = False  # nothing of an earlier job is in it

    def issue_id(self, job: str) -> bytes:
        """Return the process id of the next attempt."""
        return self._ids.issue(job)

    async def clear(self) -> bool:
        """Empty it at once; False if the printer does not know how."""
        attempts = CLEAR_ATTEMPTS if self.can_clear else 1
        try:
            await self._exchange.ask(commands.CLEAR, is_cleared, timeout_s=CLEARED_S, attempts=attempts)
        except LinkLost as lost:
            if lost.code != "silent":
                raise
            return False
        self.can_clear = True
        return True

    async def settle(self) -> None:
        """Make sure that the printer, which is online, takes the next byte as a command of a new job.

        Learns at the same time what the printer answers in its turn. LinkLost if it used to answer and does not now.
        """
        if self.is_clean:
            return
        await self.clear()
        found = await self._answers_in_turn()
        if found is None:
            await self.flood()
            found = await self._answers_in_turn()
        if self.fence is None:
            self.fence = found or Fence.NONE
        elif self.fence is not Fence.NONE and found is None:
            raise LinkLost("garbled", "the printer no longer carries out what it is sent")
        self.is_clean = True

    async def flood(self) -> None:
        """Bring the printer out of a picture whose rest will never come."""
        for _ in range(self._floods):
            await self._exchange.tell(FLOOD)

    async def _answers_in_turn(self) -> Fence | None:
        asked = Fence.PROCESS_ID if self.fence is None else self.fence
        if asked is Fence.NONE:
            return None
        process_id = self._ids.issue("")
        with (
            self._exchange.expect(lambda reply: names(reply, process_id)) as named,
            self._exchange.expect(is_in_turn) as in_turn,
        ):
            # The reset behind the questions sweeps away what a printer that does not know them took for letters.
            await self._exchange.tell(commands.RESET + question(asked, process_id) + commands.RESET)
            patience_s = IN_TURN_S + self._exchange.backlog_s
            return await first_answer(self._clock, named, in_turn, patience_s, LATER_NAME_S)


async def first_answer(
    clock: Clock,
    named: "asyncio.Future[Reply]",
    in_turn: "asyncio.Future[Reply]",
    timeout_s: float,
    later_name_s: float,
) -> Fence | None:
    """Wait for either answer, and after the weaker one a little for the stronger; LinkLost if the link goes."""
    await _wait(clock, timeout_s, named, in_turn)
    if in_turn.done() and not named.done() and later_name_s:
        await _wait(clock, later_name_s, named)
    for answer in (named, in_turn):
        if answer.done():
            answer.result()
    if named.done():
        return Fence.PROCESS_ID
    return Fence.STATUS if in_turn.done() else None


async def _wait(clock: Clock, timeout_s: float, *answers: "asyncio.Future[Reply]") -> None:
    try:
        async with clock.timeout(timeout_s):
            await asyncio.wait(answers, return_when=asyncio.FIRST_COMPLETED)
    except TimeoutError:
        return

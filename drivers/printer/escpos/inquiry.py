"""Asking a printer for its state in real time: short questions that it answers even in the middle of a job."""

from drivers.contract import Clock
from drivers.errors import DeviceBusy, LinkLost
from drivers.exchange import Exchange
from drivers.link import Urgency
from drivers.printer.escpos import commands
from drivers.printer.escpos.codec import LiveStatus, Reply
from drivers.printer.escpos.conditions import PAPER_NEAR_END, LiveStatuses, obstacle

ANSWER_S = 0.5
SECOND_LOOK_S = 0.2  # what is wrong must still be wrong after it: a stray byte is not


class Inquiry:
    """Questions to one printer; remembers what was found last."""

    def __init__(self, exchange: Exchange[Reply], clock: Clock, *, has_near_end_sensor: bool) -> None:
        self._exchange = exchange
        self._clock = clock
        self._has_near_end_sensor = has_near_end_sensor
        self.codes: frozenset[str] = frozenset()

    async def look(self, urgency: Urgency = Urgency.JOB) -> frozenset[str]:
        """Ask whether it is ready and has paper, and why not; LinkLost if it does not answer."""
        printer = await self._live(1, urgency)
        paper = await self._live(4, urgency)
        statuses = LiveStatuses(printer, paper=paper)
        if obstacle(statuses.codes()):
            statuses = LiveStatuses(printer, await self._live(2, urgency), await self._live(3, urgency), paper)
        return self.note(statuses.codes())

    async def look_at_all(self) -> frozenset[str]:
        """Ask all four questions, as before a ticket."""
        answers = [await self._live(n, Urgency.JOB) for n in (1, 2, 3, 4)]
        return self.note(LiveStatuses(*answers).codes())

    async def require_ready(self) -> None:
        """DeviceBusy if something keeps the printer from printing."""
        if obstacle(await self.look_at_all()):
            await self._clock.sleep(SECOND_LOOK_S)
            found = obstacle(await self.look_at_all())
            if found:
                raise found

    async def glance(self) -> DeviceBusy | None:
        """Look in the middle of a job, where a printer with a full buffer may take its time to answer."""
        try:
            if not obstacle(await self.look()):
                return None
            await self._clock.sleep(SECOND_LOOK_S)
            return obstacle(await self.look_at_all())
        except LinkLost as lost:
            if lost.code != "silent":
                raise
            return None

    def note(self, codes: frozenset[str]) -> frozenset[str]:
        """Remember what the printer said, asked or unasked."""
        self.codes = codes if self._has_near_end_sensor else codes - {PAPER_NEAR_END}
        return self.codes

    async def _live(self, n: int, urgency: Urgency) -> int:
        question = commands.ask_live(n)
        try:
            return (await self._ask(question, urgency)).value
        except LinkLost as lost:
            if lost.code != "silent":
                raise
        answer = await self._ask(question, urgency)
        # The first answer may only be late: it must not be taken for that to the next question.
        await self._clock.sleep(SECOND_LOOK_S)
        return answer.value

    async def _ask(self, question: bytes, urgency: Urgency) -> LiveStatus:
        reply = await self._exchange.ask(
            question, lambda reply: isinstance(reply, LiveStatus), timeout_s=ANSWER_S, urgency=urgency
        )
        assert isinstance(reply, LiveStatus)  # noqa: S101 - for the type checker; the line above let nothing else pass
        return reply

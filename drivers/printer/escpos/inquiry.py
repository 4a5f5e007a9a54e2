"""Asking a printer for its state in real time: short questions that it answers even in the middle of a job."""

from drivers.contract import Clock
from drivers.errors import DeviceBusy, LinkLost
from drivers.exchange import Exchange
from drivers.link import Urgency
from drivers.printer.escpos import commands
from drivers.printer.escpos.codec import LiveStatus, Reply
from drivers.printer.escpos.conditions import PAPER_NEAR_END, LiveStatuses, obstacle

ANSWER_S = 0.5
SECOND_LOOK_S = 0.2
MORE_LOOKS = 2


class Inquiry:
    """Questions to one printer; remembers what was found last."""

    def __init__(self, exchange: Exchange[Reply], clock: Clock, *, has_near_end_sensor: bool) -> None:
        self._exchange = exchange
        self._clock = clock
        self._has_near_end_sensor = has_near_end_sensor
        self.codes: frozenset[str] = frozenset()

    async def look(self, urgency: Urgency = Urgency.JOB) -> frozenset[str]:
        """Find out what is the matter; LinkLost if the printer does not answer."""
        printer, paper = await self._live(1, urgency), await self._live(4, urgency)
        return await self._confirmed(LiveStatuses(printer, paper=paper).codes(), urgency)

    async def require_ready(self) -> None:
        """Ask all four questions; DeviceBusy if something keeps the printer from printing."""
        found = obstacle(await self._confirmed(await self._all_codes(Urgency.JOB), Urgency.JOB))
        if found:
            raise found

    async def glance(self) -> DeviceBusy | None:
        """Look in the middle of a job, where a printer with a full buffer may take its time to answer."""
        try:
            return obstacle(await self.look())
        except LinkLost as lost:
            if lost.code != "silent":
                raise
            return None

    async def _confirmed(self, codes: frozenset[str], urgency: Urgency) -> frozenset[str]:
        """Return what is still so after more looks, if it is bad: stray bytes look like answers, but not for long."""
        if obstacle(codes):
            codes = await self._all_codes(urgency)
        for _ in range(MORE_LOOKS):
            if obstacle(codes):
                await self._clock.sleep(SECOND_LOOK_S)
                codes &= await self._all_codes(urgency)
        self.codes = codes if self._has_near_end_sensor else codes - {PAPER_NEAR_END}
        return self.codes

    async def _all_codes(self, urgency: Urgency) -> frozenset[str]:
        return LiveStatuses(*[await self._live(n, urgency) for n in (1, 2, 3, 4)]).codes()

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

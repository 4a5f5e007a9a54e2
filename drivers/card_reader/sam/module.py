"""The commands of a SAM_V module as questions: one sends, one waits, one gets a frame or LinkLost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from drivers.card_reader.sam.codec import DONE, EMPTY_ITEM, FOUND, NO_CARD, Decoder, Frame, Noise, encode
from drivers.card_reader.sam.codes import SAM_FAILED, explain
from drivers.contract import Clock
from drivers.errors import DeviceRejected, LinkLost
from drivers.exchange import Exchange, converse
from drivers.link import Link, Urgency

SILENCE_S = 0.2  # a pause in mid-frame longer than any USB adapter or serial server makes
BITS_A_BYTE = 10
GAP_S = 0.01  # between an answer and the next command
SHORTEST_ANSWER = 11  # bytes: an answer without data


@dataclass(frozen=True, slots=True)
class Command:
    """A request with all that is known of its answer."""

    name: str
    body: bytes
    success: frozenset[int]
    timeout_s: float
    data: range = range(1)  # how many bytes may follow the status of a success

    @property
    def answer_bytes(self) -> int:
        """The longest whole frame to expect, for its time on the wire."""
        return SHORTEST_ANSWER + self.data.stop - 1

    def answers(self, frame: Frame | Noise) -> bool:
        """Say whether `frame` can answer this: one of its successes, or an error, which never carries data."""
        if not isinstance(frame, Frame) or frame.status is None:
            return False
        if frame.status in self.success:
            return len(frame.data) in self.data
        return frame.status != DONE and not frame.data


RESET = Command("reset", b"\x10\xff", frozenset({DONE}), 2.0)
STATUS = Command("status", b"\x11\xff", frozenset({DONE}), 1.0)
SAM_ID = Command("module number", b"\x12\xff", frozenset({DONE}), 1.0, range(16, 17))
FIND = Command("find", b"\x20\x01", frozenset({FOUND, NO_CARD}), 1.0, range(17))  # 4 bytes are usual
SELECT = Command("select", b"\x20\x02", frozenset({DONE}), 1.5, range(17))  # 8 bytes are usual
READ = Command("read", b"\x30\x01", frozenset({DONE}), 3.0, range(260, 1285))  # text, photo; never fingerprints
ADDRESS = Command(
    "additional address", b"\x30\x03", frozenset({DONE, EMPTY_ITEM}), 1.5, range(0, 281, 70)
)  # one to four


def max_rf(count: int) -> Command:
    """Return the command that limits how many bytes one radio frame carries."""
    return Command("radio frame size", b"\x61\xff" + bytes([count]), frozenset({DONE}), 1.0)


class Module:
    """One module on one link; made by `talk`."""

    def __init__(self, link: Link, exchange: Exchange[Frame | Noise], decoder: Decoder, clock: Clock) -> None:
        self._link = link
        self._exchange = exchange
        self._decoder = decoder
        self._clock = clock
        self._stray_bytes = 0

    async def ask(self, command: Command, *, attempts: int = 1, urgency: Urgency = Urgency.JOB) -> Frame:
        """Return the answer, good or bad; LinkLost "silent", or "garbled" if only nonsense came.

        A module that is not authorised or failed its self-test answers nothing else: DeviceRejected "sam_failed".
        """
        heard, left = self._stray_bytes, attempts
        while True:
            left -= 1
            try:
                answer = await self._ask_once(command, urgency)
            except LinkLost as lost:
                if lost.code == "silent" and left:
                    continue
                raise self._why_lost(lost, self._stray_bytes - heard) from lost
            if answer.status in SAM_FAILED:
                raise DeviceRejected("sam_failed", explain(answer.status))
            return answer

    async def hush(self) -> None:
        """Drop what nobody asked for, for ever: a late answer may name a person and must not stay in memory."""
        async for frame in self._exchange.unclaimed():
            self._stray_bytes += len(frame.raw if isinstance(frame, Frame) else frame.data)

    async def _ask_once(self, command: Command, urgency: Urgency) -> Frame:
        self._decoder.flush()  # half an answer to an earlier question is no beginning of this one's
        await self._clock.sleep(GAP_S)
        request = encode(command.body)
        answer = await self._exchange.ask(
            request,
            command.answers,
            timeout_s=command.timeout_s + self._wire_s(len(request) + command.answer_bytes),
            urgency=urgency,
        )
        assert isinstance(answer, Frame)  # noqa: S101 - Command.answers accepts nothing else; this tells the checker
        return answer

    def _wire_s(self, count: int) -> float:
        """Return how long `count` bytes are under way: 0.11 s for a read at 115200, 1.35 s at 9600."""
        return count * BITS_A_BYTE / self._link.baud if self._link.baud else 0.0

    @staticmethod
    def _why_lost(lost: LinkLost, stray_bytes: int) -> LinkLost:
        if lost.code == "silent" and stray_bytes:
            return LinkLost("garbled", f"{stray_bytes} bytes that are no answer; is the speed right?")
        return LinkLost(lost.code, lost.detail)


@asynccontextmanager
async def talk(link: Link, clock: Clock) -> AsyncIterator[Module]:
    """Run a conversation with the module at the far end of `link`."""
    decoder = Decoder()
    async with converse(link, decoder, clock, silence_s=SILENCE_S) as exchange:
        module = Module(link, exchange, decoder, clock)
        hush = asyncio.create_task(module.hush(), name="card reader: what nobody asked for")
        try:
            yield module
        finally:
            hush.cancel()
            await asyncio.gather(hush, return_exceptions=True)

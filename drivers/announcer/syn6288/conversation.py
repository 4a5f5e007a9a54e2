"""Talks to a SYN6288 voice board: one piece of text after another, each spoken to its end."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.announcer.syn6288.codec import Command, Decoder, Noise, Reply, Said, encode, speak
from drivers.announcer.syn6288.settings import SynSettings
from drivers.announcer.syn6288.wording import pieces
from drivers.contract import Clock, ConditionsChanged, DeviceEvent, DeviceInfo, Utterance
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from drivers.exchange import Exchange, converse
from drivers.link import Link, Urgency

ANSWER_S = 0.5
ATTEMPTS = 3
FRAME_GAP_S = 0.01  # more than 8 ms between two frames
BITS_A_BYTE = 10
START_S = 2.0
BYTE_S = 0.25  # of text: a character has two bytes, half a second is slow speech
ASK_AGAIN_S = 1.0
LATE_S = 0.2
PATIENCE = 3  # times the expected duration, then the board is stuck

STATUS_ANSWER = bytes([Said.ACCEPTED, Said.IDLE])
ENDED = (Reply(Said.IDLE), Reply(Said.READY))  # READY: it lost power, and what it was saying
VERDICT = frozenset({Said.ACCEPTED, Said.REFUSED})


class StateAnswer:
    """Waits for 41 and then 4E or 4F; `state` is the last of these heard, also without a 41, for boards that omit it.

    A 4F before the 41 is the end of a speech, told in the moment of asking: taken for the answer, it would leave 41 4F
    behind, which looks like a text accepted and spoken.
    """

    def __init__(self) -> None:
        self._is_accepted = False
        self.state: Said | None = None

    def __call__(self, reply: Reply | Noise) -> bool:
        if isinstance(reply, Noise):
            return False
        if reply.said is Said.ACCEPTED:
            self._is_accepted = True
        elif reply.said in {Said.SPEAKING, Said.IDLE}:
            self.state = reply.said
            return self._is_accepted
        return False


class SynAnnouncer:
    """An opened board; it never interrupts itself, for a new frame would cut off the one being spoken."""

    info = DeviceInfo(model="SYN6288")

    def __init__(self, settings: SynSettings, link: Link, exchange: Exchange[Reply | Noise], clock: Clock) -> None:
        self._settings = settings
        self._link = link
        self._exchange = exchange
        self._clock = clock
        self._voice = asyncio.Lock()

    async def events(self) -> AsyncIterator[DeviceEvent]:
        """Yield that all is well whenever the board says that its power has come; else it never speaks unasked."""
        async for reply in self._exchange.unclaimed():
            if reply == Reply(Said.READY):
                yield ConditionsChanged(frozenset())

    async def probe(self) -> None:
        """Ask whether it speaks; while it is being listened to, that is answer enough."""
        if not self._voice.locked():
            async with self._voice:
                await self.ask_state(Urgency.HEALTH)

    async def speak(self, utterance: Utterance) -> None:
        """Say it `repeats` times; DeviceBusy if the board goes on talking, LinkLost if it falls silent."""
        async with self._voice:
            await self._until_idle(START_S)  # a call given up half-way may still be sounding
            said = pieces(utterance.text, self._settings)
            for piece in said + said[1 if self._settings.tone else 0 :] * (utterance.repeats - 1):
                await self._say(piece)

    async def ask_state(self, urgency: Urgency = Urgency.JOB) -> Said:
        """Return SPEAKING or IDLE; LinkLost if there is no answer."""
        for attempt in range(ATTEMPTS):
            answer = StateAnswer()
            try:
                await self._exchange.ask(
                    encode(Command.STATUS), answer, timeout_s=ANSWER_S + self._wire_s(STATUS_ANSWER), urgency=urgency
                )
            except LinkLost as lost:
                if lost.code != "silent":
                    raise
            if answer.state is not None:
                if attempt:  # the first answer may only be late: the other must not be taken for that to a text
                    await self._clock.sleep(LATE_S)
                return answer.state
        raise LinkLost("silent", f"no answer to {ATTEMPTS} questions for its state")

    async def _say(self, piece: bytes) -> None:
        frame = speak(piece, music=self._settings.music)
        for _ in range(ATTEMPTS):
            await self._clock.sleep(FRAME_GAP_S)
            if await self._is_spoken(frame, START_S + len(piece) * BYTE_S):
                return
        raise DeviceRejected("garbled", f"a frame was refused or cut off {ATTEMPTS} times")

    async def _is_spoken(self, frame: bytes, expected_s: float) -> bool:
        """Return once it was spoken to the end; False if the frame was not understood or the board restarted."""
        exchange = self._exchange
        with (
            exchange.expect(lambda reply: isinstance(reply, Reply) and reply.said in VERDICT) as verdict,
            exchange.expect(lambda reply: reply in ENDED and verdict.done()) as ended,
        ):
            await exchange.tell(frame)
            if await self._within(verdict, ANSWER_S + self._wire_s(frame)) == Reply(Said.REFUSED):
                return False
            try:
                async with self._clock.timeout(expected_s):
                    return await ended == Reply(Said.IDLE)
            except TimeoutError:
                await self._until_idle(expected_s)
        return True

    async def _within(self, answer: "asyncio.Future[Reply | Noise]", timeout_s: float) -> Reply | Noise:
        try:
            async with self._clock.timeout(timeout_s):
                return await answer
        except TimeoutError:
            raise LinkLost("silent", "a frame was not acknowledged") from None

    async def _until_idle(self, expected_s: float) -> None:
        """Ask until it is silent: some boards do not say so by themselves."""
        deadline = self._clock.monotonic() + PATIENCE * expected_s
        while await self.ask_state() is Said.SPEAKING:
            if self._clock.monotonic() >= deadline:
                raise DeviceBusy("busy", "it says that it is still speaking")
            await self._clock.sleep(ASK_AGAIN_S)

    def _wire_s(self, frame: bytes) -> float:
        return len(frame) * BITS_A_BYTE / self._link.baud if self._link.baud else 0.0


@asynccontextmanager
async def open_announcer(settings: SynSettings, link: Link, clock: Clock) -> AsyncIterator[SynAnnouncer]:
    """Ask the board whether it speaks; LinkLost "silent", or "garbled" if only nonsense came."""
    decoder = Decoder()
    async with converse(link, decoder, clock) as exchange:
        announcer = SynAnnouncer(settings, link, exchange, clock)
        try:
            await announcer.ask_state()
        except LinkLost as lost:
            if lost.code == "silent" and decoder.strange_bytes:
                raise LinkLost("garbled", f"{decoder.strange_bytes} bytes that mean nothing") from lost
            raise
        yield announcer

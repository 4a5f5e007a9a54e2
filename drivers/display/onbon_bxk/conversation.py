"""One BX-K strip on a line: asks, waits, tries again, and repeats its text so that a power cut mends itself."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any, cast

from drivers.contract import Clock, DeviceEvent, DeviceInfo, Lines
from drivers.display.onbon_bxk import codec
from drivers.display.onbon_bxk.codec import Packet
from drivers.display.onbon_bxk.hearing import FromCard, unanswered
from drivers.display.onbon_bxk.refusals import TRY_AGAIN, error_for
from drivers.display.onbon_bxk.rendering import render
from drivers.display.onbon_bxk.requests import Request, ping, set_brightness, set_clock
from drivers.display.onbon_bxk.settings import DEVICE_TYPES, BxkSettings
from drivers.errors import LinkLost
from drivers.exchange import Exchange, converse
from drivers.link import Link, Urgency
from drivers.protocols.onbon import Noise

SERIAL_ANSWER_S = 1.0  # besides the time that the request takes on the wire, which the exchange adds
NETWORK_ANSWER_S = 2.0
BUSY_PAUSE_S = 0.5


class BxkStrip:
    """An opened strip."""

    info = DeviceInfo()  # the card's answer about itself is not published

    def __init__(
        self, exchange: Exchange[Packet | Noise], settings: BxkSettings, clock: Clock, baud: int | None
    ) -> None:
        self._exchange = exchange
        self._settings = settings
        self._clock = clock
        self._answer_s = settings.answer_s or (NETWORK_ANSWER_S if baud is None else SERIAL_ANSWER_S)
        self._wanted: Request | None = None
        self._one_text = asyncio.Lock()  # so that a repetition never overtakes a newer text
        self._end: asyncio.Future[DeviceEvent] = asyncio.get_running_loop().create_future()

    async def show(self, lines: Lines) -> None:
        """Replace the text; DeviceBusy or DeviceRejected by the card's answer, LinkLost without one."""
        async with self._one_text:
            self._wanted = render(lines, self._settings)
            await self._command(self._wanted)

    async def probe(self) -> None:
        """Ask for a sign of life; whatever the card answers is one."""
        if self._settings.is_answered:
            await self._ask(ping(), lambda _packet: True, Urgency.HEALTH)

    async def events(self) -> AsyncIterator[DeviceEvent]:
        """End with the line, or with a repetition that failed: a strip says nothing by itself."""
        yield await asyncio.shield(self._end)

    async def greet(self) -> None:
        """Find the card and give it what the settings say; nothing of it is written to the card's flash memory."""
        await self.probe()
        if self._settings.brightness is not None:
            await self._command(set_brightness(self._settings.brightness))
        await self._set_clock()

    @asynccontextmanager
    async def attended(self) -> AsyncIterator[None]:
        """Watch the line and repeat the text as long as the body runs."""
        tasks = [self._start(self._watch()), self._start(self._repeat())]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            if not self._end.cancel():
                self._end.exception()  # seen here, so that an end nobody waited for is not reported as forgotten

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=f"strip {self._settings.address}")
        task.add_done_callback(self._note_end)
        return task

    def _note_end(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and not self._end.done() and (error := task.exception()):
            self._end.set_exception(error)

    async def _watch(self) -> None:
        async for _stray in self._exchange.unclaimed():
            pass  # answers to others on the line, and what comes too late

    async def _repeat(self) -> None:
        while self._settings.resend_s:
            await self._clock.sleep(self._settings.resend_s)
            async with self._one_text:
                await self._set_clock()
                if self._wanted is not None:
                    await self._command(self._wanted)

    async def _set_clock(self) -> None:
        if self._settings.set_clock:
            await self._command(set_clock(self._clock.now()))

    async def _command(self, request: Request) -> None:
        """Return once the card has done it; tried again while it is busy or hears damage."""
        if not self._settings.is_answered:
            await self._exchange.tell(self._wire(request))
            return
        for tries_left in reversed(range(self._settings.retries + 1)):
            answer = await self._ask(request, lambda packet: packet.is_ack or packet.refusal is not None)
            if answer.refusal is None:
                return
            if answer.refusal not in TRY_AGAIN or not tries_left:
                raise error_for(answer.refusal, self._settings.address)
            await self._clock.sleep(BUSY_PAUSE_S)

    async def _ask(
        self, request: Request, is_wanted: Callable[[Packet], bool], urgency: Urgency = Urgency.JOB
    ) -> Packet:
        """Return the card's answer; between two tries the line is free for others."""
        data = self._wire(request)
        heard: list[FromCard] = []
        for _ in range(self._settings.retries + 1):
            heard.append(FromCard(self._settings.address, is_wanted))
            try:
                answer = await self._exchange.ask(data, heard[-1], timeout_s=self._answer_s, urgency=urgency)
            except LinkLost as lost:
                if lost.code != "silent":
                    raise
            else:
                return cast("Packet", answer)  # FromCard takes nothing else
        raise unanswered(self._settings.address, heard)

    def _wire(self, request: Request) -> bytes:
        settings = self._settings
        return codec.encode(
            Packet(
                destination=settings.address,
                source=codec.HOST,
                data=request.data(is_answered=settings.is_answered, names_length=settings.names_length),
                device_type=DEVICE_TYPES[settings.card],
                display_mode=int(settings.areas_go_first),
                barcode=bytes.fromhex(settings.barcode),
            )
        )


@asynccontextmanager
async def open_strip(settings: BxkSettings, link: Link, clock: Clock) -> AsyncIterator[BxkStrip]:
    """Open one strip; LinkLost when it is silent, DeviceRejected when another card answers in its place."""
    async with converse(link, codec.Decoder(), clock) as exchange:
        strip = BxkStrip(exchange, settings, clock, link.baud)
        await strip.greet()
        async with strip.attended():
            yield strip

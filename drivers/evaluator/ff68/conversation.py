"""One rating box on the FF68 bus: invites, takes the key, acknowledges it, and counts it once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.contract import Clock, DeviceEvent, DeviceInfo, RatingPressed
from drivers.evaluator.ff68.settings import EvaluatorSettings
from drivers.exchange import Exchange, converse
from drivers.link import Link
from drivers.protocols import ff68
from drivers.protocols.ff68 import Frame, LastPress, Noise

FROM_HOST = 0x01  # acknowledges a key, or starts a rating
SHOW_STARS = 0x02
RATING_RESULT = 0x11
START_RATING = b"\x0b"


class Evaluator:
    """An opened rating box."""

    info = DeviceInfo()  # it has no way to say what it is

    def __init__(self, exchange: Exchange[Frame | Noise], settings: EvaluatorSettings, clock: Clock) -> None:
        self._exchange = exchange
        self._settings = settings
        self._clock = clock
        self._last = LastPress()

    async def events(self) -> AsyncIterator[DeviceEvent]:
        """Yield each rating, after it was acknowledged; ends only by raising LinkLost."""
        async for frame in self._exchange.unclaimed():
            if isinstance(frame, Noise) or not self._is_rating(frame):
                continue
            is_repeat = self._last.is_repeated_by(frame, self._clock.monotonic(), self._settings.repeat_s)
            await self._tell(FROM_HOST, frame.data)
            level = self._settings.key_levels.get(frame.data[0])
            if level is not None and not is_repeat:
                yield RatingPressed(level)

    async def invite(self) -> None:
        """Start a rating; the box lights up and speaks as its maker made it."""
        await self._tell(FROM_HOST, START_RATING)

    async def dismiss(self) -> None:
        """Show the stars again if there are any; no frame ends a rating, the box goes dark by itself."""
        if self._settings.stars is not None:
            await self._tell(SHOW_STARS, bytes([self._settings.stars]))

    async def probe(self) -> None:
        """Do nothing: a box speaks only when a key is pressed."""

    async def _tell(self, command: int, data: bytes) -> None:
        await self._exchange.tell(Frame(self._settings.address, command, data).raw)

    def _is_rating(self, frame: Frame) -> bool:
        is_ours = frame.address == self._settings.address
        return is_ours and frame.command == RATING_RESULT and len(frame.data) == 1


@asynccontextmanager
async def open_evaluator(settings: EvaluatorSettings, link: Link, clock: Clock) -> AsyncIterator[Evaluator]:
    """Listen to one box; there is nothing to ask it, so opening proves only the line."""
    async with converse(link, ff68.Decoder(), clock) as exchange:
        evaluator = Evaluator(exchange, settings, clock)
        await evaluator.dismiss()
        yield evaluator

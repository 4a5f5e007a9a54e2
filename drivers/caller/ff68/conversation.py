"""One keypad on the FF68 bus: every key is acknowledged, and counted once however often it is sent."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.caller.ff68.keypad import Keypad, is_digit
from drivers.caller.ff68.notice import digits_of
from drivers.caller.ff68.settings import CallerSettings
from drivers.contract import CallerNotice, Clock, DeviceEvent, DeviceInfo
from drivers.exchange import Exchange, converse
from drivers.link import Link
from drivers.protocols import ff68
from drivers.protocols.ff68 import Frame, LastPress, Noise

SHOW_DIGITS = 0x02
RATING_RESULT = 0x11  # belongs to a rating box, which may have the number of the same window
DIGITS_SHOWN = 6
MOST_ACKNOWLEDGEMENTS = 6  # of one press and its repeats: whoever has not heard so many is no keypad but an echo
ECHO_S = 0.05  # an adapter that hears what it sends returns our acknowledgement within this; a keypad is slower


class Caller:
    """An opened keypad."""

    info = DeviceInfo()  # it has no way to say what it is

    def __init__(self, exchange: Exchange[Frame | Noise], settings: CallerSettings, clock: Clock) -> None:
        self._exchange = exchange
        self._settings = settings
        self._clock = clock
        self._keypad = Keypad(settings)
        self._shown: Frame | None = None
        self._last = LastPress()
        self._acknowledged_at = float("-inf")
        self._acknowledgements = 0  # of the last press

    async def events(self) -> AsyncIterator[DeviceEvent]:
        """Yield each key that the hall must know, after it was acknowledged; ends only by raising LinkLost."""
        async for frame in self._exchange.unclaimed():
            if isinstance(frame, Noise) or not self._is_key(frame) or self._is_own_echo(frame):
                continue
            is_repeat = self._is_repeat(frame)
            event = None if is_repeat else self._keypad.press(frame.data, self._clock.monotonic())
            self._acknowledgements = self._acknowledgements + 1 if is_repeat else 1
            if self._acknowledgements <= MOST_ACKNOWLEDGEMENTS:
                await self._exchange.tell(frame.raw)
                self._acknowledged_at = self._clock.monotonic()
            if event is not None:
                yield event

    async def notify(self, notice: CallerNotice) -> None:
        """Show the counts; a keypad does not say whether it did."""
        self._shown = Frame(self._settings.address, SHOW_DIGITS, digits_of(notice))
        await self._exchange.tell(self._shown.raw)

    async def probe(self) -> None:
        """Do nothing: a keypad speaks only when a key is pressed."""

    def _is_key(self, frame: Frame) -> bool:
        if frame.address != self._settings.address or not frame.data or frame == self._shown:
            return False
        wanted = self._settings.key_command
        if wanted is not None:
            return frame.command == wanted
        are_counts = frame.command == SHOW_DIGITS and len(frame.data) == DIGITS_SHOWN  # ours, on an echoing adapter
        return frame.command != RATING_RESULT and not are_counts

    def _is_own_echo(self, frame: Frame) -> bool:
        """Whether this is our own acknowledgement, heard; acknowledging it would go on for ever."""
        return frame == self._last.frame and self._clock.monotonic() - self._acknowledged_at < ECHO_S

    def _is_repeat(self, frame: Frame) -> bool:
        within_s = self._settings.digit_repeat_s if is_digit(frame.data) else self._settings.repeat_s
        return self._last.is_repeated_by(frame, self._clock.monotonic(), within_s)


@asynccontextmanager
async def open_caller(settings: CallerSettings, link: Link, clock: Clock) -> AsyncIterator[Caller]:
    """Listen to one keypad; there is nothing to ask it, so opening proves only the line."""
    async with converse(link, ff68.Decoder(), clock) as exchange:
        yield Caller(exchange, settings, clock)

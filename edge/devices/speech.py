"""What waits to be spoken at one announcer: first come first served, and not for ever."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

from drivers.contract import Clock, Utterance
from drivers.errors import DeviceBusy

log = logging.getLogger(__name__)

MOST_WAITING: Final = 12  # about a minute of speech: who hears a call later than that has seen it on the displays
OLDEST_S: Final = 60.0


@dataclass(slots=True, eq=False)
class _Place:
    since: float
    given: "asyncio.Future[None]"


class SpeechQueue:
    """The order of one announcer's utterances; the oldest give way when the hall is far ahead of the voice."""

    def __init__(self, name: str, clock: Clock) -> None:
        self._name = name
        self._clock = clock
        self._waiting: deque[_Place] = deque()
        self._is_taken = False

    @asynccontextmanager
    async def turn(self, utterance: Utterance) -> AsyncIterator[None]:
        """Speak in the body; DeviceBusy("speech_dropped") if it came too late."""
        await self._take(utterance)
        try:
            yield
        finally:
            self._pass_on()

    async def _take(self, utterance: Utterance) -> None:
        if not self._is_taken:
            self._is_taken = True
            return
        place = _Place(self._clock.monotonic(), asyncio.get_running_loop().create_future())
        self._waiting.append(place)
        if len(self._waiting) > MOST_WAITING:
            _drop(self._waiting.popleft())
        try:
            await place.given
        except DeviceBusy:
            log.warning("announcer %s is far behind: left out %r", self._name, utterance.text)
            raise
        except asyncio.CancelledError:
            self._leave(place)
            raise

    def _pass_on(self) -> None:
        while self._waiting:
            place = self._waiting.popleft()
            if place.given.done():
                continue
            if self._clock.monotonic() - place.since > OLDEST_S:
                _drop(place)
                continue
            place.given.set_result(None)
            return
        self._is_taken = False

    def _leave(self, place: _Place) -> None:
        if place in self._waiting:
            self._waiting.remove(place)
        elif not place.given.cancelled():  # the turn was given in the very moment we gave up
            self._pass_on()


def _drop(place: _Place) -> None:
    if not place.given.done():
        place.given.set_exception(DeviceBusy("speech_dropped", "too much to say, or said too late"))

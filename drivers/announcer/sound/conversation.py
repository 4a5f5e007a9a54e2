"""Speaks calls through the controller's own sound card: a chime, then words put together from clips."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.announcer.sound.chime import chime
from drivers.announcer.sound.clips import Clips
from drivers.announcer.sound.phrase import PACK, Pause, pieces
from drivers.announcer.sound.player import Player, player_for
from drivers.announcer.sound.samples import Samples, fit, join, silence
from drivers.announcer.sound.settings import SoundSettings
from drivers.announcer.sound.voice import Voice, VoiceMissing
from drivers.contract import Clock, ConditionsChanged, DeviceEvent, DeviceInfo, Utterance
from drivers.errors import DeviceRejected
from drivers.link import Link

VOICE_MISSING = "voice_missing"
CLIP_GAP_S = 0.03
PAUSE_S = 0.25
REPEAT_PAUSE_S = 0.7


class SoundAnnouncer:
    """An opened sound card, or the folder in its place."""

    info = DeviceInfo(model="sound card")

    def __init__(
        self, settings: SoundSettings, clips: Clips, player: Player, opening: Samples, *, is_voice_there: bool
    ) -> None:
        self._settings = settings
        self._clips = clips
        self._player = player
        self._voice = asyncio.Lock()
        self._opening = opening  # what sounds before each call
        self._changes: asyncio.Queue[frozenset[str]] = asyncio.Queue()
        self._conditions: frozenset[str] = frozenset()
        self._note_voice(is_there=is_voice_there)

    async def events(self) -> AsyncIterator[DeviceEvent]:
        """Yield "voice_missing" when words could not be said, and nothing wrong when they can again."""
        while True:
            yield ConditionsChanged(await self._changes.get())

    async def probe(self) -> None:
        """Nothing: a sound card is known by playing, and playing silence every minute makes some of them click."""

    async def speak(self, utterance: Utterance) -> None:
        """Return when chime and words have sounded; without a voice the chime alone calls people to look up."""
        async with self._voice:
            try:
                sentence = await self._sentence(utterance.text)
            except VoiceMissing:
                self._note_voice(is_there=False)
                await self._play([])
                return
            self._note_voice(is_there=True)
            await self._play([sentence] * max(1, utterance.repeats))

    async def _sentence(self, text: str) -> Samples:
        rate = self._settings.rate
        parts: list[Samples] = []
        for piece in pieces(text, self._clips.known, is_one_yao=self._settings.is_one_yao):
            if isinstance(piece, Pause):
                parts.append(silence(PAUSE_S, rate))
            else:
                parts += [await self._clips.get(piece), silence(CLIP_GAP_S, rate)]
        return join(parts, rate)

    async def _play(self, sentences: list[Samples]) -> None:
        await self._player.play(await asyncio.to_thread(self._whole, sentences))  # arithmetic over 100,000 samples

    def _whole(self, sentences: list[Samples]) -> Samples:
        rate = self._settings.rate
        spaced = [part for sentence in sentences for part in (sentence, silence(REPEAT_PAUSE_S, rate))]
        return fit(join([self._opening, *spaced[:-1]], rate), self._settings.volume / 100)

    def _note_voice(self, *, is_there: bool) -> None:
        conditions = frozenset() if is_there else frozenset({VOICE_MISSING})
        if conditions != self._conditions:
            self._conditions = conditions
            self._changes.put_nowait(conditions)


@asynccontextmanager
async def open_sound(settings: SoundSettings, _link: Link, clock: Clock) -> AsyncIterator[SoundAnnouncer]:
    """Read the recordings and try the sound card; DeviceBusy "no_sound" if it does not open."""
    voice = Voice(settings.speed, clock)
    clips = Clips(voice, settings.rate, settings.cache)
    if settings.pack is not None:
        try:
            await asyncio.to_thread(clips.load_pack, settings.pack)
        except (OSError, ValueError) as error:
            raise DeviceRejected("bad_pack", str(error)) from error
    player = player_for(settings, clock)
    await player.check()
    can_say_calls = voice.is_there or clips.recorded >= frozenset(PACK)
    opening = await asyncio.to_thread(chime, settings.rate) if settings.has_chime else silence(0, settings.rate)
    yield SoundAnnouncer(settings, clips, player, opening, is_voice_there=can_say_calls)

"""Where clips come from: the hall's recordings, then what was synthesised before, then the voice."""

import asyncio
import hashlib
from pathlib import Path

from drivers.announcer.sound.phrase import PACK, Clip, Words
from drivers.announcer.sound.samples import Samples, fit, from_wav, resample, to_wav, trim
from drivers.announcer.sound.voice import PEAK, Voice, VoiceMissing

MOST_WORDS = 200  # phrases kept in memory; a hall has far fewer


class Clips:
    """Samples by clip or phrase, kept once they were made."""

    def __init__(self, voice: Voice, rate: int, cache: Path | None) -> None:
        self._voice = voice
        self._rate = rate
        self._cache = cache
        self._kept: dict[str, Samples] = {}
        self._recorded: dict[str, Samples] = {}

    @property
    def known(self) -> frozenset[str]:
        """The words that have clips of their own."""
        return frozenset(PACK) | self.recorded

    @property
    def recorded(self) -> frozenset[str]:
        """The words that a person has spoken for this hall."""
        return frozenset(self._recorded)

    def load_pack(self, folder: Path) -> None:
        """Read every recording of a folder; ValueError says what is wrong with which. Blocks: not for the loop."""
        if not folder.is_dir():
            raise ValueError(f"there is no folder {folder}")
        for path in sorted(folder.glob("*.wav")):
            try:
                recording = from_wav(path.read_bytes())
            except ValueError as error:
                raise ValueError(f"{path.name}: {error}") from error
            self._recorded[path.stem] = resample(fit(trim(recording), PEAK), self._rate)

    async def get(self, piece: Clip | Words) -> Samples:
        """Return how it sounds; VoiceMissing if nothing here can say it."""
        key = piece.name if isinstance(piece, Clip) else piece.text
        if key in self._recorded:
            return self._recorded[key]
        if key not in self._kept:
            made = await self._recall_or_make(piece, key)
            while len(self._kept) >= MOST_WORDS:
                del self._kept[next(iter(self._kept))]
            self._kept[key] = made
        return self._kept[key]

    async def _recall_or_make(self, piece: Clip | Words, key: str) -> Samples:
        path = self._path(key)
        cached = await asyncio.to_thread(_read, path) if path else None
        if cached is not None:
            return cached
        if isinstance(piece, Words):
            made = await self._voice.say_words(piece.text)
        elif piece.name in PACK:
            made = await self._voice.say_pinyin(PACK[piece.name])
        else:
            raise VoiceMissing
        made = await asyncio.to_thread(resample, made, self._rate)
        if path is not None:
            await asyncio.to_thread(_write, path, made)
        return made

    def _path(self, key: str) -> Path | None:
        if self._cache is None:
            return None
        name = hashlib.sha256(f"{self._voice.name} {self._rate} {key}".encode()).hexdigest()[:24]
        return self._cache / f"{name}.wav"


def _read(path: Path) -> Samples | None:
    try:
        return from_wav(path.read_bytes())
    except (OSError, ValueError):
        return None  # missing or damaged: made again


def _write(path: Path, samples: Samples) -> None:
    """Keep a clip; a folder that cannot be written costs time at the next start and nothing else."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(to_wav(samples))
        unfinished.replace(path)
    except OSError:
        return

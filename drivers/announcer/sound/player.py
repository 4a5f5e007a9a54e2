"""Where the sound goes: the sound card by aplay, or a folder of WAV files on machines without one."""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE
from datetime import datetime
from pathlib import Path
from typing import Protocol

from drivers.announcer.sound.samples import Samples, silence, to_wav
from drivers.announcer.sound.settings import FILE, SoundSettings
from drivers.contract import Clock
from drivers.errors import DeviceBusy

PROGRAM = "aplay"
PATIENCE_S = 10.0  # beyond the sound's own length
TEST_S = 0.05
MOST_FILES = 50


class Player(Protocol):
    """Plays one sound to its end."""

    async def play(self, samples: Samples) -> None:
        """Return when it has sounded; DeviceBusy "no_sound" if it cannot."""

    async def check(self) -> None:
        """Return if a sound could be played now; DeviceBusy "no_sound" if not."""


class AlsaPlayer:
    """aplay, one process a sound: a stuck sound card hangs it and not the daemon."""

    def __init__(self, device: str, clock: Clock, rate: int, program: str = PROGRAM) -> None:
        self._device = device
        self._clock = clock
        self._rate = rate
        self._program = program

    async def check(self) -> None:
        """Play a moment of silence: whether a sound card opens is known only by opening it."""
        await self.play(silence(TEST_S, self._rate))

    async def play(self, samples: Samples) -> None:
        """Return when aplay has played it."""
        try:
            process = await asyncio.create_subprocess_exec(
                self._program, "-q", "-D", self._device, "-t", "wav", "-", stdin=PIPE, stdout=DEVNULL, stderr=PIPE
            )
        except FileNotFoundError:
            raise DeviceBusy("no_sound", f"{self._program} is not installed") from None
        except OSError as error:  # not permitted, no program, no memory or descriptors left
            raise DeviceBusy("no_sound", f"{self._program} cannot be run: {error.strerror}") from error
        try:
            async with self._clock.timeout(samples.duration_s + PATIENCE_S):
                _, said = await process.communicate(to_wav(samples))
        except TimeoutError:
            raise DeviceBusy("no_sound", f"{self._device} takes sound but does not play it") from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            raise DeviceBusy("no_sound", _last_line(said) or f"{self._program} ended with {process.returncode}")


class FilePlayer:
    """Writes each sound as a file and takes as long as it would sound."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._count = 0

    async def check(self) -> None:
        """Make the folder."""
        try:
            await asyncio.to_thread(self._folder.mkdir, parents=True, exist_ok=True)
        except OSError as error:
            raise DeviceBusy("no_sound", f"the folder cannot be made: {error.strerror}") from error

    async def play(self, samples: Samples) -> None:
        """Write the file, then wait; only the newest files are kept."""
        self._count += 1
        try:
            await asyncio.to_thread(self._write, samples, self._clock.now())
        except OSError as error:
            raise DeviceBusy("no_sound", f"the file cannot be written: {error.strerror}") from error
        await self._clock.sleep(samples.duration_s)

    def _write(self, samples: Samples, now: datetime) -> None:
        path = self._folder / f"{now:%Y%m%d-%H%M%S}-{self._count:04d}.wav"
        path.write_bytes(to_wav(samples))
        for old in sorted(self._folder.glob("????????-??????-????.wav"))[:-MOST_FILES]:
            old.unlink(missing_ok=True)


def player_for(settings: SoundSettings, clock: Clock) -> Player:
    """Return the player that the settings ask for."""
    if settings.sink.startswith(FILE):
        return FilePlayer(Path(settings.sink.removeprefix(FILE)), clock)
    return AlsaPlayer(settings.device, clock, settings.rate)


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""

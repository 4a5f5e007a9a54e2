"""espeak-ng as the built-in voice: pinyin in, samples out; a process of its own for each clip."""

import asyncio
import shutil
from asyncio.subprocess import DEVNULL, PIPE

from drivers.announcer.sound.samples import Samples, fit, from_wav, trim
from drivers.contract import Clock

PROGRAM = "espeak-ng"
VOICE = "cmn-latn-pinyin"  # the plain Mandarin voice reads the letter A as the words "Chinese letter"
PATIENCE_S = 10.0
PEAK = 0.8


class VoiceMissing(Exception):
    """Nothing here can say these words; no error of the device, which plays its chime and tells what it lacks."""


class Voice:
    """The program, if the machine has it."""

    def __init__(self, speed: int, clock: Clock, program: str = PROGRAM) -> None:
        self._speed = speed
        self._clock = clock
        self._program = shutil.which(program)

    @property
    def is_there(self) -> bool:
        """Whether the program is installed."""
        return self._program is not None

    @property
    def name(self) -> str:
        """What makes this voice sound as it does; clips of another one are not mixed with its own."""
        return f"{PROGRAM} {VOICE} {self._speed}"

    async def say_words(self, text: str) -> Samples:
        """Return Chinese text as spoken; VoiceMissing if it cannot be."""
        return await self.say_pinyin(await asyncio.to_thread(_pinyin, text))

    async def say_pinyin(self, pinyin: str) -> Samples:
        """Return numbered pinyin, or a letter, as spoken; VoiceMissing if it cannot be."""
        if self._program is None:
            raise VoiceMissing
        try:
            process = await asyncio.create_subprocess_exec(
                self._program,
                *("-v", VOICE, "-s", str(self._speed), "--stdin", "--stdout"),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
            )
        except OSError as error:  # removed while the daemon runs, or no memory or descriptors left
            raise VoiceMissing from error
        try:
            async with self._clock.timeout(PATIENCE_S):
                raw_wav, _ = await process.communicate(pinyin.encode())
        except TimeoutError:
            raise VoiceMissing from None
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        try:
            return await asyncio.to_thread(_prepared, raw_wav)
        except ValueError as error:
            raise VoiceMissing from error


def _prepared(raw_wav: bytes) -> Samples:
    return fit(trim(from_wav(raw_wav)), PEAK)


def _pinyin(text: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - 58 MB of tables that ordinary calls never need

    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))

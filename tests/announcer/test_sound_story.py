"""Calls through a sound card: files in its place, stand-ins for its programs, and all that may be missing."""

import asyncio
import os
import shutil
from array import array
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from pydantic import ValidationError

from drivers.announcer.sound import SPEC
from drivers.announcer.sound.clips import Clips
from drivers.announcer.sound.conversation import SoundAnnouncer
from drivers.announcer.sound.phrase import PACK, Clip, Words
from drivers.announcer.sound.player import AlsaPlayer, FilePlayer
from drivers.announcer.sound.samples import Samples, from_wav, silence, to_wav
from drivers.announcer.sound.settings import SoundSettings
from drivers.announcer.sound.voice import Voice, VoiceMissing
from drivers.contract import ConditionsChanged, Speaks, Utterance
from drivers.errors import DeviceBusy, DeviceRejected
from tests.card_reader.memory_line import LoopClock, MemoryLine

CALL = Utterance("请A012号到3号窗口")
RATE = 8000
BEEP_S = 0.5
needs_espeak = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
needs_aplay = pytest.mark.skipif(shutil.which("aplay") is None, reason="alsa-utils is not installed")


def beep(rate: int = RATE) -> Samples:
    return Samples(rate, array("h", [8000, -8000] * round(BEEP_S * rate / 2)))


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    for name in PACK:
        (folder / f"{name}.wav").write_bytes(to_wav(beep()))
    return folder


@pytest.fixture
def no_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")


@asynccontextmanager
async def loudspeaker(folder: Path, **settings: object) -> AsyncIterator[SoundAnnouncer]:
    made = SoundSettings.model_validate({"sink": f"file:{folder / 'out'}", "rate": RATE, **settings})
    async with SPEC.open(made, MemoryLine(None), LoopClock()) as announcer:
        assert isinstance(announcer, SoundAnnouncer)
        yield announcer


def played(folder: Path) -> list[Samples]:
    return [from_wav(path.read_bytes()) for path in sorted((folder / "out").iterdir())]


@pytest.mark.usefixtures("no_programs")
async def test_recordings_alone_speak_a_call_and_take_their_time(tmp_path: Path, pack: Path) -> None:
    async with loudspeaker(tmp_path, pack=pack, has_chime=False) as announcer:
        assert isinstance(announcer, Speaks)
        start = asyncio.get_running_loop().time()
        await announcer.speak(CALL)
        took = asyncio.get_running_loop().time() - start
    (sound,) = played(tmp_path)
    assert sound.duration_s == pytest.approx(10 * (BEEP_S + 0.03), abs=0.01)
    assert took == pytest.approx(sound.duration_s, abs=0.01)


@pytest.mark.usefixtures("no_programs")
async def test_repeats_share_one_chime(tmp_path: Path, pack: Path) -> None:
    async with loudspeaker(tmp_path, pack=pack) as announcer:
        await announcer.speak(Utterance("请", repeats=1))
        await announcer.speak(Utterance("请", repeats=3))
    once, thrice = played(tmp_path)
    assert thrice.duration_s - once.duration_s == pytest.approx(2 * (BEEP_S + 0.03 + 0.7), abs=0.01)
    assert once.duration_s == pytest.approx(1.1 + BEEP_S + 0.03, abs=0.02)


@pytest.mark.usefixtures("no_programs")
async def test_two_calls_never_sound_at_once(tmp_path: Path, pack: Path) -> None:
    async with loudspeaker(tmp_path, pack=pack, has_chime=False) as announcer:
        start = asyncio.get_running_loop().time()
        async with asyncio.TaskGroup() as both:
            both.create_task(announcer.speak(Utterance("请")))
            both.create_task(announcer.speak(Utterance("号")))
        assert asyncio.get_running_loop().time() - start == pytest.approx(2 * (BEEP_S + 0.03), abs=0.01)
    assert len(played(tmp_path)) == 2


@pytest.mark.usefixtures("no_programs")
async def test_loudness_is_as_set_and_never_clipped(tmp_path: Path, pack: Path) -> None:
    async with loudspeaker(tmp_path, pack=pack, volume=50) as announcer:
        await announcer.speak(CALL)
    assert max(map(abs, played(tmp_path)[0].data)) == pytest.approx(32767 / 2, abs=2)


@pytest.mark.usefixtures("no_programs")
async def test_without_a_voice_the_chime_sounds_and_the_condition_says_so(tmp_path: Path) -> None:
    async with loudspeaker(tmp_path) as announcer:
        assert await anext(announcer.events()) == ConditionsChanged(frozenset({"voice_missing"}))
        await announcer.speak(Utterance(CALL.text, repeats=2))
        await announcer.probe()
    assert [round(sound.duration_s, 1) for sound in played(tmp_path)] == [1.1]


@pytest.mark.usefixtures("no_programs")
async def test_word_that_nobody_can_say_leaves_the_chime_until_a_call_can_be_said(tmp_path: Path, pack: Path) -> None:
    async with loudspeaker(tmp_path, pack=pack) as announcer:
        await announcer.speak(Utterance("请坐"))
        await announcer.speak(CALL)
        events = announcer.events()
        assert await anext(events) == ConditionsChanged(frozenset({"voice_missing"}))
        assert await anext(events) == ConditionsChanged(frozenset())
    chime_only, whole = played(tmp_path)
    assert chime_only.duration_s == pytest.approx(1.1, abs=0.01)
    assert whole.duration_s > 5


async def test_bad_recordings_are_rejected_with_the_name_of_the_file(tmp_path: Path, pack: Path) -> None:
    (pack / "请.wav").write_bytes(b"no sound at all")
    with pytest.raises(DeviceRejected, match=r"请\.wav: this is no WAV file"):
        async with loudspeaker(tmp_path, pack=pack):
            pass
    with pytest.raises(DeviceRejected, match="there is no folder"):
        async with loudspeaker(tmp_path, pack=tmp_path / "nowhere"):
            pass


async def test_folder_that_cannot_be_made_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file in its place")
    with pytest.raises(DeviceBusy) as busy:
        async with loudspeaker(tmp_path):
            pass
    assert busy.value.code == "no_sound"


async def test_only_the_newest_files_are_kept(tmp_path: Path) -> None:
    player = FilePlayer(tmp_path / "out", LoopClock())
    await player.check()
    for _ in range(55):
        await player.play(silence(1, RATE))
    assert len(played(tmp_path)) == 50


def test_sink_is_alsa_or_a_folder() -> None:
    with pytest.raises(ValidationError, match="file:FOLDER"):
        SoundSettings(sink="pulse")
    with pytest.raises(ValidationError):
        SoundSettings(sink="file:")


def program(folder: Path, name: str, script: str) -> str:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.real_time
async def test_alsa_is_given_a_whole_wav(tmp_path: Path) -> None:
    player = AlsaPlayer(
        "plughw:1", LoopClock(), RATE, program(tmp_path, "aplay", f'echo "$@" >{tmp_path}/args; cat >{tmp_path}/heard')
    )
    await player.play(beep())
    assert from_wav((tmp_path / "heard").read_bytes()) == beep()
    assert (tmp_path / "args").read_text().split() == ["-q", "-D", "plughw:1", "-t", "wav", "-"]


@pytest.mark.real_time
@pytest.mark.parametrize(
    ("script", "detail"),
    [
        ("cat >/dev/null; echo 'audio open error: No such device' >&2; exit 1", "No such device"),
        ("exit 7", "ended with 7"),
    ],
)
async def test_sound_card_that_does_not_play_is_no_sound(tmp_path: Path, script: str, detail: str) -> None:
    with pytest.raises(DeviceBusy, match=detail) as busy:
        await AlsaPlayer("default", LoopClock(), RATE, program(tmp_path, "aplay", script)).check()
    assert busy.value.code == "no_sound"
    assert "no_sound" in SPEC.repairs


@pytest.mark.real_time
async def test_missing_player_program_is_no_sound(tmp_path: Path) -> None:
    with pytest.raises(DeviceBusy, match="not installed"):
        await AlsaPlayer("default", LoopClock(), RATE, str(tmp_path / "aplay")).check()


@pytest.mark.real_time
async def test_player_program_that_may_not_be_run_is_no_sound(tmp_path: Path) -> None:
    script = program(tmp_path, "aplay", "exit 0")
    (tmp_path / "aplay").write_bytes(b"\x7fELF, but no program")
    with pytest.raises(DeviceBusy, match="cannot be run") as busy:
        await AlsaPlayer("default", LoopClock(), RATE, script).check()
    assert busy.value.code == "no_sound"


@pytest.mark.real_time
async def test_voice_removed_while_the_hall_is_open_is_missing(tmp_path: Path) -> None:
    script = program(tmp_path, "voice", "exit 0")
    voice = Voice(150, LoopClock(), script)
    (tmp_path / "voice").unlink()
    with pytest.raises(VoiceMissing):
        await voice.say_pinyin("qing3")


@pytest.mark.real_time
async def test_cancelled_call_leaves_no_process(tmp_path: Path) -> None:
    script = program(tmp_path, "aplay", f"echo $$ >{tmp_path}/pid; exec sleep 60")
    playing = asyncio.create_task(AlsaPlayer("default", LoopClock(), RATE, script).play(beep()))
    pid = tmp_path / "pid"
    while not (pid.exists() and pid.read_text().strip()):  # noqa: ASYNC110 - another process's file has no event
        await asyncio.sleep(0.01)
    playing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await playing
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


@pytest.mark.real_time
@needs_aplay
async def test_alsas_own_null_device_takes_a_call() -> None:
    await AlsaPlayer("null", LoopClock(), RATE).play(beep())


@pytest.mark.real_time
async def test_clip_is_synthesised_once_and_kept_over_a_restart(tmp_path: Path) -> None:
    (tmp_path / "beep.wav").write_bytes(to_wav(beep(22050)))
    script = program(tmp_path, "voice", f"cat >>{tmp_path}/asked; echo >>{tmp_path}/asked; cat {tmp_path}/beep.wav")
    voice = Voice(150, LoopClock(), script)
    first = Clips(voice, RATE, tmp_path / "cache")
    made = [await first.get(Clip("请")), await first.get(Words("窗口坐")), await first.get(Clip("请"))]
    again = Clips(voice, RATE, tmp_path / "cache")
    assert [await again.get(Clip("请")), await again.get(Words("窗口坐"))] == made[:2]
    assert (tmp_path / "asked").read_text().split("\n") == ["qing3", "chuang1 kou3 zuo4", ""]
    assert made[0].rate == RATE
    assert made[0].duration_s == pytest.approx(BEEP_S, abs=0.01)


@pytest.mark.real_time
@pytest.mark.parametrize("script", ["exit 1", "echo nonsense"])
async def test_voice_that_gives_no_sound_is_missing(tmp_path: Path, script: str) -> None:
    with pytest.raises(VoiceMissing):
        await Voice(150, LoopClock(), program(tmp_path, "voice", script)).say_pinyin("qing3")


@pytest.mark.real_time
@needs_espeak
async def test_built_in_voice_says_a_call() -> None:
    voice = Voice(150, LoopClock())
    clips = Clips(voice, 22050, None)
    lengths = {name: (await clips.get(Clip(name))).duration_s for name in ("请", "A", "0", "窗口", "yao")}
    assert all(0.1 < length < 1.2 for length in lengths.values()), lengths
    assert lengths["窗口"] > lengths["请"]
    assert (await clips.get(Words("请到综合窗口"))).duration_s > 0.8

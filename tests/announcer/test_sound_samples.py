"""Arithmetic of sound: lengths, loudness, files."""

import io
import wave
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.announcer.sound.chime import TONE_S, TONES_HZ, chime
from drivers.announcer.sound.samples import Samples, fit, from_wav, join, resample, silence, to_wav, trim

RATE = 8000
loudness = st.lists(st.integers(-32768, 32767), min_size=1, max_size=200)


def sound(*values: int, rate: int = RATE) -> Samples:
    return Samples(rate, array("h", values))


def test_joined_sound_is_as_long_as_its_parts() -> None:
    joined = join([silence(0.5, RATE), sound(1, 2, 3), silence(0.25, RATE)], RATE)
    assert len(joined.data) == 4000 + 3 + 2000
    assert list(joined.data[4000:4003]) == [1, 2, 3]
    assert join([], RATE).duration_s == 0


def test_parts_of_other_rates_are_brought_to_one() -> None:
    joined = join([silence(1, 16000), silence(1, 22050), silence(1, RATE)], RATE)
    assert joined.duration_s == pytest.approx(3, abs=0.001)


def test_resampling_draws_straight_lines() -> None:
    assert list(resample(sound(0, 100, 200, rate=4000), 8000).data) == [0, 50, 100, 150, 200, 200]
    assert list(resample(sound(0, 50, 100, 150, rate=8000), 4000).data) == [0, 100]


def test_trim_leaves_a_margin_and_nothing_of_silence() -> None:
    margin = 160  # 0.02 s
    trimmed = trim(join([silence(1, RATE), sound(9000, -9000), silence(1, RATE)], RATE))
    assert len(trimmed.data) == margin + 2 + margin
    assert len(trim(silence(1, RATE)).data) == 0


@given(loudness, st.floats(0.01, 1))
def test_nothing_is_clipped_and_the_loudest_reaches_the_peak(values: list[int], peak: float) -> None:
    fitted = fit(sound(*values), peak)
    loudest = max(map(abs, fitted.data))
    assert len(fitted.data) == len(values)
    assert loudest <= 32767 * peak
    if any(values):
        assert loudest >= 32767 * peak - 1


@given(loudness, st.sampled_from([8000, 22050, 44100]))
def test_wav_is_read_as_written(values: list[int], rate: int) -> None:
    assert from_wav(to_wav(sound(*values, rate=rate))) == sound(*values, rate=rate)


def test_wav_from_a_pipe_has_a_wrong_length_and_is_read_all_the_same() -> None:
    raw = bytearray(to_wav(sound(1, 2, 3)))
    raw[4:8] = bytes.fromhex("24F0FF7F")  # as espeak-ng writes it
    raw[40:44] = bytes.fromhex("00F0FF7F")
    assert list(from_wav(bytes(raw)).data) == [1, 2, 3]


def test_stereo_is_heard_on_its_left_side() -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(array("h", [1, -1, 2, -2]).tobytes())
    assert list(from_wav(file.getvalue()).data) == [1, 2]


def test_eight_bits_are_refused_in_words() -> None:
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(1)
        out.setframerate(RATE)
        out.writeframes(b"\x80" * 10)
    with pytest.raises(ValueError, match="16 bits"):
        from_wav(file.getvalue())


@given(st.binary(max_size=200))
def test_no_bytes_read_as_a_wav_raise_anything_but_a_sentence(raw: bytes) -> None:
    with pytest.raises(ValueError, match="no WAV file"):
        from_wav(raw)


@pytest.mark.parametrize("rate", [8000, 22050, 48000])
def test_chime_is_two_tones_that_begin_and_end_softly(rate: int) -> None:
    made = chime(rate)
    assert made.duration_s == pytest.approx(len(TONES_HZ) * TONE_S, abs=0.01)
    assert abs(made.data[0]) < 100
    assert abs(made.data[-1]) < 1000
    assert 15_000 < max(map(abs, made.data)) <= 32767

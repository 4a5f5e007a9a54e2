"""Sound as 16-bit samples of one channel: joining, trimming, fitting, and WAV files; pure arithmetic."""

import io
import sys
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

FULL_SCALE = 32767
SAMPLE_BYTES = 2
SILENT_BELOW = 300  # of full scale: what counts as silence around a clip
MARGIN_S = 0.02  # left at both ends, so that no consonant is lost


@dataclass(frozen=True, slots=True)
class Samples:
    """`data` is 16-bit, one channel, in the machine's own byte order."""

    rate: int
    data: "array[int]" = field(repr=False)

    @property
    def duration_s(self) -> float:
        """How long it sounds."""
        return len(self.data) / self.rate


def silence(duration_s: float, rate: int) -> Samples:
    """Return nothing, for a while."""
    return Samples(rate, array("h", bytes(SAMPLE_BYTES * round(duration_s * rate))))


def join(parts: Sequence[Samples], rate: int) -> Samples:
    """Return the parts one after another, all brought to `rate`."""
    joined = array("h")
    for part in parts:
        joined.extend(resample(part, rate).data)
    return Samples(rate, joined)


def resample(samples: Samples, rate: int) -> Samples:
    """Return the same sound at another rate, by straight lines between samples: good enough for speech."""
    if samples.rate == rate or not samples.data:
        return Samples(rate, samples.data)
    source, last = samples.data, len(samples.data) - 1
    step = samples.rate / rate
    out = array("h")
    for index in range(round(len(source) / step)):
        place = min(index * step, last)
        left = int(place)
        right = min(left + 1, last)
        out.append(round(source[left] + (source[right] - source[left]) * (place - left)))
    return Samples(rate, out)


def trim(samples: Samples) -> Samples:
    """Cut the silence at both ends down to a margin; pure silence becomes nothing."""
    loud = [index for index, sample in enumerate(samples.data) if abs(sample) > SILENT_BELOW]
    if not loud:
        return Samples(samples.rate, array("h"))
    margin = round(MARGIN_S * samples.rate)
    return Samples(samples.rate, samples.data[max(0, loud[0] - margin) : loud[-1] + 1 + margin])


def fit(samples: Samples, peak: float) -> Samples:
    """Scale so that the loudest sample reaches `peak` (0 to 1) of full scale; nothing is ever clipped."""
    loudest = max(map(abs, samples.data), default=0)
    if loudest == 0:
        return samples
    factor = peak * FULL_SCALE / loudest
    return Samples(samples.rate, array("h", (int(sample * factor) for sample in samples.data)))


def to_wav(samples: Samples) -> bytes:
    """Return a whole WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(SAMPLE_BYTES)
        out.setframerate(samples.rate)
        out.writeframes(_little_endian(samples.data).tobytes())
    return file.getvalue()


def from_wav(raw: bytes) -> Samples:
    """Read a 16-bit WAV file, stereo as its left side; ValueError with a sentence for anything else.

    A length that is wrong because the file was made on a pipe does not matter.
    """
    try:
        with wave.open(io.BytesIO(raw)) as read:
            channels, width, rate = read.getnchannels(), read.getsampwidth(), read.getframerate()
            data = read.readframes(len(raw))
    except (wave.Error, EOFError) as error:
        raise ValueError(f"this is no WAV file: {error}") from error
    if width != SAMPLE_BYTES or channels < 1 or rate < 1:
        raise ValueError(f"a recording must have 16 bits a sample, this one has {8 * width}")
    samples = array("h", data[: len(data) // (SAMPLE_BYTES * channels) * SAMPLE_BYTES * channels])
    return Samples(rate, _little_endian(samples)[::channels])


def _little_endian(samples: "array[int]") -> "array[int]":
    """Turn between the machine's order and the file's; the same both ways."""
    if sys.byteorder == "little":
        return samples
    turned = array("h", samples)
    turned.byteswap()
    return turned

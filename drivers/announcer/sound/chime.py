"""The two tones before a call, computed: nobody's recording."""

import math
from array import array

from drivers.announcer.sound.samples import FULL_SCALE, Samples

TONES_HZ = (659.26, 523.25)  # e'' and c'': the falling third of a doorbell
TONE_S = 0.55
DECAY_S = 0.22
OVERTONES = ((1, 0.62), (2, 0.22), (3.01, 0.1))  # the last a little off, as in a struck bar
ATTACK_S = 0.005  # without it the loudspeaker clicks


def chime(rate: int) -> Samples:
    """Return ding-dong, peaking below full scale."""
    data = array("h")
    for tone_hz in TONES_HZ:
        data.extend(_sample(tone_hz, index / rate) for index in range(round(TONE_S * rate)))
    return Samples(rate, data)


def _sample(tone_hz: float, at_s: float) -> int:
    envelope = min(1.0, at_s / ATTACK_S) * math.exp(-at_s / DECAY_S) * min(1.0, (TONE_S - at_s) / (10 * ATTACK_S))
    tone = sum(share * math.sin(2 * math.pi * tone_hz * multiple * at_s) for multiple, share in OVERTONES)
    return int(FULL_SCALE * envelope * tone)

"""Speech from the controller's own sound card."""

from drivers.announcer.sound.conversation import open_sound
from drivers.announcer.sound.settings import SoundSettings
from drivers.contract import Capability, DriverSpec, Where

SPEC = DriverSpec(
    kind="announcer.sound",
    title="Loudspeaker at the controller's own sound card (ALSA)",
    settings=SoundSettings,
    capabilities=frozenset({Capability.SPEAKS}),
    where=frozenset({Where.LOCAL}),
    open=open_sound,
    repairs={
        "no_sound": "Plug in the sound card or USB loudspeaker, see that aplay -L lists it, and set `device` to its "
        "name there; the daemon's user must be in the group audio.",
        "voice_missing": "Only the chime sounds. Install espeak-ng, or set `pack` to a folder of recordings that has "
        "every word of a call.",
        "bad_pack": "Correct the folder of recordings named in `pack`: 16-bit WAV files, one word each.",
    },
)

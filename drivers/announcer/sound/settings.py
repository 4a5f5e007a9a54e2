"""What a configuration may say about speech from the controller's own sound card."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, field_validator

ALSA = "alsa"
FILE = "file:"


class SoundSettings(BaseModel):
    """Works as it stands where the machine has a sound card and espeak-ng."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    device: str = Field(default="default", min_length=1, description="ALSA's name of the output, as aplay -L lists it.")
    sink: str = Field(default=ALSA, description='"alsa", or "file:FOLDER" to write each call as a WAV file instead.')
    pack: Path | None = Field(default=None, description="Folder of recordings (0.wav, A.wav, 请.wav …) used first.")
    cache: Path | None = Field(default=None, description="Folder that keeps synthesised clips over a restart.")
    rate: int = Field(default=22050, ge=8000, le=48000, description="Samples a second of what is played.")
    speed: int = Field(default=150, ge=80, le=300, description="Words a minute of the synthesised voice.")
    volume: int = Field(default=90, ge=1, le=100, description="Per cent of full scale.")
    has_chime: bool = Field(default=True, description="Two tones before each call.")
    is_one_yao: bool = Field(default=False, description="In ticket numbers say 幺 for 1, as on the telephone.")

    @field_validator("sink")
    @classmethod
    def _known_sink(cls, sink: str) -> str:
        if sink != ALSA and not (sink.startswith(FILE) and len(sink) > len(FILE)):
            raise ValueError('a sink is "alsa" or "file:FOLDER"')
        return sink

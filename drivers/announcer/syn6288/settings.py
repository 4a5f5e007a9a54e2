"""What a configuration may say about a SYN6288 voice board; its speed stands in the link's address."""

from enum import Enum

from pydantic import BaseModel, ConfigDict, Field


class Digits(Enum):
    """How the board is made to say a ticket's digits one by one."""

    TAGS = "tags"  # [n1] before the number
    CHARACTERS = "characters"  # written out in Chinese, for boards that do not heed tags


class SynSettings(BaseModel):
    """Volumes and speed as the board counts them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    volume: int = Field(default=10, ge=0, le=16, description="Loudness of the voice.")
    speed: int = Field(default=4, ge=0, le=5, description="Speed of the voice.")
    music: int = Field(default=0, ge=0, le=15, description="Background music while it speaks; 0 is none.")
    music_volume: int = Field(default=4, ge=0, le=16, description="Loudness of the background music.")
    digits: Digits = Digits.TAGS
    tone: str | None = Field(
        default=None,
        pattern=r"^(sound[a-y]|msg[a-h]|ring[a-o])$",
        description="One of the board's own sounds before each call.",
    )

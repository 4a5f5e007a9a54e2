"""What a configuration may say about a SAM_V card reader."""

from enum import Enum

from pydantic import BaseModel, ConfigDict, Field


class Presence(Enum):
    """How to tell that a card which was read still lies there; firmwares differ."""

    ADDITIONAL_ADDRESS = "additional_address"  # the card answers a question about its additional address
    FIND = "find"  # the reader goes on finding it
    AUTO = "auto"  # the first that works for the card that was just read


class SamSettings(BaseModel):
    """Defaults suit every reader known; nothing need be set."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    poll_s: float = Field(default=0.25, ge=0.1, le=2.0, description="Seconds between two looks for a card.")
    read_attempts: int = Field(default=3, ge=1, le=5, description="Tries with one card before it is called unreadable.")
    presence: Presence = Presence.AUTO
    read_additional_address: bool = Field(default=False, description="Also read the newest additional address.")
    max_rf_bytes: int | None = Field(
        default=None, ge=0x10, le=0xFF, description="Told to the reader once after opening; 80 helps some old readers."
    )

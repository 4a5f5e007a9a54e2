"""What the configuration says of one keypad on the FF68 bus."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from drivers.contract import Key


def _spaceless_upper(raw_code: object) -> object:
    return raw_code.replace(" ", "").upper() if isinstance(raw_code, str) else raw_code


KeyCode = Annotated[str, BeforeValidator(_spaceless_upper), Field(pattern=r"^([0-9A-F]{2}){1,6}$")]
"""The bytes that a key sends, in hex; a key that is sent in two parts, such as 06 then 0F, is written 060F."""

PUBLISHED_KEYS: dict[str, Key] = {
    "0C": Key.NEXT,
    "0D": Key.RECALL,
    "0B": Key.RATE,
    "0E": Key.CANCEL,
    "12": Key.PAUSE,
    "13": Key.TRANSFER,
    "060F": Key.MISS,
    "000F": Key.PARK,
    "030F": Key.RESUME,
    "0F": Key.CALL_NUMBER,
}


class CallerSettings(BaseModel):
    """Address, keys and patience of one keypad; durations in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: int = Field(default=1, ge=0, le=255)
    keys: dict[KeyCode, Key] = PUBLISHED_KEYS
    key_command: int | None = Field(default=None, ge=0, le=255)
    repeat_s: float = Field(default=1.0, ge=0, le=10)
    digit_repeat_s: float = Field(default=0.2, ge=0, le=10)
    digits_expire_s: float = Field(default=10.0, gt=0)

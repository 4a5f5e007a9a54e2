"""What the configuration says of one BX-K strip."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Colour = Literal["red", "green", "yellow"]
EffectName = Literal["static", "instant", "left", "right", "up", "down"]
DEVICE_TYPES = {
    "any": 0xFE,
    "5K1": 0x51,
    "5K2": 0x58,
    "5MK1": 0x54,
    "5MK2": 0x53,
    "5K1Q-YY": 0x5C,
    "6K1": 0x61,
    "6K2": 0x62,
    "6K3": 0x63,
    "6K1-YY": 0x64,
    "6K2-YY": 0x65,
    "6K3-YY": 0x66,
    "6K1-4G": 0x67,
    "6K2-4G": 0x68,
}  # the byte by which a packet names the card it is for

EVERY_CARD_SILENT = 0xFFFF


class BxkSettings(BaseModel):
    """Address, geometry and manner of one strip; sizes in pixels, durations in seconds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: int = Field(default=1, ge=1, le=EVERY_CARD_SILENT)
    width: int = Field(default=256, ge=8, le=4096)
    height: int = Field(default=32, ge=8, le=512)
    x_unit: Literal[1, 8] = 8
    lines: int = Field(default=1, ge=1, le=8)

    effect: EffectName = "static"
    long_effect: EffectName = "left"
    speed: int = Field(default=1, ge=0, le=18)
    stay_s: float = Field(default=5.0, ge=0, le=127.5)
    align: Literal["left", "center", "right"] = "left"
    vertical: Literal["top", "middle", "bottom"] = "top"

    charset: Literal["gbk", "gb2312"] = "gbk"
    font_px: int = Field(default=16, ge=8, le=128)
    chinese_font: int | None = Field(default=None, ge=0, le=999)
    latin_font: int | None = Field(default=None, ge=0, le=999)
    call_colour: Colour | None = None
    state_colour: Colour | None = None

    area: int = Field(default=0, ge=0, le=31)
    resend_s: float = Field(default=300.0, ge=0)
    brightness: int | None = Field(default=None, ge=0, le=15)
    set_clock: bool = False

    answers: bool = True
    answer_s: float | None = Field(default=None, gt=0, le=30)
    retries: int = Field(default=2, ge=0, le=10)

    card: str = "any"
    areas_go_first: bool = False
    barcode: str = Field(default="", pattern=r"^([0-9A-Fa-f]{32})?$")
    names_length: bool = False

    @field_validator("card")
    @classmethod
    def _is_a_known_card(cls, card: str) -> str:
        if card not in DEVICE_TYPES:
            msg = f"unknown card {card!r}; known are {', '.join(DEVICE_TYPES)}"
            raise ValueError(msg)
        return card

    @model_validator(mode="after")
    def _fits_its_unit(self) -> Self:
        if self.width % self.x_unit:
            msg = f"width {self.width} is no multiple of x_unit {self.x_unit}"
            raise ValueError(msg)
        return self

    @property
    def is_answered(self) -> bool:
        """Whether anybody answers at this address."""
        return self.answers and self.address != EVERY_CARD_SILENT

"""What the configuration says of one rating box on the FF68 bus."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

KeyByte = Annotated[int, Field(ge=0, le=255)]
Level = Annotated[int, Field(ge=1, le=5)]


class EvaluatorSettings(BaseModel):
    """Address of one box and what its keys mean: key byte to level, 5 very satisfied to 1 very dissatisfied."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: int = Field(default=1, ge=0, le=255)
    key_levels: dict[KeyByte, Level] = {0: 5, 1: 4, 2: 3, 3: 2}
    stars: int | None = Field(default=None, ge=0, le=255)
    repeat_s: float = Field(default=1.0, ge=0, le=10)

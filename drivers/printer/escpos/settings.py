"""What may be configured of an ESC/POS printer; the defaults fit most, the rest is for what varies between models."""

from enum import Enum
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

DOTS_OF_PAPER = {58: 384, 80: 576}  # 203 dots an inch: 48 mm and 72 mm of it can be printed on


class Mode(Enum):
    """How a slip becomes bytes."""

    AUTO = "auto"  # text on slow serial lines and where no Chinese font is found, raster otherwise
    TEXT = "text"  # letters of the printer's own font: small jobs, needs a printer with a Chinese font
    RASTER = "raster"  # a picture: any character, the same on every printer, larger jobs


class Cut(Enum):
    """What happens at the end of a ticket."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class CutCommand(Enum):
    """Which command cuts: GS V is the standard one, ESC i and ESC m are what some clones know instead."""

    GS_V = "gs_v"
    ESC_I_M = "esc_i_m"


class FenceChoice(Enum):
    """How the end of a ticket is proven; AUTO finds out what the printer answers."""

    AUTO = "auto"
    PROCESS_ID = "process_id"  # GS ( H, answered with the job's own id
    STATUS = "status"  # GS r, answered in its turn
    NONE = "none"  # nothing queued is answered: presumed after the time that printing takes


class Charset(Enum):
    """Which Chinese characters the printer's own font has; AUTO asks the printer, else GBK."""

    AUTO = "auto"
    GB2312 = "gb2312"
    GBK = "gbk"
    GB18030 = "gb18030"


class EscposSettings(BaseModel):
    """Settings of one printer, as in its `[[device]]` table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    width_mm: Literal[58, 80] = 80
    mode: Mode = Mode.AUTO
    font: Path | None = None  # a font file with Chinese characters, where the usual places hold none
    cut: Cut = Cut.FULL
    cut_command: CutCommand = CutCommand.GS_V
    fence: FenceChoice = FenceChoice.AUTO
    charset: Charset = Charset.AUTO
    qr: Literal["native", "raster"] = "native"  # in text mode: the printer's own QR command, or a picture of it
    strip_rows: int = Field(default=128, ge=24, le=255)  # rows of one raster command; some boards lose long ones
    has_near_end_sensor: bool = True  # false where those bits are fixed and mean nothing
    sets_bit7: bool = False  # true where a ticket waiting in the mouth sets bit 7 of the status, normally fixed 0
    poll_s: float = Field(default=3.0, ge=0.5, le=60)  # how often an idle printer is asked for its state

    @property
    def dots(self) -> int:
        """Printable dots across."""
        return DOTS_OF_PAPER[self.width_mm]

    @property
    def columns(self) -> int:
        """Cells of 12 dots across; a Chinese character takes two."""
        return self.dots // 12

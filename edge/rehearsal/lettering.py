"""Letters for pictures: a font with Chinese characters where this machine has one, else Pillow's own."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

# As Debian's packages fonts-noto-cjk, fonts-wqy-zenhei and fonts-wqy-microhei put them.
PLACES = (
    Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"),
    Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc"),
)
SIMPLIFIED = 2  # the face with the mainland's letter shapes in Noto's collection; others have fewer faces


@dataclass(frozen=True, slots=True)
class Lettering:
    """The font of one picture."""

    path: Path | None  # None: Pillow's own, which has no Chinese

    @property
    def is_chinese(self) -> bool:
        """Whether Chinese words can be written with it."""
        return self.path is not None

    def font(self, size: int) -> Font:
        """Return it in a size, pixels."""
        return _font(self.path, size)


def find_lettering(places: tuple[Path, ...] = PLACES) -> Lettering:
    """Return the first font that is there; reads the disk."""
    return Lettering(next((path for path in places if os.access(path, os.R_OK)), None))


@cache
def _font(path: Path | None, size: int) -> Font:
    if path is None:
        return ImageFont.load_default(size)
    index = SIMPLIFIED if path.name.startswith("NotoSansCJK") else 0
    return ImageFont.truetype(str(path), size, index=index)

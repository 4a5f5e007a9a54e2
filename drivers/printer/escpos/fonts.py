"""Finding a font file with Chinese characters on this machine."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

# As Debian's packages fonts-noto-cjk, fonts-wqy-zenhei, fonts-wqy-microhei, fonts-droid-fallback put them;
# regular, then bold.
_PLACES = (
    ("opentype/noto/NotoSansCJK-Regular.ttc", "opentype/noto/NotoSansCJK-Bold.ttc"),
    ("opentype/noto/NotoSansCJKsc-Regular.otf", "opentype/noto/NotoSansCJKsc-Bold.otf"),
    ("truetype/wqy/wqy-zenhei.ttc", ""),
    ("truetype/wqy/wqy-microhei.ttc", ""),
    ("truetype/droid/DroidSansFallbackFull.ttf", ""),
)
_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
_MOST_FACES = 10  # of one collection file


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face of a font file, by its index in a collection."""

    path: Path
    index: int = 0


@dataclass(frozen=True, slots=True)
class FontFiles:
    """The faces a picture is drawn with; without a bold one the regular one is thickened."""

    regular: FontFile
    bold: FontFile | None = None


def find_fonts(override: Path | None) -> FontFiles | None:
    """Return the configured font, else the first of the usual ones, else None; reads the disk."""
    if override is not None:
        return FontFiles(_simplified(override)) if os.access(override, os.R_OK) else None
    for folder in _FOLDERS:
        for regular, bold in _PLACES:
            if os.access(folder / regular, os.R_OK):
                has_bold = bool(bold) and os.access(folder / bold, os.R_OK)
                return FontFiles(_simplified(folder / regular), _simplified(folder / bold) if has_bold else None)
    return None


@cache
def _simplified(path: Path) -> FontFile:
    """Pick the face with the mainland's letter shapes from a collection of several regions' shapes."""
    from PIL import ImageFont  # noqa: PLC0415 - 7 MB that a hall without a printer does not load

    for index in range(_MOST_FACES):
        try:
            family = ImageFont.truetype(str(path), 16, index=index).getname()[0] or ""
        except OSError:
            break
        if family.endswith(" SC"):
            return FontFile(path, index)
    return FontFile(path)

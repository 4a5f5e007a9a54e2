"""QR codes: how large their dots may be, their picture, and the printer's own command for them."""

import logging
import shutil
from functools import cache
from typing import Any

from PIL import Image

QUIET_ZONE = 4  # modules of white around the code, as its standard asks
LARGEST_MODULE, SMALLEST_MODULE = 7, 3  # dots; 6 and more read well from a folded ticket
# Bytes that fit versions 1, 2, … at error correction M.
_CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)


def picture(data: str, dots: int) -> Image.Image:
    """Return the code with its quiet zone, no wider than `dots`, ink as 1."""
    import qrcode  # noqa: PLC0415 - only a hall that prints needs it

    code = qrcode.QRCode(border=0, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(data.encode())
    code.make()
    matrix: list[list[bool]] = code.get_matrix()
    modules = len(matrix)
    size = module_size(modules, dots)
    small = Image.new("1", (modules, modules))
    small.putdata([int(is_dark) for row in matrix for is_dark in row])
    framed = Image.new("1", ((modules + 2 * QUIET_ZONE) * size,) * 2)
    framed.paste(small.resize((modules * size,) * 2, Image.Resampling.NEAREST), (QUIET_ZONE * size,) * 2)
    return framed


def module_size(modules: int, dots: int) -> int:
    """Return the side of one module in dots for a code of `modules` across on paper `dots` wide."""
    return max(SMALLEST_MODULE, min(LARGEST_MODULE, dots // (modules + 2 * QUIET_ZONE)))


def native(data: str, dots: int) -> bytes:
    """Return the printer's own command (GS ( k, model 2, correction M); the printer adds no quiet zone."""
    length = len(data.encode())
    version = next((number for number, most in enumerate(_CAPACITY, start=1) if length <= most), len(_CAPACITY))
    dummy = _encoder()()
    dummy.qr(data, ec=1, size=module_size(17 + 4 * version, dots), native=True)  # 1: level M
    output: bytes = dummy.output
    return output


def can_be_native(data: str) -> bool:
    """Say whether `data` may travel as it is: no control characters, short enough for any printer."""
    return data.isprintable() and len(data.encode()) <= _CAPACITY[-1]


@cache
def _encoder() -> Any:
    """Import python-escpos's byte builder, undoing what its import does to logging and to the temporary folder."""
    handlers = logging.root.handlers[:]
    from escpos import capabilities  # noqa: PLC0415 - 10 MB and a third of a second, for text mode only
    from escpos.printer import Dummy  # noqa: PLC0415

    logging.root.handlers[:] = handlers
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return Dummy

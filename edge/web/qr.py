"""QR codes for screens, as the path of one SVG line: no picture file, no markup made of data."""

from functools import lru_cache

import qrcode
from qrcode.constants import ERROR_CORRECT_M


@lru_cache(maxsize=256)
def qr_path(data: str) -> tuple[int, str]:
    """Return the side in modules and the path, without the quiet zone: runs of dark modules, one wide."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(data)
    code.make(fit=True)
    rows = code.get_matrix()
    return len(rows), "".join(_row(y, row) for y, row in enumerate(rows))


def _row(y: int, row: list[bool]) -> str:
    runs, start = [], None
    for x, is_dark in enumerate([*row, False]):
        if is_dark and start is None:
            start = x
        elif not is_dark and start is not None:
            runs.append(f"M{start} {y}.5h{x - start}")
            start = None
    return "".join(runs)

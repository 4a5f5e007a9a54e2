"""QR codes for screens, as the path of one SVG line: no picture file, no markup made of data."""

from functools import lru_cache

_MASK = 0  # any of the eight can be read; to find the prettiest would hold up the loop for 4 ms a ticket


@lru_cache(maxsize=256)
def qr_path(data: str) -> tuple[int, str]:
    """Return the side in modules and the path, without the quiet zone: runs of dark modules, one wide."""
    import qrcode  # noqa: PLC0415 - with the picture library behind it, 4 MB that a hall without tickets does not load

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=_MASK)
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

"""A picture of black and white dots to raster commands: in strips, without its blank rows and right margin."""

from collections.abc import Iterator

from PIL import Image

from drivers.printer.escpos import commands
from drivers.printer.escpos.lookalikes import without_lookalikes

_WORTH_FEEDING = 8  # blank rows; fewer are sent as dots, which costs less time than stopping
_UNLUCKY = 48  # some boards lose their place after a raster whose height is a multiple of it


def strips(picture: Image.Image, most_rows: int) -> list[bytes]:
    """Return commands that print `picture` (mode "1", ink 1), in pieces of about `most_rows` rows.

    Between two pieces, and never inside one, the printer may be asked for its state.
    """
    pieces: list[bytes] = []
    piece, rows_in_piece = b"", 0
    for command, rows in _commands(picture, most_rows):
        piece += command
        rows_in_piece += rows
        if rows_in_piece >= most_rows:
            pieces.append(piece)
            piece, rows_in_piece = b"", 0
    return [*pieces, piece] if piece else pieces


def _commands(picture: Image.Image, most_rows: int) -> Iterator[tuple[bytes, int]]:
    stride = (picture.width + 7) // 8
    dots = picture.tobytes()
    rows = [dots[start : start + stride].rstrip(b"\0") for start in range(0, len(dots), stride)]
    start = 0
    for first, last in _inked(rows):
        if first > start:
            yield commands.feed_rows(first - start), 0
        start = first
        while start < last:
            end = _end_of_strip(start, last, most_rows)
            yield _raster(rows[start:end]), end - start
            start = end
    if start < len(rows):
        yield commands.feed_rows(len(rows) - start), 0


def _inked(rows: list[bytes]) -> Iterator[tuple[int, int]]:
    """Yield runs of rows with ink in them, joined over gaps too small to be fed."""
    first = last = -1
    for number, row in enumerate(rows):
        if not row:
            continue
        if first >= 0 and number - last >= _WORTH_FEEDING:
            yield first, last
            first = -1
        if first < 0:
            first = number
        last = number + 1
    if first >= 0:
        yield first, last


def _end_of_strip(start: int, last: int, most_rows: int) -> int:
    height = min(last - start, most_rows)
    return start + (height if height % _UNLUCKY else height - 1)


def _raster(rows: list[bytes]) -> bytes:
    width = max(1, *(len(row) for row in rows))
    return commands.raster(width, without_lookalikes(b"".join(row.ljust(width, b"\0") for row in rows)))

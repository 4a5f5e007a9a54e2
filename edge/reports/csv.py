"""A table of a report as a file for a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from edge.reports.tables import Cell, Row
from edge.texts.columns import column

MARK = "\ufeff"  # without it Excel takes UTF-8 for the local code page
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would calculate what begins with one of these


def write(rows: Iterable[Row], language: str = "zh") -> str:
    """Return the rows as CSV with a head; "" if there are none."""
    rows = list(rows)
    if not rows:
        return ""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column(name, language) for name in rows[0]])
    writer.writerows([[_said(cell) for cell in row.values()] for row in rows])
    return MARK + text.getvalue()


def _said(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

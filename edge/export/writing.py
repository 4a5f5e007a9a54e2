"""Rows as text: a table with commas, or JSON."""

import csv
import io
import json
from collections.abc import Sequence
from enum import Enum

from edge.export.rating_rows import Row


class Format(Enum):
    """How rows are written."""

    CSV = "csv"
    JSON = "json"


_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(rows: Sequence[Row], how: Format) -> str:
    """Return the rows as text; every row has the same fields."""
    if how is Format.JSON:
        return json.dumps(list(rows), ensure_ascii=False, indent=1) + "\n"
    text = io.StringIO()
    if rows:
        table = csv.DictWriter(text, list(rows[0]), lineterminator="\r\n")
        table.writeheader()
        table.writerows({name: _harmless(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def _harmless(value: str) -> str:
    """Return what a spreadsheet shows instead of doing it: citizens write what they like."""
    return f"'{value}" if value.startswith(_FORMULA) else value

"""What a measurement says, and how a table of them looks."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One number; `reference` is what the bare machinery did in the same run, in the same unit."""

    name: str
    value: float
    unit: str
    reference: float | None = None
    target: float | None = None
    is_floor: bool = False  # the target must be reached, not stayed under

    @property
    def is_met(self) -> bool | None:
        """Whether the target was met, None where there is none."""
        if self.target is None:
            return None
        return self.value >= self.target if self.is_floor else self.value <= self.target


def table(rows: Sequence[Row]) -> str:
    """Return the rows as aligned lines with a heading."""
    cells = [("measured", "value", "unit", "bare", "target", "")]
    for row in rows:
        bound = "" if row.target is None else f"{'≥' if row.is_floor else '≤'} {_short(row.target)}"
        verdict = {None: "", True: "met", False: "MISSED"}[row.is_met]
        bare = "" if row.reference is None else _short(row.reference)
        cells.append((row.name, _short(row.value), row.unit, bare, bound, verdict))
    widths = [max(len(line[column]) for line in cells) for column in range(6)]
    return "\n".join(_line(line, widths) for line in cells)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, value, unit, bare, bound, verdict = cells
    numbers = f"{value:>{widths[1]}} {unit:<{widths[2]}}  {bare:>{widths[3]}}  {bound:>{widths[4]}}"
    return f"{name:<{widths[0]}}  {numbers}  {verdict}".rstrip()


def _short(number: float) -> str:
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.3g}"

"""The tally as a table for a terminal; waits in minutes."""

from collections.abc import Mapping, Sequence
from math import ceil

from edge.replay.tally import Key, Row

COUNTED = ("taken", "served", "missed", "void")
RATINGS = ("given", "declined", "timed out", "failed")
HEAD = ("day", "service", "class", *COUNTED, "mean", "p50", "p95", "max", "over", *RATINGS)
NAMES = 3  # columns of words, which stand at the left


def table(rows: Mapping[Key, Row]) -> str:
    """Return one line for each day, service and class, in this order."""
    lines: list[tuple[str, ...]] = [HEAD]
    for day, service, ticket_class in sorted(rows, key=lambda key: (key[0], key[1], key[2].value)):
        row = rows[day, service, ticket_class]
        counts = [str(row.counts[name]) for name in COUNTED]
        ratings = [str(row.counts[name]) for name in RATINGS]
        lines.append((day, service, ticket_class.value, *counts, *_waits(row.waits_s), str(row.over), *ratings))
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def percentile(values: Sequence[float], part: float) -> float:
    """Return the smallest of the sorted `values` that at least `part` of them do not exceed."""
    return values[max(0, ceil(part * len(values)) - 1)]


def _waits(waits_s: Sequence[float]) -> tuple[str, str, str, str]:
    if not waits_s:
        return "–", "–", "–", "–"
    ordered = sorted(waits_s)
    told = (sum(ordered) / len(ordered), percentile(ordered, 0.5), percentile(ordered, 0.95), ordered[-1])
    mean, median, late, longest = (f"{seconds / 60:.1f}" for seconds in told)
    return mean, median, late, longest


def _line(words: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        word.ljust(width) if column < NAMES else word.rjust(width)
        for column, (word, width) in enumerate(zip(words, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()

"""A comparison as a table for a terminal; waits in minutes."""

from collections.abc import Iterator, Sequence

from edge.rehearsal.comparison import CLASS_TITLES, Comparison
from edge.rehearsal.result import Spread

HEAD = ("service", "class", "policy", "n", "mean", "p50", "p95", "max", "over")
NAMES = 3  # columns of words, which stand at the left
ALL = "all"


def table(comparison: Comparison, *, has_services: bool = True) -> str:
    """Return a line for each class and policy, and then for each service; a blank line between groups."""
    lines = [HEAD, *_lines(comparison, has_services=has_services)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def _lines(comparison: Comparison, *, has_services: bool) -> Iterator[tuple[str, ...]]:
    for service, kind in comparison.keys():  # noqa: SIM118 - a comparison is no mapping
        if service and not has_services:
            continue
        yield ("",) * len(HEAD)
        for title, spread in comparison.lines((service, kind)):
            yield (service or ALL, CLASS_TITLES[kind].english, title.english, *numbers(spread))


def numbers(spread: Spread | None) -> tuple[str, ...]:
    """Return n, mean, p50, p95, max and over as text; a dash where nobody waited."""
    if spread is None:
        return ("0", *("–",) * 5)
    minutes = (spread.mean_s, spread.p50_s, spread.p95_s, spread.max_s)
    return (count(spread.n), *(f"{seconds / 60:.1f}" for seconds in minutes), count(spread.over))


def count(number: float) -> str:
    """Return a count, with one digit behind the point where it is an average."""
    return f"{number:.0f}" if float(number).is_integer() else f"{number:.1f}"


def _line(words: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        word.ljust(width) if column < NAMES else word.rjust(width)
        for column, (word, width) in enumerate(zip(words, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()

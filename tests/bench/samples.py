"""Many measurements of one thing as two rows: what is usual, and what happens to one in a hundred."""

from collections.abc import Sequence
from statistics import median, quantiles

from tests.bench.rows import Row


def median_ms(samples_s: Sequence[float]) -> float:
    """Return the median in milliseconds."""
    return median(samples_s) * 1000


def p99_ms(samples_s: Sequence[float]) -> float:
    """Return what 99 of 100 stay under, in milliseconds."""
    return quantiles(samples_s, n=100, method="inclusive")[98] * 1000


def latency_rows(
    name: str, samples_s: Sequence[float], bare_s: Sequence[float], target_ms: float | None = None
) -> list[Row]:
    """Return median and 99th percentile beside those of the bare reference; the target holds for the latter."""
    return [
        Row(f"{name}, median", median_ms(samples_s), "ms", median_ms(bare_s)),
        Row(f"{name}, p99 of {len(samples_s)}", p99_ms(samples_s), "ms", p99_ms(bare_s), target_ms),
    ]

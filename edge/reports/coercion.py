"""Signs that ratings are not the citizens' own: pressed for them, asked of them, or only of some of them.

A sign is a reason to look, not a proof: a box out of order and a clerk who presses it look alike in figures. Each has
a number of ratings below which nothing is said, and a share from which on it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from edge.reports.figures import Figures, Report

QUICK_S = 2.0  # nobody reads five levels and chooses in less


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on something is a sign; shares are of 1."""

    least: int = 20  # ratings opened, or given, below which a window is not judged
    quick_best: float = 0.5  # of the ratings given: best within QUICK_S of being asked
    all_best: float = 0.99  # of the ratings given
    unanswered: float = 0.8  # of the ratings opened, where the other windows together stay below half of it
    only_here: float = 2.0  # share of all ratings given over share of all opened
    stray_keys: float = 0.2  # keys with nothing to rate, over ratings given
    cut_short: float = 0.2  # of the ratings opened: the next one was opened before anybody had answered


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that stands out at one window."""

    code: str
    window: int
    share: float  # of 1; of `only_here` how many times its part
    count: int  # of ratings, or keys, that make it up


def signs(report: Report, limits: Thresholds = Thresholds()) -> list[Sign]:
    """Return everything that stands out on these days, by window."""
    return [
        sign for number in sorted(report.windows) for sign in _of_window(number, report, limits) if sign is not None
    ]


def _of_window(number: int, report: Report, limits: Thresholds) -> Iterator[Sign | None]:
    mine = report.windows[number].figures
    opened, given = mine.counts["rating.opened"], mine.counts["rating.given"]
    if given >= limits.least:
        yield _sign("quick_best", number, mine.counts["sign.quick_best"], given, limits.quick_best)
        yield _sign("all_best", number, mine.levels[5], given, limits.all_best)
        yield _only_here(number, mine, report.whole, limits)
    if opened >= limits.least:
        yield _unanswered(number, mine, report.whole, limits)
        yield _sign("cut_short", number, mine.counts["sign.cut_short"], opened, limits.cut_short)
    if mine.counts["rating.ignored"] >= limits.least:
        yield _sign("stray_keys", number, mine.counts["rating.ignored"], max(given, 1), limits.stray_keys)


def _sign(code: str, window: int, count: int, of: int, limit: float) -> Sign | None:
    share = count / of
    return Sign(code, window, share, count) if share >= limit else None


def _unanswered(window: int, mine: Figures, whole: Figures, limits: Thresholds) -> Sign | None:
    silent, opened = _silent(mine), mine.counts["rating.opened"]
    others_opened = whole.counts["rating.opened"] - opened
    others = (_silent(whole) - silent) / others_opened if others_opened else 1.0
    return _sign("unanswered", window, silent, opened, limits.unanswered) if others < limits.unanswered / 2 else None


def _only_here(window: int, mine: Figures, whole: Figures, limits: Thresholds) -> Sign | None:
    opened, all_opened = mine.counts["rating.opened"], whole.counts["rating.opened"]
    given, all_given = mine.counts["rating.given"], whole.counts["rating.given"]
    times = (given / all_given) / (opened / all_opened) if opened and all_given else 0.0
    return Sign("only_here", window, times, given) if times >= limits.only_here else None


def _silent(figures: Figures) -> int:
    return figures.counts["rating.timed_out"] + figures.counts["rating.failed"]

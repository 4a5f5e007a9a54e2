"""How true estimates were, as a table: mean error, told too little, and how often the range held."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from edge.hall.terms import TicketClass
from edge.hall.waits.bands import AIM
from edge.rehearsal.comparison import CLASS_TITLES
from edge.rehearsal.estimates import Guessed, Played, follow_one_another, play
from edge.rehearsal.halls import HallOfChance

TOO_LITTLE_S = 300.0
HEAD = ("", "waits", "mean error", "over 5 min too little", "in range", "5 min beyond it", "range")

Guess = Callable[[Guessed], float | None]
"""What one way said of a wait, in seconds."""


@dataclass(frozen=True, slots=True)
class Truth:
    """How one way of estimating came out; shares of the waits, None for one that tells no range."""

    waits: int
    error_min: float
    too_little: float  # waited more than five minutes longer than the likeliest wait it gave
    in_range: float | None = None
    beyond: float | None = None  # waited more than five minutes longer than the range's upper end
    width_min: float | None = None


def truth(guessed: Iterable[Guessed], guess: Guess) -> Truth:
    """Return how true a single number was."""
    pairs = [(one.actual_s, said) for one in guessed if (said := guess(one)) is not None]
    errors = [actual_s - said for actual_s, said in pairs]
    too_little = sum(error > TOO_LITTLE_S for error in errors)
    return Truth(len(pairs), fmean(map(abs, errors)) / 60, too_little / len(pairs))


def told_truth(guessed: Sequence[Guessed]) -> Truth:
    """Return how true the told ranges and their likeliest waits were."""
    number = truth(guessed, lambda one: one.told.expected_s)
    held = [one.told.low_min * 60 <= one.actual_s <= one.told.high_min * 60 for one in guessed]
    beyond = [one.actual_s > one.told.high_min * 60 + TOO_LITTLE_S for one in guessed]
    widths = [one.told.high_min - one.told.low_min for one in guessed]
    return Truth(number.waits, number.error_min, number.too_little, fmean(held), fmean(beyond), fmean(widths))


def table(hall: HallOfChance, days: int) -> str:
    """Play so many drawn days one after the other, and return how true each way of estimating was."""
    known = _compared(asyncio.run(play(follow_one_another(hall, days))))
    rows = [("told: the order rule walked forward", told_truth(known))]
    if hall.lunch is not None:
        blind = asyncio.run(play(follow_one_another(hall, days, has_roster=False)))
        rows.append(("the same, lunch not announced", told_truth(_compared(blind))))
    rows.append(("fixed: people ahead x mean / windows", truth(known, lambda one: one.fixed_s)))
    rows.append(("last: the wait of whoever was called last", truth(known, lambda one: one.last_s)))
    classes = {kind: [one for one in known if one.ticket_class is kind] for kind in TicketClass}
    rows += [(f"told to {CLASS_TITLES[kind].english}", told_truth(found)) for kind, found in classes.items() if found]
    head = f"{hall.plan.name}: {hall.tickets:,} tickets, {len(hall.plan.windows)} windows, {days} days in a row"
    note = f"Waits of those who found no window free, in minutes; ranges aim to hold {AIM:.0%} of them."
    return "\n\n".join([head, _lines([HEAD, *(_cells(name, found) for name, found in rows)]), note])


def _compared(played: Played) -> list[Guessed]:
    """Return the waits of which every way had something to say."""
    return [one for one in played.guessed if one.fixed_s is not None and one.last_s is not None]


def _cells(name: str, found: Truth) -> tuple[str, ...]:
    shares = ("–" if share is None else f"{share:.1%}" for share in (found.in_range, found.beyond))
    width = "–" if found.width_min is None else f"{found.width_min:.1f}"
    return (name, f"{found.waits:,}", f"{found.error_min:.2f}", f"{found.too_little:.1%}", *shares, width)


def _lines(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(_line(row, widths) for row in rows)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join([row[0].ljust(widths[0]), *cells]).rstrip()

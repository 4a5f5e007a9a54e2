"""Drawn days under several policies: what `edge_main.py rehearse` prints."""

from collections.abc import Sequence
from pathlib import Path

from edge.hall.policy import Policy
from edge.rehearsal.comparison import Comparison, Played
from edge.rehearsal.drawing import draw_day
from edge.rehearsal.halls import HallOfChance
from edge.rehearsal.picture import draw
from edge.rehearsal.policies import NamedPolicy, Title
from edge.rehearsal.run import rehearse
from edge.rehearsal.table import table


def compare(hall: HallOfChance, policies: Sequence[NamedPolicy], days: int) -> Comparison:
    """Play the same drawn days under each policy; the ceilings to measure by are the defaults."""
    drawn = [draw_day(hall, seed) for seed in range(days)]
    played = [Played(one.title, tuple(rehearse(day, one.policy) for day in drawn)) for one in policies]
    return Comparison(tuple(played), Policy())


def show(hall: HallOfChance, policies: Sequence[NamedPolicy], days: int, picture: Path | None = None) -> str:
    """Return what came of it as text, and draw it; OSError if the picture cannot be written."""
    comparison = compare(hall, policies, days)
    tickets, windows = hall.tickets, len(hall.plan.windows)
    if picture is not None:
        chinese = f"{tickets:,} 张号票、{windows} 个窗口的一天：{days} 天平均，单位分钟"
        english = f"minutes, mean of {days} days"
        draw(comparison, Title(chinese, english), picture)
    results = [result for one in comparison.played for result in one.results]
    calls, broken = sum(result.calls for result in results), [one for result in results for one in result.broken]
    head = f"{hall.plan.name}: {tickets:,} tickets, {windows} windows; the mean of {days} days, waits in minutes"
    over = "over: waited longer than the default ceiling of their class, whatever the policy's own"
    kept = "nobody over the ceiling was passed over, or left while a window that could serve them was free"
    checked = f"{calls:,} calls checked: " + ("; ".join(broken) if broken else kept)
    return "\n\n".join([head, table(comparison, has_services=False), over, checked])

"""A recorded day under another policy: what `edge_main.py replay --policy` prints."""

from collections.abc import Iterator
from pathlib import Path

from edge.hall.plan import Plan
from edge.journal.reading import read_journal
from edge.ports import JournalBroken
from edge.rehearsal.comparison import Comparison, Played
from edge.rehearsal.nearness import nearness
from edge.rehearsal.picture import draw
from edge.rehearsal.policies import NamedPolicy, Title
from edge.rehearsal.recording import NoSuchDayError, Recorded, recorded_day
from edge.rehearsal.result import Result
from edge.rehearsal.run import rehearse
from edge.rehearsal.table import table

RECORDED = Title("实际记录", "recorded")
AGAIN = Title("现行规则，重演", "its own policy, again")

ASSUMES = """\
What a rehearsal assumes: the same people come at the same time for the same services, and need as long at a window as
they did then, whichever window it is. Windows open, pause, close and change as they did then, and clerks take as long
to call as they did then. Who was missed, parked or transferred then is so again, after the same time; who left while
waiting leaves after the same wait. Who was never called is taken to need the mean of their service. Nobody comes,
stays or leaves because of another wait. "recorded" is measured by the ceilings of the present configuration, and
"again" is played under its policy: if the policy was another one on that day, they differ for that reason, too."""


def report(plan: Plan, folder: Path, other: NamedPolicy, name: str = "", picture: Path | None = None) -> str:
    """Return the comparison as text, and draw it.

    NoSuchDayError where there is no journal or no such day in it, OSError if the picture cannot be written. The daemon
    may be running.
    """
    recorded = _recorded(plan, folder, name)
    again, rehearsed = rehearse(recorded.day), rehearse(recorded.day, other.policy)
    columns = ((RECORDED, recorded.result), (AGAIN, again), (other.title, rehearsed))
    comparison = Comparison(tuple(Played(title, (result,)) for title, result in columns), plan.policy)
    if picture is not None:
        title = Title(f"{plan.name} {recorded.name}：不同规则下的等候（分钟）", "waits under another policy, minutes")
        draw(comparison, title, picture)
    head = f"{plan.name} ({plan.id}), {recorded.name}: {len(recorded.day.arrivals)} tickets that waited; minutes"
    over = "over: waited longer than the ceiling that their class has in the present configuration"
    notes = [*_notes(recorded, again, rehearsed), ASSUMES]
    return "\n\n".join([head, table(comparison), over, *notes])


def _recorded(plan: Plan, folder: Path, name: str) -> Recorded:
    try:
        return recorded_day(plan, read_journal(folder), name)
    except FileNotFoundError:
        raise NoSuchDayError(f"there is no journal in {folder}") from None
    except JournalBroken as broken:
        raise NoSuchDayError(f"the journal in {folder} cannot be read to its end: {broken}") from None


def _notes(recorded: Recorded, again: Result, rehearsed: Result) -> Iterator[str]:
    near = nearness(recorded.result, again)
    yield (
        f"Played again under its own policy, {near.near:.0%} of {near.tickets} tickets wait as long as recorded, give "
        f"or take a minute; on average the waits differ by {near.mean_s / 60:.1f} minutes."
    )
    if not recorded.is_whole:
        yield "The day was not closed in this journal: it is played as far as it goes."
    if recorded.by_number:
        yield f"{recorded.by_number} calls were made by number then; here these tickets are called in their turn."
    if recorded.left_out:
        yield f"{recorded.left_out} calls were of tickets kept from an earlier day; they are left out."
    for name, result in (("again", again), ("the other policy", rehearsed)):
        if uncalled := sum(result.uncalled.values()):
            yield f"{name}: {uncalled} tickets are not called before the day ends, and are not in the table."
        if result.refused:
            said = ", ".join(f"{code} ({count})" for code, count in sorted(result.refused.items()))
            yield f"{name}: tickets that the present configuration refuses: {said}."
        if result.broken:
            yield f"{name}: the rules broke a promise: {'; '.join(result.broken)}"

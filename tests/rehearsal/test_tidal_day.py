"""Tidal windows on a simulated day: they open when it is crowded, close when it is not, and shorten the waits."""

from dataclasses import replace

import pytest

from edge.hall.commands import OpenWindow
from edge.hall.terms import Role
from edge.hall.tides import Tides
from edge.journal.memory import MemoryJournal
from edge.rehearsal import Day, Result, county, draw_day, run
from edge.rehearsal.result import spread
from tests.support.campaign import campaign_rounds

TIDAL = (13, 14)


def tidal_day(seed: int, *, has_tides: bool) -> Day:
    """Return a county's day on which two of fourteen windows stay closed unless a tide opens them."""
    hall = county()
    windows = tuple(replace(one, role=Role.TIDAL) if one.number in TIDAL else one for one in hall.plan.windows)
    tides = Tides(windows=TIDAL, open_over_s=900, is_automatic=True) if has_tides else Tides()
    day = draw_day(replace(hall, tickets=560, plan=replace(hall.plan, windows=windows, tides=tides)), seed)
    steps = tuple(step for step in day.steps if step.command.window not in TIDAL)
    assert any(isinstance(step.command, OpenWindow) for step in steps)
    return replace(day, steps=steps)


async def played(seed: int, *, has_tides: bool) -> tuple[Result, list[str]]:
    journal = MemoryJournal()
    result = await run(tidal_day(seed, has_tides=has_tides), journal=journal)
    kinds = []
    async for entry in journal.read(0):
        kinds += [event.kind for event in entry.events]
        if entry.last == journal.tail:
            break
    return result, kinds


@pytest.mark.parametrize("seed", range(campaign_rounds(2, 20)))
async def test_a_tide_shortens_the_waits_of_a_crowded_day(seed: int) -> None:
    with_tides, kinds = await played(seed, has_tides=True)
    without, quiet = await played(seed, has_tides=False)
    assert with_tides.broken == without.broken == ()
    assert "tide.accepted" in kinds
    assert not [kind for kind in quiet if kind.startswith("tide.")]
    one, other = spread(with_tides.waits), spread(without.waits)
    assert one is not None
    assert other is not None
    assert one.p95_s < other.p95_s
    assert kinds.count("tide.accepted") < 20  # openings and closings: two windows do not come and go all day

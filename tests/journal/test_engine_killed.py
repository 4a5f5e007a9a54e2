"""Killed at any instant, a hall goes on where it was: nothing it said is lost, nothing happens twice."""

import asyncio
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from edge.hall.apply import apply
from edge.hall.events import TicketTaken
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from tests.journal.engine_worker import command_of, running_hall
from tests.journal.folders import history
from tests.journal.killing import lines_until_killed
from tests.support.campaign import campaign_rounds
from tests.support.halls import MORNING, plan

KILLS = campaign_rounds(8, 110)


async def look(folder: Path, asked: list[str], told: Mapping[str, Any]) -> None:
    """Ask everything again, and compare hall, journal and answers; the clock stands, so that no deadline interferes."""
    async with running_hall(folder, lambda: MORNING) as (engine, journal):
        assert journal.recovery is None
        for command_id in asked:
            try:
                answer = await engine.submit(command_of(command_id), command_id)
            except Refused:
                assert command_id not in told
            else:
                assert told.get(command_id, answer) == answer
        entries = await history(journal)
        replayed = Hall(plan())
        for entry in entries:
            for event in entry.events:
                apply(replayed, event, entry.at)
        assert replayed.state == engine.hall.state
    done = Counter(entry.command_id for entry in entries)
    assert set(told) <= set(done)
    assert max(done.values(), default=1) == 1
    numbers = Counter(event.number for entry in entries for event in entry.events if isinstance(event, TicketTaken))
    assert max(numbers.values(), default=1) == 1
    serials = Counter(number[0] for number in numbers)
    assert set(numbers) == {f"{prefix}{n:03}" for prefix, count in serials.items() for n in range(1, count + 1)}


def test_no_kill_loses_a_command_repeats_a_number_or_changes_an_answer(tmp_path: Path) -> None:
    told: dict[str, Any] = {}
    for kill in range(KILLS):
        said = lines_until_killed("tests.journal.engine_worker", tmp_path, kill)
        asked = [words[1] for words in said if words[0] == "ask"]
        for _, command_id, raw_answer in (words for words in said if words[0] == "told"):
            answer = json.loads(raw_answer)
            assert told.setdefault(command_id, answer) == answer, kill
        asyncio.run(look(tmp_path, asked, told))
    assert len(told) > KILLS

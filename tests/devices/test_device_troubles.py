"""What is wrong with devices becomes the hall's problems, and ceases to be."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.contract import ConditionsChanged
from drivers.errors import DeviceBusy, LinkLost
from edge.clock import SystemClock
from edge.devices.troubles import TroubleKeeper
from edge.hall import commands as c
from tests.devices.hall_on_paper import Commands
from tests.devices.scripted import Hall, Script, device_of, running
from tests.support.halls import house

SILENT = LinkLost("silent", "no answer")


@asynccontextmanager
async def watched(script: Script, commands: Commands | None = None) -> AsyncIterator[tuple[Commands, Hall]]:
    commands = commands or Commands(house())
    async with running(device_of(script)) as hall:
        keeping = asyncio.create_task(TroubleKeeper(commands, hall.slots, SystemClock()).run())
        try:
            await asyncio.sleep(5)
            yield commands, hall
        finally:
            keeping.cancel()
            await asyncio.wait({keeping})


def problems(commands: Commands) -> set[tuple[str, str]]:
    return set(commands.hall.state.problems)


async def test_a_device_that_is_well_is_no_problem() -> None:
    async with watched(Script()) as (commands, _):
        assert problems(commands) == set()


async def test_a_lost_device_is_one_problem_however_often_it_is_tried() -> None:
    async with watched(Script(openings=[SILENT] * 10)) as (commands, _):
        await asyncio.sleep(40)
        assert problems(commands) == {("silent", "one")}
        assert sum(isinstance(asked, c.RaiseProblem) for asked in commands.asked) == 1
        await asyncio.sleep(600)
        assert problems(commands) == set()


async def test_a_moment_of_absence_is_nothing() -> None:
    script = Script()
    async with watched(script) as (commands, _):
        await script.says.put(SILENT)
        await asyncio.sleep(30)
        assert not any(isinstance(asked, c.RaiseProblem) for asked in commands.asked)


async def test_conditions_and_refusals_are_problems_side_by_side() -> None:
    script = Script(jobs=[DeviceBusy("busy")])
    async with watched(script) as (commands, hall):
        await script.says.put(ConditionsChanged(frozenset({"paper_near_end"})))
        await asyncio.sleep(0.1)
        assert (await hall.slots.act("one", "test"))["outcome"] == "failed"
        await asyncio.sleep(10)
        assert problems(commands) == {("paper_near_end", "one"), ("busy", "one")}
        await hall.slots.act("one", "test")
        await script.says.put(ConditionsChanged(frozenset()))
        await asyncio.sleep(10)
        assert problems(commands) == set()


async def test_a_problem_of_before_the_restart_is_cleared_when_it_is_gone() -> None:
    commands = Commands(house())
    commands.do(c.RaiseProblem("silent", "one"))
    commands.do(c.RaiseProblem("journal_recovered", "journal"))
    async with watched(Script(), commands):
        assert problems(commands) == {("journal_recovered", "journal")}


async def test_it_is_said_again_until_the_journal_takes_it() -> None:
    commands = Commands(house())
    commands.failures = 3
    async with watched(Script(openings=[SILENT] * 99), commands):
        await asyncio.sleep(20)
        assert problems(commands) == {("silent", "one")}

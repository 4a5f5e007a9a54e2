"""What is wrong with a device is a problem of the hall: raised once, cleared once, also over a restart."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.contract import ConditionsChanged
from drivers.errors import LinkLost
from edge.clock import SystemClock
from edge.devices.troubles import TroubleKeeper
from edge.settings.devices import DeviceOff
from tests.devices.scripted import Hall as Devices
from tests.devices.scripted import Script, device_of, running
from tests.engine.engine_house import BROKEN, ScriptedJournal, Wall, engine_on


@asynccontextmanager
async def keeping(
    journal: ScriptedJournal, *scripts: Script, off: tuple[DeviceOff, ...] = ()
) -> AsyncIterator[Devices]:
    names = ("one", "two")
    devices = [device_of(script, name) for script, name in zip(scripts, names, strict=False)]
    async with running(*devices, off=off) as room, engine_on(journal, Wall(), is_open=False) as engine:
        keeper = asyncio.create_task(TroubleKeeper(engine, room.slots, SystemClock()).run())
        await asyncio.sleep(5)
        try:
            yield room
        finally:
            keeper.cancel()
            await asyncio.wait({keeper})


def problems(journal: ScriptedJournal) -> list[str]:
    """What was raised (+) and cleared (-), in order."""
    told = []
    for entry in journal.entries:
        for event in entry.events:
            sign = {"problem.raised": "+", "problem.cleared": "-"}.get(event.kind, "")
            told.append(f"{sign}{getattr(event, 'code', '')}@{getattr(event, 'place', '')}")
    return told


async def test_a_condition_is_raised_once_and_cleared_once() -> None:
    journal, script = ScriptedJournal(), Script()
    async with keeping(journal, script):
        for codes in ({"paper_near_end"}, {"paper_near_end", "cover_open"}, {"cover_open"}, set[str]()):
            await script.says.put(ConditionsChanged(frozenset(codes)))
            await asyncio.sleep(10)
    assert problems(journal) == [
        "+paper_near_end@one",
        "+cover_open@one",
        "-paper_near_end@one",
        "-cover_open@one",
    ]


async def test_a_device_that_is_lost_and_comes_back() -> None:
    journal, script = ScriptedJournal(), Script()
    async with keeping(journal, script, Script()):
        script.openings = [LinkLost("silent")] * 3
        await script.says.put(LinkLost("silent"))
        await asyncio.sleep(300)
    assert problems(journal) == ["+silent@one", "-silent@one"]


async def test_a_device_that_is_back_within_seconds_was_never_a_problem() -> None:
    journal, script = ScriptedJournal(), Script()
    async with keeping(journal, script):
        await script.says.put(LinkLost("link_lost"))
        await asyncio.sleep(60)
    assert problems(journal) == []


async def test_what_was_wrong_before_a_restart_is_neither_raised_again_nor_forgotten() -> None:
    journal = ScriptedJournal()
    for openings in ([LinkLost("silent")] * 99, [LinkLost("silent")] * 99, []):
        async with keeping(journal, Script(openings=list(openings))):
            await asyncio.sleep(60)
    assert problems(journal) == ["+silent@one", "-silent@one"]


async def test_a_device_that_is_configured_wrongly_is_a_problem() -> None:
    journal = ScriptedJournal()
    async with keeping(journal, Script(), off=(DeviceOff("bad", "printer.unknown", ()),)):
        await asyncio.sleep(1)
    assert [one.partition("@")[2] for one in problems(journal)] == ["bad"]


async def test_a_problem_is_told_until_the_journal_has_it() -> None:
    journal = ScriptedJournal()
    journal.failures = [BROKEN] * 4
    async with keeping(journal, Script(openings=[LinkLost("silent")] * 99)):
        await asyncio.sleep(20)
    assert problems(journal) == ["+silent@one"]


async def test_problems_of_a_device_that_is_configured_no_more_are_cleared() -> None:
    journal = ScriptedJournal()
    gone = [LinkLost("silent")] * 99
    async with keeping(journal, Script(), Script(openings=list(gone))):
        await asyncio.sleep(20)
    async with keeping(journal, Script()):
        await asyncio.sleep(20)
    assert problems(journal) == ["+silent@two", "-silent@two"]

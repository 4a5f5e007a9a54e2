import asyncio

from drivers.link import Urgency
from edge.devices.turns import Turns


async def spoken(turns: Turns, said: list[str], name: str, urgency: Urgency) -> None:
    async with turns.turn(urgency):
        said.append(name)
        await asyncio.sleep(1)


async def test_jobs_go_before_health_and_equals_in_order_of_arrival() -> None:
    turns = Turns()
    said: list[str] = []
    async with asyncio.TaskGroup() as group:
        for name, urgency in [
            ("first", Urgency.HEALTH),
            ("health 1", Urgency.HEALTH),
            ("job 1", Urgency.JOB),
            ("health 2", Urgency.HEALTH),
            ("job 2", Urgency.JOB),
        ]:
            group.create_task(spoken(turns, said, name, urgency))
            await asyncio.sleep(0)
    assert said == ["first", "job 1", "job 2", "health 1", "health 2"]


async def test_who_gives_up_waiting_does_not_keep_the_line() -> None:
    turns = Turns()
    said: list[str] = []
    async with asyncio.TaskGroup() as group:
        group.create_task(spoken(turns, said, "first", Urgency.JOB))
        await asyncio.sleep(0)
        tired = group.create_task(spoken(turns, said, "tired", Urgency.JOB))
        group.create_task(spoken(turns, said, "patient", Urgency.JOB))
        await asyncio.sleep(0.5)
        tired.cancel()
    assert said == ["first", "patient"]


async def test_who_is_cancelled_in_the_moment_of_being_given_the_turn_passes_it_on() -> None:
    turns = Turns()
    said: list[str] = []
    async with asyncio.TaskGroup() as group:
        async with turns.turn(Urgency.JOB):
            unlucky = group.create_task(spoken(turns, said, "unlucky", Urgency.JOB))
            group.create_task(spoken(turns, said, "next", Urgency.JOB))
            await asyncio.sleep(0)
        unlucky.cancel()
    assert said == ["next"]


async def test_who_is_cancelled_while_speaking_passes_it_on() -> None:
    turns = Turns()
    said: list[str] = []
    async with asyncio.TaskGroup() as group:
        speaker = group.create_task(spoken(turns, said, "speaker", Urgency.JOB))
        group.create_task(spoken(turns, said, "next", Urgency.JOB))
        await asyncio.sleep(0.5)
        speaker.cancel()
    assert said == ["speaker", "next"]

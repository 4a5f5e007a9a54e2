"""What displays show and announcers say: the newest text, and one call after the other."""

import asyncio

import pytest

from drivers.contract import CallerNotice, Lines, Utterance
from drivers.errors import DeviceBusy, DeviceError, LinkLost
from edge.devices.speech import MOST_WAITING
from tests.devices.scripted import Hall, Script, device_of, running

SILENT = LinkLost("silent", "no answer")


# ---- what is shown


def lines(text: str) -> Lines:
    return Lines((text,))


async def test_only_the_newest_text_waits_for_a_slow_display() -> None:
    script = Script(job_s=1)
    async with running(device_of(script)) as hall:
        for number in range(10):
            hall.slots.show("one", lines(f"A00{number}"))
            await asyncio.sleep(0.2)
        await asyncio.sleep(5)
        assert script.done[0] == lines("A000")
        assert script.done[-1] == lines("A009")
        assert len(script.done) < 5


async def test_the_text_comes_again_after_every_reconnect() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        hall.slots.show("one", lines("A001"))
        hall.slots.notify("one", CallerNotice(waiting=3))
        await asyncio.sleep(1)
        await script.says.put(SILENT)
        await asyncio.sleep(5)
        assert script.done == [lines("A001"), CallerNotice(waiting=3)] * 2


async def test_a_text_for_an_absent_display_is_kept_for_it() -> None:
    script = Script(openings=[SILENT])
    async with running(device_of(script)) as hall:
        hall.slots.show("one", lines("A001"))
        hall.slots.show("one", lines("A002"))
        await asyncio.sleep(5)
        assert script.done == [lines("A002")]


async def test_the_same_text_is_not_sent_twice() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        for _ in range(3):
            hall.slots.show("one", lines("A001"))
            await asyncio.sleep(1)
        assert script.done == [lines("A001")]


async def test_a_busy_display_gets_its_text_later() -> None:
    script = Script(jobs=[DeviceBusy("busy")])
    async with running(device_of(script)) as hall:
        hall.slots.show("one", lines("A001"))
        await asyncio.sleep(1)
        assert (hall.status().state, hall.status().problem) == ("ready", "busy")
        await asyncio.sleep(10)
        assert script.done == [lines("A001")]
        assert hall.status().problem == ""


async def test_after_a_technicians_trial_a_display_shows_its_own_text_again() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        hall.slots.show("one", lines("A001"))
        await asyncio.sleep(1)
        await hall.slots.act("one", "test")
        await asyncio.sleep(1)
        assert script.done[0] == script.done[-1] == lines("A001")
        assert len(script.done) == 3


# ---- what is spoken


async def said(hall: Hall, count: int) -> list[asyncio.Task[None]]:
    tasks = []
    for number in range(count):
        tasks.append(asyncio.create_task(hall.slots.speak("one", Utterance(f"A{number:03}"))))
        await asyncio.sleep(0)
    return tasks


async def test_announcements_are_spoken_one_after_another() -> None:
    script = Script(job_s=4)
    async with running(device_of(script)) as hall:
        await asyncio.wait(await said(hall, 5))
        assert script.done == [Utterance(f"A{number:03}") for number in range(5)]
        assert script.most_at_once == 1


async def test_the_oldest_give_way_when_the_hall_is_far_ahead(caplog: pytest.LogCaptureFixture) -> None:
    script = Script(job_s=4)
    async with running(device_of(script)) as hall:
        tasks = await said(hall, MOST_WAITING + 3)
        await asyncio.wait(tasks)
        assert script.done == [Utterance("A000"), *(Utterance(f"A{n:03}") for n in range(3, MOST_WAITING + 3))]
        dropped = [task.exception() for task in tasks if task.exception()]
        assert [str(error) for error in dropped] == ["speech_dropped: too much to say, or said too late"] * 2
    assert "A001" in caplog.text


async def test_what_comes_a_minute_too_late_is_left_out() -> None:
    script = Script(job_s=50)
    async with running(device_of(script)) as hall:
        *spoken, late = await said(hall, 3)
        await asyncio.wait(spoken)
        with pytest.raises(DeviceBusy, match="speech_dropped"):
            await late
        assert script.done == [Utterance("A000"), Utterance("A001")]


async def test_who_cancels_an_announcement_gives_its_place_away() -> None:
    script = Script(job_s=4)
    async with running(device_of(script)) as hall:
        first, second, third = await said(hall, 3)
        second.cancel()
        await asyncio.sleep(1)
        first.cancel()
        await asyncio.wait({third})
        assert script.done == [Utterance("A002")]


async def test_speech_ends_for_all_when_the_announcer_is_lost() -> None:
    script = Script(job_s=4)
    async with running(device_of(script)) as hall:
        tasks = await said(hall, 3)
        await asyncio.sleep(1)
        await script.says.put(SILENT)
        await asyncio.wait(tasks)
        assert all(isinstance(task.exception(), DeviceError) for task in tasks)

"""The life of a slot, told by what its status says over the hours."""

import asyncio
import logging

import pytest

from drivers.contract import ConditionsChanged, Key, KeyPressed
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from edge.settings.devices import DeviceOff
from edge.settings.problems import ConfigProblem
from tests.devices.scripted import Script, device_of, gaps, running
from tests.support.waiting import until

SILENT = LinkLost("silent", "no answer")


async def test_a_device_that_answers_is_ready() -> None:
    async with running(device_of(Script())) as hall:
        status = hall.status()
        assert (status.state, status.problem, status.info.maker) == ("ready", "", "Script")
        assert status.capabilities == {"prints tickets"}
        assert hall.states() == ["opening", "ready"]


async def test_what_it_says_is_passed_on_with_its_name_and_makes_it_fresh() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        before = hall.status().last_heard
        await asyncio.sleep(1)
        await script.says.put(KeyPressed(Key.NEXT))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert hall.events == [("one", KeyPressed(Key.NEXT))]
        after = hall.status().last_heard
        assert before is not None
        assert after is not None
        assert after >= before


async def test_losses_are_tried_again_ever_more_slowly() -> None:
    script = Script(openings=[SILENT] * 8)
    async with running(device_of(script)) as hall:
        assert hall.status().state == "backoff"
        assert hall.status().problem == "silent"
        await asyncio.sleep(120)
        assert gaps(script) == [0.5, 1, 2, 4, 8, 16, 30, 30]
        assert hall.status().state == "ready"
        assert hall.status().problem == ""


async def test_since_counts_from_the_beginning_of_the_outage_not_from_the_last_try() -> None:
    script = Script(openings=[SILENT, SILENT, SILENT, DeviceBusy("port_in_use"), SILENT])
    async with running(device_of(script)) as hall:
        await asyncio.sleep(30)
    seen = [(status.state, status.problem, status.since) for status in hall.told]
    first_loss, *_ = [since for state, problem, since in seen if (state, problem) == ("backoff", "silent")]
    tries = [since for state, problem, since in seen[:6] if problem == "silent"]
    assert set(tries) == {first_loss}
    assert len(tries) > 3
    busy = [since for state, problem, since in seen if problem == "port_in_use"]
    assert busy[0] > first_loss


async def test_a_busy_device_is_left_alone_for_longer() -> None:
    script = Script(openings=[DeviceBusy("port_in_use")] * 3)
    async with running(device_of(script)) as hall:
        await asyncio.sleep(100)
        assert gaps(script) == [10, 30, 30]
        assert hall.status().state == "ready"


async def test_a_rejected_device_waits_for_a_person() -> None:
    script = Script(openings=[DeviceRejected("wrong_device", "a scale answers")])
    async with running(device_of(script)) as hall:
        await asyncio.sleep(86_400)
        assert hall.status().state == "rejected"
        assert hall.status().repair
        assert len(script.opened_at) == 1
        hall.slots.retry("one")
        await asyncio.sleep(0.1)
        assert hall.status().state == "ready"


async def test_a_person_beats_the_backoff_timer() -> None:
    script = Script(openings=[SILENT] * 6)
    async with running(device_of(script)) as hall:
        await asyncio.sleep(30)
        attempts = len(script.opened_at)
        hall.slots.retry("one")
        await asyncio.sleep(0.1)
        assert len(script.opened_at) == attempts + 1


async def test_a_line_that_breaks_is_opened_again() -> None:
    script = Script()
    async with running(device_of(script, link="tcp://10.0.0.7:9100")) as hall:
        await asyncio.sleep(60)
        hall.lines[0].lose(LinkLost("link_lost", "pulled"))
        await asyncio.sleep(0.1)
        assert (hall.status().state, hall.status().problem) == ("backoff", "link_lost")
        assert not script.is_open
        await asyncio.sleep(1)
        assert hall.states() == ["opening", "ready", "backoff", "opening", "ready"]


async def test_one_that_comes_and_goes_all_the_time_is_tried_ever_more_slowly() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        for _ in range(5):
            await until(lambda: hall.status().state == "ready", timeout_s=60)
            await script.says.put(SILENT)
            await asyncio.sleep(0.1)
        assert hall.status().state == "backoff"
        assert gaps(script)[-1] > gaps(script)[0]


async def test_a_silent_device_is_found_out_by_the_probe() -> None:
    script = Script(probes=[SILENT])
    async with running(device_of(script)) as hall:
        await asyncio.sleep(31)
        assert hall.states() == ["opening", "ready", "backoff", "opening", "ready"]


async def test_a_busy_answer_to_a_probe_is_an_answer() -> None:
    script = Script(probes=[DeviceBusy("paper_out", "no paper")])
    async with running(device_of(script)) as hall:
        await asyncio.sleep(31)
        assert (hall.status().state, hall.status().problem) == ("ready", "paper_out")
        assert hall.status().repair == "Put in a new roll."
        await asyncio.sleep(30)
        assert (hall.status().state, hall.status().problem) == ("ready", "")


async def test_conditions_are_shown_and_end_with_the_session() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        await script.says.put(ConditionsChanged(frozenset({"paper_near_end"})))
        await asyncio.sleep(0.1)
        assert hall.status().conditions == {"paper_near_end"}
        await script.says.put(SILENT)
        await asyncio.sleep(0.1)
        assert hall.status().conditions == frozenset()


async def test_a_bug_in_one_driver_leaves_the_others_alone(caplog: pytest.LogCaptureFixture) -> None:
    buggy, sound = Script(openings=[ZeroDivisionError("oh"), ZeroDivisionError("oh")]), Script()
    async with running(device_of(buggy, "buggy"), device_of(sound, "sound")) as hall:
        assert (hall.status("buggy").state, hall.status("buggy").problem) == ("backoff", "driver_bug")
        assert hall.status("sound").state == "ready"
        await asyncio.sleep(61)
        assert hall.status("buggy").state == "ready"
    assert caplog.text.count("Traceback") == 1


async def test_events_that_end_without_an_error_are_a_bug() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        await script.says.put(ExceptionGroup("two", [SILENT, ZeroDivisionError()]))
        await asyncio.sleep(0.1)
        assert hall.status().problem == "driver_bug"


async def test_an_outage_is_logged_once_when_it_begins_and_once_when_it_ends(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    script = Script(openings=[SILENT] * 20)
    async with running(device_of(script)):
        await asyncio.sleep(1000)
    assert [record.getMessage() for record in caplog.records] == [
        "device one: silent: no answer",
        "device one is back",
    ]


async def test_a_port_that_does_not_exist_is_absent_and_looked_for() -> None:
    script = Script(openings=[LinkLost("device_absent", "/dev/ttyUSB0 does not exist")])
    async with running(device_of(script)) as hall:
        assert hall.status().state == "absent"
        await asyncio.sleep(1)
        assert hall.status().state == "ready"


async def test_a_device_that_is_configured_wrongly_is_off_and_says_why() -> None:
    problem = ConfigProblem('device "two"', 'there is no driver "printer.escpoz"')
    async with running(device_of(Script()), off=(DeviceOff("two", "printer.escpoz", (problem,)),)) as hall:
        status = hall.status("two")
        assert (status.state, status.problem) == ("off", "bad_settings")
        assert "escpoz" in status.detail
        assert hall.status("one").state == "ready"


async def test_a_link_that_cannot_be_understood_keeps_one_device_off() -> None:
    async with running(device_of(Script(), link="serial:///dev/ttyS0?parity=X"), device_of(Script(), "two")) as hall:
        assert (hall.status("one").state, hall.status("one").problem) == ("off", "bad_settings")
        assert hall.status("two").state == "ready"


async def test_stopping_closes_every_device() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        assert (script.is_open, hall.status().state) == (True, "ready")
    assert (script.is_open, hall.status().state) == (False, "off")

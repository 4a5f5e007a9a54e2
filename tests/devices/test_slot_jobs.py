"""What the hall asks of devices, and what it gets."""

import asyncio

import pytest

from drivers.contract import ConditionsChanged, Printed, Slip, Utterance
from drivers.errors import DeviceBusy, DeviceError, DeviceRejected, LinkLost
from edge.hall.refusal import Refused
from edge.settings.devices import DeviceOff
from tests.devices.scripted import Script, device_of, running

SLIP = Slip("job-1", ())
SILENT = LinkLost("silent", "no answer")


async def test_a_ticket_is_printed_and_the_printer_says_how_sure_it_is() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        assert await hall.slots.print("one", SLIP) is Printed.PROVEN
        assert script.done == [SLIP]


async def test_no_job_waits_for_hardware_to_come_back() -> None:
    script = Script(openings=[SILENT] * 9)
    off = DeviceOff("two", "printer.unknown", ())
    async with running(device_of(script), off=(off,)) as hall:
        for name in ("one", "two"):
            with pytest.raises(DeviceBusy, match="device_absent"):
                await hall.slots.print(name, SLIP)
            with pytest.raises(DeviceBusy, match="device_absent"):
                await hall.slots.speak(name, Utterance("请"))
        assert script.done == []


@pytest.mark.parametrize(("greeting_s", "is_printed"), [(2.5, True), (3.5, False)])
async def test_a_citizen_waits_a_moment_for_a_printer_that_is_coming_up(greeting_s: float, is_printed: bool) -> None:
    script = Script(greeting_s=greeting_s)
    async with running(device_of(script)) as hall:
        if is_printed:
            assert await hall.slots.print("one", SLIP) is Printed.PROVEN
        else:
            with pytest.raises(DeviceBusy, match="device_absent"):
                await hall.slots.print("one", SLIP)


async def test_a_refusal_is_the_slots_problem_until_a_job_succeeds() -> None:
    script = Script(jobs=[DeviceBusy("paper_out", "no paper")])
    async with running(device_of(script)) as hall:
        with pytest.raises(DeviceBusy, match="paper_out"):
            await hall.slots.print("one", SLIP)
        assert (hall.status().state, hall.status().problem) == ("ready", "paper_out")
        await asyncio.sleep(100)  # probes that are answered do not put paper in
        assert hall.status().problem == "paper_out"
        await hall.slots.print("one", SLIP)
        assert hall.status().problem == ""


async def test_a_refusal_is_mended_when_the_device_says_that_it_is() -> None:
    script = Script(jobs=[DeviceBusy("paper_out")])
    async with running(device_of(script)) as hall:
        with pytest.raises(DeviceBusy):
            await hall.slots.print("one", SLIP)
        for codes, problem in (({"paper_out"}, "paper_out"), (set(), "")):
            await script.says.put(ConditionsChanged(frozenset(codes)))
            await asyncio.sleep(0.1)
            assert hall.status().problem == problem


async def test_a_printer_that_falls_silent_in_a_job_is_lost() -> None:
    script = Script(jobs=[SILENT])
    async with running(device_of(script)) as hall:
        with pytest.raises(LinkLost, match="silent"):
            await hall.slots.print("one", SLIP)
        await asyncio.sleep(0.1)
        assert (hall.status().state, hall.status().problem) == ("backoff", "silent")


@pytest.mark.parametrize(
    ("end", "error", "code"),
    [
        (SILENT, LinkLost, "silent"),
        (DeviceRejected("wrong_device"), DeviceRejected, "wrong_device"),
        (ZeroDivisionError("oh"), LinkLost, "driver_bug"),
    ],
)
async def test_a_loss_interrupts_the_job_and_all_that_wait(end: Exception, error: type[DeviceError], code: str) -> None:
    script = Script(job_s=60)
    async with running(device_of(script)) as hall:
        printing = [asyncio.create_task(hall.slots.print("one", SLIP)) for _ in range(3)]
        await asyncio.sleep(1)
        await script.says.put(end)
        await asyncio.wait(printing)
        first, *others = [task.exception() for task in printing]
        assert isinstance(first, error)
        assert first.code == code
        assert all(isinstance(other, DeviceError) for other in others)
        assert script.done == []
        assert script.at_once == 0


async def test_a_device_is_closed_only_when_its_jobs_have_tidied_up() -> None:
    script = Script(job_s=60, tidying_s=2)
    async with running(device_of(script)) as hall:
        printing = asyncio.create_task(hall.slots.print("one", SLIP))
        await asyncio.sleep(1)
        await script.says.put(DeviceRejected("wrong_device"))
        with pytest.raises(DeviceRejected):
            await printing
        assert not script.was_closed_too_early


async def test_a_bug_in_a_job_is_a_loss_for_the_hall_and_a_trace_for_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    script = Script(jobs=[ZeroDivisionError("oh")])
    async with running(device_of(script)) as hall:
        with pytest.raises(LinkLost, match="driver_bug"):
            await hall.slots.print("one", SLIP)
        await asyncio.sleep(0.1)
        assert hall.status().problem == "driver_bug"
    assert "ZeroDivisionError" in caplog.text


async def test_stopping_the_hall_ends_a_job_that_is_under_way() -> None:
    script = Script(job_s=60)
    async with running(device_of(script)) as hall:
        printing = asyncio.create_task(hall.slots.print("one", SLIP))
        await asyncio.sleep(1)
    with pytest.raises(LinkLost, match="interrupted"):
        await printing


async def test_jobs_of_one_device_never_overlap() -> None:
    script = Script(job_s=5)
    async with running(device_of(script)) as hall:
        async with asyncio.TaskGroup() as group:
            for _ in range(4):
                group.create_task(hall.slots.print("one", SLIP))
            group.create_task(hall.slots.invite("one"))
            group.create_task(hall.slots.dismiss("one"))
        assert script.most_at_once == 1
        assert script.done == [SLIP] * 4 + ["invite", "dismiss"]


async def test_who_asked_and_left_takes_the_job_along() -> None:
    script = Script(job_s=60)
    async with running(device_of(script)) as hall:
        printing = asyncio.create_task(hall.slots.print("one", SLIP))
        await asyncio.sleep(1)
        printing.cancel()
        await asyncio.wait({printing})
        assert script.at_once == 0
        script.job_s = 0
        await hall.slots.print("one", SLIP)
        assert script.done == [SLIP]


async def test_probes_do_not_disturb_a_job() -> None:
    script = Script(job_s=100)
    async with running(device_of(script)) as hall:
        await hall.slots.print("one", SLIP)
        assert script.probed_at == []


# ---- what a technician does


async def test_a_technician_can_try_a_device() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        assert await hall.slots.act("one", "test") == {"outcome": "proven"}
        (slip,) = script.done
        assert isinstance(slip, Slip)


async def test_a_trial_that_fails_says_why() -> None:
    async with running(device_of(Script(jobs=[DeviceBusy("paper_out", "no paper")]))) as hall:
        answer = await hall.slots.act("one", "test")
        assert answer == {"outcome": "failed", "problem": "paper_out", "detail": "no paper"}


async def test_a_technician_can_restart_a_device() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        assert await hall.slots.act("one", "restart") == {"outcome": "restarted"}
        await asyncio.sleep(0.1)
        assert hall.states() == ["opening", "ready", "backoff", "opening", "ready"]


async def test_unknown_devices_and_actions_are_refused() -> None:
    async with running(device_of(Script())) as hall:
        with pytest.raises(Refused, match="unknown_device"):
            await hall.slots.act("nine", "test")
        with pytest.raises(Refused, match="unknown_action"):
            await hall.slots.act("one", "explode")


async def test_watchers_can_stop_watching() -> None:
    script = Script()
    async with running(device_of(script)) as hall:
        seen: list[object] = []
        stops = [hall.slots.watch(seen.append), hall.slots.on_event(lambda *_: seen.append("event"))]
        for stop in stops:
            stop()
        await script.says.put(SILENT)
        await asyncio.sleep(1)
        assert seen == []

"""Plugging and unplugging, as a slot lives it."""

import asyncio

from drivers.errors import DeviceRejected, LinkLost
from edge.devices.nodes import DeviceNode
from edge.settings.devices import MatchTable
from tests.devices.scripted import Script, device_of, gaps, running

SILENT = LinkLost("silent", "no answer")
PORT = DeviceNode("/dev/ttyUSB0", vid="1a86", pid="7523", path="usb-2")
MATCH = MatchTable(path="usb-2")


async def test_a_matched_device_waits_for_its_port() -> None:
    script = Script()
    async with running(device_of(script, match=MATCH)) as hall:
        await asyncio.sleep(3600)
        assert (hall.status().state, hall.status().problem) == ("absent", "device_absent")
        assert "path=usb-2" in hall.status().detail
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(0.1)
        assert (hall.status().state, hall.status().link) == ("ready", "serial:///dev/ttyUSB0?baud=9600")


async def test_replug_beats_the_backoff_timer() -> None:
    script = Script(openings=[SILENT] * 7)
    async with running(device_of(script, match=MATCH)) as hall:
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(31)
        attempts = len(script.opened_at)
        hall.slots.ports_changed(frozenset(), PORT)
        await asyncio.sleep(0.1)
        assert hall.status().state == "absent"
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(0.1)
        assert len(script.opened_at) == attempts + 1


async def test_after_a_replug_the_patience_is_new() -> None:
    script = Script(openings=[SILENT] * 8)
    async with running(device_of(script, match=MATCH)) as hall:
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(31)
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(3)
        assert gaps(script)[-2:] == [0.5, 1]


async def test_replug_gives_a_rejected_device_another_chance() -> None:
    script = Script(openings=[DeviceRejected("wrong_device")])
    async with running(device_of(script, match=MATCH)) as hall:
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(100)
        assert hall.status().state == "rejected"
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(0.1)
        assert hall.status().state == "ready"


async def test_what_is_plugged_in_elsewhere_is_no_reason_to_try_again() -> None:
    script = Script(openings=[DeviceRejected("wrong_device")])
    other = DeviceNode("/dev/ttyUSB7", path="usb-9")
    async with running(device_of(script, match=MATCH)) as hall:
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(1)
        hall.slots.ports_changed(frozenset({PORT, other}), other)
        await asyncio.sleep(100)
        assert hall.status().state == "rejected"


async def test_twins_are_ambiguous_until_the_configuration_says_more() -> None:
    script = Script()
    twins = frozenset({PORT, DeviceNode("/dev/ttyUSB1", vid="1a86", pid="7523", path="usb-3", serial="0001")})
    async with running(device_of(script, match=MatchTable(serial="0001"))) as hall:
        hall.slots.ports_changed(twins, PORT)
        await asyncio.sleep(0.1)
        assert (hall.status().state, hall.status().problem) == ("ambiguous", "ambiguous")
        assert "path=usb-3" in hall.status().detail
        assert script.opened_at == []


async def test_two_slots_that_claim_one_port_are_in_conflict() -> None:
    first, second = Script(), Script()
    one = device_of(first, "one", match=MATCH)
    two = device_of(second, "two", link="serial:///dev/ttyUSB0")
    async with running(one, two) as hall:
        hall.slots.ports_changed(frozenset({PORT}), PORT)
        await asyncio.sleep(0.1)
        assert hall.status("one").state == "conflict"
        assert "two" in hall.status("one").detail

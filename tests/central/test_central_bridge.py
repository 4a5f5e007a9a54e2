"""The bridge as a whole where the broker is missing, picky or forgetful."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from edge.central.address import Address
from edge.central.bridge import UNREACHABLE, Central, CentralBridge
from edge.central.client import Times
from edge.ports import BridgeStatus
from tests.central import scripted_broker as s
from tests.central.small_hall import HALL, SmallHall, small_hall
from tests.support.waiting import until

PREFIX = f"hall/{HALL}/"
QUICK = Times(connect_s=1, acknowledge_s=3)
NOBODY = Address("127.0.0.1", 1)


@asynccontextmanager
async def bridged(hall: SmallHall, address: Address, **around: object) -> AsyncIterator[CentralBridge]:
    surroundings = replace(hall.around, **around)  # type: ignore[arg-type]
    bridge = CentralBridge(Central(address, "hall-edge 0.1.0", times=QUICK), surroundings, lambda: 0.1)
    task = asyncio.create_task(bridge.run())
    try:
        yield bridge
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.wait({task})


async def test_a_hall_without_a_broker_works_from_a_cold_start_and_says_why_it_is_alone() -> None:
    async with small_hall() as hall, bridged(hall, NOBODY) as bridge:
        await hall.open()
        await hall.take(5)
        await asyncio.sleep(5)
        status = bridge.status()
        assert (status.is_configured, status.is_connected, status.waiting) == (True, False, 7)
        assert "no connection to 127.0.0.1:1" in status.detail


async def test_a_broker_that_stays_away_for_a_minute_is_a_problem() -> None:
    async with small_hall() as hall, bridged(hall, NOBODY):
        await hall.open()
        await asyncio.sleep(58)
        assert not hall.engine.hall.state.problems
        await asyncio.sleep(4)
        assert (UNREACHABLE, "central") in hall.engine.hall.state.problems
        await asyncio.sleep(3600)
        assert hall.kinds().count("problem.raised") == 1


async def test_a_hall_without_central_in_its_configuration_has_an_idle_bridge() -> None:
    async with small_hall() as hall:
        bridge = CentralBridge(None, hall.around)
        await bridge.run()
        await hall.open()
        assert (bridge.status().is_configured, bridge.status().waiting) == (False, 0)


@pytest.mark.real_time
async def test_it_introduces_itself_and_says_goodbye() -> None:
    broker = s.ScriptedBroker()
    async with s.scripted(broker), small_hall() as hall:
        async with bridged(hall, Address("127.0.0.1", broker.port), clock_state=lambda: "rtc") as bridge:
            told: list[BridgeStatus] = []
            bridge.watch(told.append)
            await until(lambda: bridge.status().is_connected)
            assert broker.subscribed[0] == [
                f"{PREFIX}cmd/+",
                f"{PREFIX}ack",
                f"{PREFIX}catalogue/#",
                f"{PREFIX}state/#",
            ]
            birth = broker.published[0]
            assert (birth.topic, birth.is_retained) == (f"{PREFIX}status", True)
            assert json.loads(birth.payload) == {
                "state": "online",
                "since": json.loads(birth.payload)["since"],
                "epoch": hall.journal.epoch,
                "software": "hall-edge 0.1.0",
                "contract": "1",
                "clock": "rtc",
            }
            assert json.loads(broker.connects[0].will_payload)["state"] == "offline"
            assert [status.is_connected for status in told] == [True]
        last = broker.published[-1]
        assert (last.topic, json.loads(last.payload)["state"]) == (f"{PREFIX}status", "offline")
        await until(lambda: broker.goodbyes == 1)


@pytest.mark.real_time
async def test_a_broker_that_refuses_events_is_told_of_in_words_and_nothing_is_lost() -> None:
    is_refusing = True

    def puback(published: s.Published) -> int:
        return 0x87 if is_refusing and "/event/" in published.topic else 0

    broker = s.ScriptedBroker(puback=puback)
    async with s.scripted(broker), small_hall() as hall:
        await hall.open()
        async with bridged(hall, Address("127.0.0.1", broker.port)) as bridge:
            await until(lambda: "Not authorized" in bridge.status().detail)
            assert "event/day/opened" in bridge.status().detail
            assert bridge.status().waiting == 2
            assert broker.goodbyes == 0
            is_refusing = False
            await until(lambda: bridge.status().waiting == 0)
            assert broker.topics()[-1] != f"{PREFIX}event/day/opened"


@pytest.mark.real_time
async def test_a_link_that_is_cut_comes_back_and_goes_on_where_it_was() -> None:
    broker = s.ScriptedBroker()
    async with s.scripted(broker), small_hall() as hall:
        await hall.open()
        async with bridged(hall, Address("127.0.0.1", broker.port)) as bridge:
            await until(lambda: bridge.status().is_connected and bridge.status().waiting == 0)
            broker.cut()
            await until(lambda: not bridge.status().is_connected)
            assert "the connection broke" in bridge.status().detail
            await hall.take(1)
            await until(lambda: bridge.status().is_connected and bridge.status().waiting == 0)
        events = [topic for topic in broker.topics() if "/event/" in topic]
        assert [topic.removeprefix(f"{PREFIX}event/") for topic in events] == [
            "day/opened",
            "window/opened",
            "ticket/taken",
        ]


@pytest.mark.real_time
async def test_what_arrives_that_is_no_command_or_ack_is_acknowledged_and_forgotten() -> None:
    broker = s.ScriptedBroker()
    async with s.scripted(broker), small_hall() as hall, bridged(hall, Address("127.0.0.1", broker.port)) as bridge:
        await until(lambda: bridge.status().is_connected)
        sent = [
            broker.deliver(f"{PREFIX}ack", b"\xff\x00"),
            broker.deliver(f"{PREFIX}cmd/take", b'{"id":"old","args":{"service":"social"}}', is_retained=True),
            broker.deliver("somewhere/else", b"?"),
            broker.deliver(f"{PREFIX}cmd/take", b"\x00" * 1000),
        ]
        await until(lambda: broker.acknowledged == sent)
        assert bridge.desk.counts == {"bad_args": 1}
        assert f"{PREFIX}answer/-" in broker.topics()

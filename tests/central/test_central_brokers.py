"""Hall and stand-in central over real brokers that are killed and come back empty."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import pytest

from edge.central.address import Address
from edge.central.bridge import Central, CentralBridge
from edge.central.client import Times
from edge.central.uplink import UPLINK
from edge.demo.central import StandInCentral
from edge.hall.commands import RaiseProblem, Take
from tests.central.real_brokers import MOSQUITTO, Broker, running
from tests.central.small_hall import HALL, PERSON, SmallHall, small_hall
from tests.support.waiting import until

pytestmark = pytest.mark.real_time

needs_mosquitto = pytest.mark.skipif(MOSQUITTO is None, reason="mosquitto is not installed (make install-test)")
BROKERS = pytest.mark.parametrize("kind", [pytest.param("mosquitto", marks=needs_mosquitto), "nats"])
PROBLEM = "state/problem/silent/led-9"
QUICK = Times(connect_s=3, acknowledge_s=5)


@dataclass
class Both:
    hall: SmallHall
    broker: Broker
    bridge: CentralBridge
    central: StandInCentral

    def has_all(self) -> bool:
        """Whether central has every event of the journal once and in order."""
        return [event["seq"] for event in self.central.events(HALL)] == list(range(1, self.hall.journal.tail + 1))


@asynccontextmanager
async def both_ends(kind: str, *, gives_acks: bool = True) -> AsyncIterator[Both]:
    async with (
        running(kind) as broker,
        small_hall() as hall,
        bridged(hall, broker) as bridge,
        connected_central(broker, gives_acks=gives_acks) as central,
    ):
        await hall.open()
        await until(lambda: bridge.status().is_connected, 10)
        yield Both(hall, broker, bridge, central)


@asynccontextmanager
async def bridged(hall: SmallHall, broker: Broker) -> AsyncIterator[CentralBridge]:
    address = Address("127.0.0.1", broker.port)
    bridge = CentralBridge(Central(address, "hall-edge 0.1.0", times=QUICK), hall.around, lambda: 0.1)
    task = asyncio.create_task(bridge.run())
    try:
        yield bridge
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.wait({task})


@asynccontextmanager
async def connected_central(broker: Broker, *, gives_acks: bool = True) -> AsyncIterator[StandInCentral]:
    central = StandInCentral("127.0.0.1", broker.port, gives_acks=gives_acks)
    task = asyncio.create_task(central.run())
    try:
        await asyncio.wait_for(central.connected.wait(), 10)
        yield central
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.wait({task})


@BROKERS
async def test_events_arrive_in_order_and_are_acknowledged(kind: str) -> None:
    async with both_ends(kind) as ends:
        await ends.hall.engine.submit(Take(("social",), person=PERSON), "card")
        await ends.hall.take(250)
        await ends.hall.serve_one("one")
        await until(ends.has_all, 10)
        await until(lambda: ends.bridge.status().waiting == 0, 5)
        assert ends.bridge.status().detail == ("MQTT 5" if kind == "mosquitto" else "MQTT 3.1.1")
        assert await ends.hall.journal.cursor(UPLINK) <= ends.hall.journal.tail
        sent = json.dumps(ends.central.events(HALL), ensure_ascii=False)
        assert "张**" in sent
        assert PERSON.key not in sent


@BROKERS
async def test_central_commands_and_gets_its_answer(kind: str) -> None:
    async with both_ends(kind) as ends:
        answer = await ends.central.send(HALL, "take", {"service": "social"}, command_id="c-1")
        assert answer["result"]["number"] == "A001"
        assert await ends.central.send(HALL, "take", {"service": "social"}, command_id="c-1") == answer
        refused = await ends.central.send(HALL, "call", {"window": 99})
        assert refused["error"]["code"] == "unknown_window"
        called = await ends.central.send(HALL, "call", {"window": 3})
        assert called["ok"]
        whole = await ends.central.send(HALL, "snapshot", {})
        assert whole["result"]["windows"][0]["ticket"] == "2026-11-22/A001"


@BROKERS
async def test_states_are_retained_and_a_hall_that_stops_says_so(kind: str) -> None:
    async with both_ends(kind) as ends:
        await until(lambda: "state/window/3" in ends.central.halls[HALL].states)
    async with running(kind) as broker, small_hall() as hall, connected_central(broker) as central:
        async with bridged(hall, broker) as bridge:
            await until(lambda: bridge.status().is_connected, 10)
            await until(lambda: HALL in central.halls and "state/window/4" in central.halls[HALL].states)
            assert central.halls[HALL].states["status"]["state"] == "online"
        await until(lambda: central.halls[HALL].states["status"]["state"] == "offline")
        assert central.halls[HALL].states["status"]["since"] is not None


@BROKERS
async def test_a_broker_killed_and_back_empty_loses_nothing_and_repeats_nothing(kind: str) -> None:
    async with both_ends(kind) as ends:
        await until(ends.has_all, 10)
        for turn in range(2):
            pouring = asyncio.create_task(ends.hall.take(300, prefix=f"turn-{turn}"))
            enough = ends.hall.journal.tail + 20
            await until(lambda least=enough: len(ends.central.events(HALL)) > least, 10)  # type: ignore[misc]
            await ends.broker.kill()
            await until(lambda: not ends.bridge.status().is_connected, 10)
            await pouring
            await ends.hall.take(150, prefix=f"dark-{turn}")
            await ends.broker.start()
            await until(ends.has_all, 20)
        assert ends.hall.engine.hall.waiting_for("social") == 900
        await until(lambda: ends.bridge.status().waiting == 0, 5)


@BROKERS
async def test_a_central_that_was_away_asks_for_what_it_missed(kind: str) -> None:
    async with running(kind) as broker, small_hall() as hall, bridged(hall, broker) as bridge:
        await hall.open()
        await hall.take(30)
        await until(lambda: bridge.status().is_connected and bridge.status().waiting == 0, 10)  # published, to nobody
        async with connected_central(broker) as central:
            await hall.take(3, prefix="more")
            both = [event["seq"] for event in central.events(HALL)]
            await until(lambda: len(central.events(HALL)) == hall.journal.tail, 10)
            both = [event["seq"] for event in central.events(HALL)]
        assert both == list(range(1, hall.journal.tail + 1))


@BROKERS
async def test_a_command_waits_for_a_hall_that_is_off(kind: str) -> None:
    async with running(kind) as broker, small_hall() as hall, connected_central(broker) as central:
        await hall.open()
        async with bridged(hall, broker) as bridge:
            await until(lambda: bridge.status().is_connected, 10)
        asking = asyncio.create_task(central.send(HALL, "take", {"service": "social"}))
        await asyncio.sleep(0.3)
        assert "ticket.taken" not in hall.kinds()
        async with bridged(hall, broker):
            answer = await asking
        assert answer["result"]["number"] == "A001"


@BROKERS
async def test_states_of_earlier_times_that_are_no_longer_so_are_cleared_at_the_broker(kind: str) -> None:
    async with running(kind) as broker, connected_central(broker) as central:
        async with small_hall() as hall, bridged(hall, broker):
            await hall.engine.submit(RaiseProblem("silent", "led-9"), "raise")
            await until(lambda: HALL in central.halls and PROBLEM in central.halls[HALL].states, 10)
        async with small_hall() as hall, bridged(hall, broker):  # the problem went while nobody was connected
            await until(lambda: PROBLEM not in central.halls[HALL].states, 10)
            assert "state/window/3" in central.halls[HALL].states

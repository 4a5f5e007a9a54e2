"""The session over a broker that misbehaves: one test for each thing that aiomqtt or paho gets wrong by itself."""

import asyncio
import gc
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import pytest

from edge.central.address import Address
from edge.central.client import Times, Will
from edge.central.errors import BrokerLost, PublishRefused
from edge.central.link import Link
from edge.central.session import connected
from tests.central import scripted_broker as s
from tests.support.waiting import until

pytestmark = pytest.mark.real_time

QUICK = Times(connect_s=1.0, acknowledge_s=0.3, goodbye_s=0.5, look_s=0.05)
WILL = Will("hall/demo/status", b'{"state":"offline"}')


def address(broker: s.ScriptedBroker) -> Address:
    return Address("127.0.0.1", broker.port)


@asynccontextmanager
async def session(broker: s.ScriptedBroker, times: Times = QUICK) -> AsyncIterator[Link]:
    async with s.scripted(broker), connected(address(broker), "hall-demo", WILL, times) as link:
        yield link


async def lost(broker: s.ScriptedBroker, times: Times = QUICK) -> str:
    """Stay connected until the session gives up; its words."""
    with pytest.raises(ExceptionGroup) as caught:
        async with session(broker, times) as link:
            await asyncio.gather(link.publish("hall/demo/event/a/b", b"1"), asyncio.Event().wait())
    error: BaseException = caught.value
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    assert isinstance(error, BrokerLost)
    return str(error)


async def test_mqtt_5_comes_first_with_a_lasting_session_and_a_will() -> None:
    broker = s.ScriptedBroker()
    async with session(broker) as link:
        assert link.is_5
    (connect,) = broker.connects
    assert (connect.version, connect.keepalive_s, connect.client_id) == (s.V5, 15, "hall-demo")
    assert connect.flags & 0b10 == 0  # clean start would forget the commands that wait for us
    assert b"\x11\x00\x09\x3a\x80" in connect.properties  # session expiry: 604,800 s
    assert b"\x21\x00\x14" in connect.properties  # receive maximum: 20
    assert (connect.will_topic, json.loads(connect.will_payload)) == ("hall/demo/status", {"state": "offline"})
    assert connect.flags & 0b111100 == 0b101100  # the will: QoS 1, retained


@pytest.mark.parametrize("refusal", [b"\x20\x02\x00\x01", b"\x20\x03\x00\x84\x00", None])
async def test_a_broker_that_refuses_mqtt_5_gets_3_1_1(refusal: bytes | None) -> None:
    broker = s.ScriptedBroker(connack=lambda connect: refusal if connect.version == s.V5 else s.accepted(connect))
    async with session(broker) as link:
        assert not link.is_5
        await link.publish("hall/demo/event/a/b", b"1")
    assert [connect.version for connect in broker.connects] == [s.V5, s.V311]
    assert broker.connects[1].flags & 0b10 == 0  # clean session


@pytest.mark.parametrize(("code", "words"), [(0x87, "Not authorized"), (0x97, "Quota exceeded")])
async def test_a_refused_publish_is_an_error(code: int, words: str) -> None:
    broker = s.ScriptedBroker(puback=lambda _: code)
    with pytest.raises(ExceptionGroup) as caught:
        async with session(broker) as link:
            await link.publish("hall/demo/event/a/b", b"1")
    (refused,) = caught.value.exceptions
    assert isinstance(refused, PublishRefused)
    assert (refused.topic, refused.reason) == ("hall/demo/event/a/b", words)


async def test_a_publish_that_nobody_subscribes_to_is_none() -> None:
    broker = s.ScriptedBroker(puback=lambda _: 0x10)  # no matching subscribers
    async with session(broker) as link:
        await link.publish("hall/demo/event/a/b", b"1")


async def test_a_link_cut_between_publish_and_puback_ends_the_wait_at_once() -> None:
    patient = Times(connect_s=60, acknowledge_s=60, look_s=60)
    async with asyncio.timeout(5):
        assert "the connection broke" in await lost(s.ScriptedBroker(puback=lambda _: s.CUT), patient)


async def test_a_publish_that_failed_is_not_sent_by_a_later_connection() -> None:
    broker = s.ScriptedBroker(puback=lambda published: s.CUT if published.payload == b"old" else 0)
    async with s.scripted(broker):
        with pytest.raises(ExceptionGroup):
            async with connected(address(broker), "hall-demo", WILL, QUICK) as link:
                await link.publish("hall/demo/event/a/b", b"old")
        async with connected(address(broker), "hall-demo", WILL, QUICK) as link:
            await link.publish("hall/demo/event/a/b", b"new")
    assert [published.payload for published in broker.published] == [b"old", b"new"]


async def test_a_broker_that_never_acknowledges_is_given_up() -> None:
    assert "not acknowledged" in await lost(s.ScriptedBroker(puback=lambda _: s.SILENCE))


async def test_a_half_open_link_is_found_by_two_keepalives() -> None:
    broker = s.ScriptedBroker()
    with pytest.raises(ExceptionGroup) as caught:  # noqa: PT012 - the session is what raises
        async with asyncio.timeout(8), session(broker, Times(keepalive_s=1, acknowledge_s=60, look_s=60)):
            broker.is_deaf = True
            await asyncio.Event().wait()
    assert "Keep alive timeout" in str(caught.value.exceptions[0])


@pytest.mark.parametrize(("receive_maximum", "most"), [(3, 3), (100, 20), (None, 20)])
async def test_no_more_are_in_flight_than_the_broker_will_take(receive_maximum: int | None, most: int) -> None:
    broker = s.ScriptedBroker(
        connack=lambda connect: s.accepted(connect, receive_maximum=receive_maximum), is_hoarding=True
    )
    times = Times(acknowledge_s=30)
    async with session(broker, times) as link, asyncio.TaskGroup() as tasks:
        for number in range(25):
            tasks.create_task(link.publish("hall/demo/event/a/b", b"%d" % number))
        await until(lambda: len(broker.published) == most)
        await asyncio.sleep(0.05)
        assert len(broker.hoarded) == most
        broker.is_hoarding = False
        broker.release()
    assert [int(published.payload) for published in broker.published] == list(range(25))


async def test_a_message_is_acknowledged_when_it_is_dealt_with_and_not_before() -> None:
    broker = s.ScriptedBroker()
    async with session(broker) as link:
        await link.subscribe("hall/demo/cmd/+")
        packet_id = broker.deliver("hall/demo/cmd/take", b"{}")
        message = await link.receive()
        await link.publish("hall/demo/answer/1", b"{}")  # there and back again
        assert broker.acknowledged == []
        link.acknowledge(message)
        await until(lambda: broker.acknowledged == [packet_id])


async def test_subscriptions_are_made_anew_on_every_connect_whatever_the_broker_remembers() -> None:
    broker = s.ScriptedBroker(connack=lambda _: b"\x20\x03\x01\x00\x00")  # session present
    async with s.scripted(broker):
        for _ in range(2):
            async with connected(address(broker), "hall-demo", WILL, QUICK) as link:
                await link.subscribe("hall/demo/cmd/+", "hall/demo/ack")
                assert link.is_session_present
    assert broker.subscribed == [["hall/demo/cmd/+", "hall/demo/ack"]] * 2


async def test_small_packets_do_not_wait_for_each_other() -> None:
    async with session(s.ScriptedBroker()) as link:
        raw = link._paho.socket()
        assert isinstance(raw, socket.socket)
        assert raw.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_leaving_is_an_orderly_goodbye() -> None:
    broker = s.ScriptedBroker()
    async with s.scripted(broker):
        async with connected(address(broker), "hall-demo", WILL, QUICK):
            pass
        await until(lambda: broker.goodbyes == 1)


async def test_an_error_leaves_without_a_goodbye_so_that_the_will_is_spoken() -> None:
    broker = s.ScriptedBroker(puback=lambda _: 0x87)
    async with s.scripted(broker):
        with pytest.raises(ExceptionGroup):
            async with connected(address(broker), "hall-demo", WILL, QUICK) as link:
                await link.publish("hall/demo/event/a/b", b"1")
    assert broker.goodbyes == 0


async def test_a_refused_log_in_says_what_the_broker_said() -> None:
    broker = s.ScriptedBroker(connack=lambda _: b"\x20\x03\x00\x87\x00")
    async with s.scripted(broker):
        with pytest.raises(BrokerLost, match="Not authorized"):
            async with connected(address(broker), "hall-demo", WILL, QUICK):
                pass


class Dawdling(ThreadPoolExecutor):
    """Threads that do what they are given at once, and say so only when they are allowed to."""

    def __init__(self) -> None:
        super().__init__(2)
        self.go_on = threading.Event()

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        def do() -> Any:
            done = fn(*args, **kwargs)
            self.go_on.wait()
            return done

        return super().submit(do)


async def test_a_refusal_that_comes_before_the_connecting_thread_is_back_leaves_no_error_behind() -> None:
    loop = asyncio.get_running_loop()
    complaints: list[dict[str, Any]] = []
    loop.set_exception_handler(lambda _, complaint: complaints.append(complaint))
    dawdling = Dawdling()
    loop.set_default_executor(dawdling)
    broker = s.ScriptedBroker(connack=lambda _: b"\x20\x03\x00\x87\x00")
    async with s.scripted(broker):
        with pytest.raises(BrokerLost, match="Not authorized"):
            async with connected(address(broker), "hall-demo", WILL, QUICK):
                pass
    dawdling.go_on.set()
    await loop.shutdown_default_executor()
    gc.collect()
    assert complaints == []


async def test_nobody_there_is_said_in_words() -> None:
    async with s.scripted(s.ScriptedBroker()) as broker:
        pass
    with pytest.raises(BrokerLost, match="no connection to 127"):
        async with connected(address(broker), "hall-demo", WILL, QUICK):
            pass


async def test_a_broker_that_does_not_greet_is_said_in_words() -> None:
    broker = s.ScriptedBroker(is_deaf=True)
    async with s.scripted(broker):
        with pytest.raises(BrokerLost, match="does not greet: it may want a certificate"):
            async with connected(address(broker), "hall-demo", WILL, QUICK):
                pass


async def test_a_broker_that_closes_before_greeting_is_said_in_words() -> None:
    broker = s.ScriptedBroker(connack=lambda _: None)
    async with s.scripted(broker):
        with pytest.raises(BrokerLost, match="before greeting: it may want a certificate"):
            async with connected(address(broker), "hall-demo", WILL, QUICK):
                pass


async def test_giving_up_while_connecting_leaves_nothing_behind() -> None:
    broker = s.ScriptedBroker(is_deaf=True)
    tasks = asyncio.all_tasks()
    async with s.scripted(broker):
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.1), connected(address(broker), "hall-demo", WILL, QUICK):
                pass
    assert asyncio.all_tasks() == tasks


async def test_rubbish_from_the_broker_ends_the_connection_and_no_more() -> None:
    broker = s.ScriptedBroker()
    with pytest.raises(ExceptionGroup) as caught:  # noqa: PT012 - the session is what raises
        async with asyncio.timeout(5), session(broker):
            broker.say(b"\xf0\x02\xff\xff\x00\x00" * 20)
            await asyncio.Event().wait()
    assert isinstance(caught.value.exceptions[0], BrokerLost)

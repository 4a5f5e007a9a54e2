"""One connection to the broker: made once, and thrown away on any error.

aiomqtt drives paho's socket in the loop and opens the connection; everything where the two of them lose or hide
something is done here, on paho's own callbacks:

| they                                                       | here                                                  |
|------------------------------------------------------------|-------------------------------------------------------|
| report a refused PUBACK as success                         | `Receipt.wait` reads the reason code and raises       |
| let a publish wait for its time-out when the link is cut   | `until_lost` ends first, and with it the task group   |
| keep unacknowledged messages for the next connection       | there is none: a new object for every connection      |
| ignore the broker's Receive Maximum                        | `send` waits for room among min(20, CONNACK's)        |
| acknowledge before the program has taken a message         | `acknowledge`, called by who has dealt with it        |
| drop what does not fit into their queue, after the PUBACK  | unacknowledged messages are bounded by the broker     |
| wait ten seconds for a CONNACK on a closed connection      | `open` ends with the connection, and says why         |
| register a socket for writing after it was closed          | it is registered at once, or not at all               |
| leave an error to a future that nobody waits for any more  | each such error counts as read                        |
"""

import asyncio
import socket
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import aiomqtt
from paho.mqtt.reasoncodes import ReasonCode

from edge.central.address import Address
from edge.central.client import MOST_IN_FLIGHT, V5, Times, Will, close_unborn, make_client
from edge.central.errors import BrokerLost, PublishRefused, VersionRefused
from edge.central.tls import secure_context

UNHEARD_LIMIT = 1_000  # QoS 0 messages that may wait; the contract has none
FAILURE = 0x80  # reason codes from here on, in both versions


@dataclass(frozen=True, slots=True)
class Message:
    """Something received; it comes again at the next connection unless it is acknowledged."""

    topic: str
    payload: bytes
    is_retained: bool
    mid: int
    qos: int


class Receipt:
    """A message on its way, until the broker's PUBACK."""

    def __init__(self, topic: str, sent_s: float) -> None:
        self.topic = topic
        self.sent_s = sent_s
        self.reason: asyncio.Future[ReasonCode] = asyncio.get_running_loop().create_future()

    async def wait(self) -> None:
        """Return when the broker has taken it; PublishRefused."""
        reason = await self.reason
        if reason.is_failure:
            raise PublishRefused(self.topic, str(reason))


class Link:
    """A connection being opened, used and closed; made by `edge.central.session` only."""

    def __init__(
        self, address: Address, client_id: str, will: Will, version: aiomqtt.ProtocolVersion, times: Times
    ) -> None:
        self.version = version
        self.is_session_present = False
        self.most_in_flight = MOST_IN_FLIGHT
        self._address = address
        self._times = times
        self._client = make_client(address, client_id, will, version, times.keepalive_s)
        self._paho = self._client._client  # noqa: SLF001 - aiomqtt hides reason codes, Receive Maximum and manual acknowledgement
        self._loop = loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._broken: asyncio.Future[Any] = self._client._disconnected  # noqa: SLF001 - where aiomqtt puts paho's own failures
        for theirs in (self._broken, self._client._connected):  # noqa: SLF001 - and a refusal, even before it looks for one
            theirs.add_done_callback(_read)
        self._end: asyncio.Future[str] = loop.create_future()
        self._closed: asyncio.Future[None] = loop.create_future()
        self._connack: ReasonCode | None = None
        self._receipts: dict[int, Receipt] = {}
        self._room = asyncio.Semaphore(MOST_IN_FLIGHT)
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self._hook()

    @property
    def is_5(self) -> bool:
        """Whether the broker speaks MQTT 5."""
        return self.version is V5

    @property
    def is_lost(self) -> bool:
        """Whether it is of no more use."""
        return self._end.done()

    async def open(self) -> None:
        """Return when the broker has accepted us; VersionRefused or BrokerLost, and nothing is left behind."""
        if self._address.is_secure:
            context = await asyncio.to_thread(secure_context, self._address.certificates)
            self._paho.tls_set_context(context)
        entering: asyncio.Future[Any] = asyncio.ensure_future(self._client.__aenter__())
        try:
            await asyncio.wait(
                _any(entering, self._end), timeout=self._times.connect_s, return_when=asyncio.FIRST_COMPLETED
            )
            if self._connack is None or self._connack.is_failure:
                raise self._why_not(entering)
        except BaseException:
            self._abandon()
            raise
        finally:
            entering.cancel()
            await asyncio.wait({entering})
            _read(entering)

    def _why_not(self, entering: asyncio.Future[Any]) -> BrokerLost:
        if self._connack is not None:
            reason = str(self._connack)
            if reason == "Unsupported protocol version":
                return VersionRefused(reason)
            return BrokerLost(f"the broker refuses this hall: {reason}")
        if self._end.done():
            return (
                VersionRefused("the broker closed the connection without a word")
                if self.version is V5
                else BrokerLost(
                    "the broker closed the connection before greeting: it may want a certificate that the hall has not "
                    "shown, refuse the one it has, or be no MQTT broker"
                )
            )
        if entering.done() and not entering.cancelled() and (error := entering.exception()) is not None:
            return BrokerLost(f"no connection to {self._address.host}:{self._address.port}: {error}")
        return BrokerLost(
            f"{self._address.host}:{self._address.port} is there but does not greet: it may want a certificate that "
            "the hall has not shown, expect TLS on this port, or be overloaded"
        )

    async def close(self, *, is_orderly: bool) -> None:
        """Leave; orderly means that the broker is told so and keeps the will to itself."""
        if is_orderly and not self._closed.done():
            self._paho.disconnect()
            await asyncio.wait({self._closed}, timeout=self._times.goodbye_s)
        self._abandon()
        if self._paho.socket() is not None:
            await asyncio.wait({self._closed}, timeout=self._times.goodbye_s)
        misc = self._client._misc_task  # noqa: SLF001 - aiomqtt's own loose end
        if misc is not None:
            misc.cancel()
            await asyncio.wait({misc})

    def _abandon(self) -> None:
        """End it from outside: the reader sees it and paho cleans up; one still being made is stillborn."""
        self._paho.on_socket_open = close_unborn
        self._paho.on_socket_register_write = lambda *_: None
        raw = self._paho.socket()
        if isinstance(raw, socket.socket):
            with suppress(OSError):
                raw.shutdown(socket.SHUT_RDWR)

    async def send(self, topic: str, payload: bytes, *, is_retained: bool = False) -> Receipt:
        """Send with QoS 1 as soon as there is room among those in flight; BrokerLost."""
        await self._room.acquire()
        info = self._paho.publish(topic, payload, qos=1, retain=is_retained)
        if info.rc != 0:
            raise BrokerLost("the connection is gone")
        receipt = self._receipts[info.mid] = Receipt(topic, self._loop.time())
        return receipt

    async def publish(self, topic: str, payload: bytes, *, is_retained: bool = False) -> None:
        """Send and wait for the broker's PUBACK; PublishRefused, BrokerLost."""
        await (await self.send(topic, payload, is_retained=is_retained)).wait()

    async def subscribe(self, *topics: str) -> None:
        """Subscribe with QoS 1; BrokerLost if the broker refuses one of them."""
        try:
            granted: Sequence[Any] = await self._client.subscribe([(topic, 1) for topic in topics])
        except aiomqtt.MqttError as error:
            raise BrokerLost(f"no answer to a subscription: {error}") from error
        for topic, code in zip(topics, granted, strict=True):
            value: int = getattr(code, "value", code)
            if value >= FAILURE:
                raise BrokerLost(f"the broker refuses the subscription to {topic}: {code}")

    async def unsubscribe(self, topic: str) -> None:
        """End a subscription; BrokerLost."""
        try:
            await self._client.unsubscribe(topic)
        except aiomqtt.MqttError as error:
            raise BrokerLost(f"no answer to the end of a subscription: {error}") from error

    async def receive(self) -> Message:
        """Return the next message, whenever it comes."""
        return await self._messages.get()

    def acknowledge(self, message: Message) -> None:
        """Tell the broker that this message is dealt with."""
        self._paho.ack(message.mid, message.qos)

    async def until_lost(self) -> None:
        """Raise BrokerLost once the connection is of no more use; returns never."""
        while True:
            await asyncio.wait(
                _any(self._end, self._broken), timeout=self._times.look_s, return_when=asyncio.FIRST_COMPLETED
            )
            oldest = next(iter(self._receipts.values()), None)
            if self._broken.done():
                self._end_with(f"the connection failed: {self._broken.exception()}")
            elif oldest is not None and self._loop.time() - oldest.sent_s > self._times.acknowledge_s:
                self._end_with(f"the broker has not acknowledged a message for {self._times.acknowledge_s:.0f} s")
            if self._end.done():
                raise BrokerLost(self._end.result())

    # -- paho's callbacks ----------------------------------------------------------------------------------------------

    def _hook(self) -> None:
        theirs_connect, theirs_close = self._paho.on_connect, self._paho.on_socket_close
        self._paho.manual_ack_set(True)  # noqa: FBT003 - paho's signature
        self._paho.on_connect = lambda *args: self._on_connect(theirs_connect, *args)
        self._paho.on_socket_close = lambda *args: self._on_socket_close(theirs_close, *args)
        self._paho.on_socket_register_write = self._on_register_write
        self._paho.on_disconnect = self._on_disconnect
        self._paho.on_publish = self._on_publish
        self._paho.on_message = self._on_message

    def _on_connect(self, theirs: Callable[..., None] | None, *args: Any) -> None:
        _, _, flags, reason, properties = args
        if self._connack is None:
            self._connack = reason
            self.is_session_present = flags.session_present
            self.most_in_flight = min(MOST_IN_FLIGHT, getattr(properties, "ReceiveMaximum", MOST_IN_FLIGHT))
            self._room = asyncio.Semaphore(self.most_in_flight)
        if theirs is not None:
            theirs(*args)

    def _on_socket_close(self, theirs: Callable[..., None] | None, *args: Any) -> None:
        if theirs is not None:
            theirs(*args)
        if not self._closed.done():
            self._closed.set_result(None)
        self._loop.call_soon(self._end_with, "the connection was closed")  # unless a reason follows now

    def _on_register_write(self, _client: object, _data: object, raw: Any) -> None:
        """Watch for room to write at once; only the connecting thread has to ask the loop to do it."""
        if threading.get_ident() == self._thread:
            self._watch_writing(raw)
        else:
            self._loop.call_soon_threadsafe(self._watch_writing, raw)

    def _watch_writing(self, raw: Any) -> None:
        if raw.fileno() >= 0:
            self._loop.add_writer(raw.fileno(), self._write)

    def _write(self) -> None:
        try:
            self._paho.loop_write()
        except OSError as error:
            self._end_with(f"the connection broke: {error}")

    def _on_disconnect(self, *args: Any) -> None:
        _, _, flags, reason, _ = args
        by = "the broker ended the connection" if flags.is_disconnect_packet_from_server else "the connection broke"
        self._end_with(f"{by}: {reason}")

    def _end_with(self, why: str) -> None:
        if not self._end.done():
            self._end.set_result(why)

    def _on_publish(self, *args: Any) -> None:
        _, _, mid, reason, _ = args
        receipt = self._receipts.pop(mid, None)
        if receipt is not None:
            self._room.release()
            if not receipt.reason.done():
                receipt.reason.set_result(reason)

    def _on_message(self, *args: Any) -> None:
        raw = args[2]
        try:
            topic = raw.topic
        except UnicodeDecodeError:
            self._paho.ack(raw.mid, raw.qos)  # not a topic; it must not come again
            return
        if raw.qos > 0 or self._messages.qsize() < UNHEARD_LIMIT:
            self._messages.put_nowait(Message(topic, bytes(raw.payload), bool(raw.retain), raw.mid, raw.qos))


def _read(done: asyncio.Future[Any]) -> None:
    """Count its error as read, or the loop would complain of it once it is forgotten."""
    if not done.cancelled():
        done.exception()


def _any(*futures: asyncio.Future[Any]) -> set[asyncio.Future[Any]]:
    return set(futures)

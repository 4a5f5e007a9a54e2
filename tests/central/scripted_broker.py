"""A tiny MQTT 3.1.1 and 5 broker that misbehaves on demand; it keeps nothing and shares no code with the session."""

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

V311, V5 = 4, 5
CUT = -1  # instead of a PUBACK: the connection is cut
SILENCE = -2  # instead of a PUBACK: nothing


@dataclass
class Connect:
    """What a client said of itself."""

    version: int
    flags: int
    keepalive_s: int
    client_id: str
    properties: bytes
    will_topic: str = ""
    will_payload: bytes = b""


@dataclass
class Published:
    topic: str
    payload: bytes
    is_retained: bool
    is_repeated: bool


@dataclass
class ScriptedBroker:
    """Set what it shall do, then look at what it was told."""

    connack: Callable[[Connect], bytes | None] = lambda connect: accepted(connect)  # noqa: PLW0108 - defined below
    puback: Callable[[Published], int] = lambda _: 0
    is_deaf: bool = False  # reads, and never answers anything any more
    is_hoarding: bool = False  # keeps PUBACKs back until `release`
    connects: list[Connect] = field(default_factory=list)
    published: list[Published] = field(default_factory=list)
    subscribed: list[list[str]] = field(default_factory=list)  # by connection
    acknowledged: list[int] = field(default_factory=list)  # packet ids of ours that the client has acknowledged
    goodbyes: int = 0
    hoarded: list[bytes] = field(default_factory=list)
    port: int = 0
    _writer: asyncio.StreamWriter | None = None
    _version: int = V311
    _packet_id: int = 0

    def topics(self) -> list[str]:
        return [each.topic for each in self.published]

    def deliver(self, topic: str, payload: bytes, *, is_retained: bool = False) -> int:
        """Send with QoS 1 to whoever is connected; the packet id."""
        self._packet_id += 1
        properties = b"\x00" if self._version == V5 else b""
        body = _text(topic) + struct.pack("!H", self._packet_id) + properties + payload
        self._write(_packet(0x32 | is_retained, body))
        return self._packet_id

    def release(self) -> None:
        """Send the PUBACKs that were kept back."""
        for raw in self.hoarded:
            self._write(raw)
        self.hoarded.clear()

    def cut(self) -> None:
        """Cut the connection, as a network does."""
        if self._writer is not None:
            self._writer.transport.abort()

    def say(self, raw: bytes) -> None:
        """Send any bytes."""
        self._write(raw)

    # ------------------------------------------------------------------------------------------------------------------

    def _write(self, raw: bytes) -> None:
        if self._writer is not None and not self._writer.is_closing():
            self._writer.write(raw)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer = writer
        try:
            while True:
                head, body = await _read(reader)
                if not self._answer(head, body, writer):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()

    def _answer(self, head: int, body: bytes, writer: asyncio.StreamWriter) -> bool:
        """Whether to go on with this connection."""
        if self.is_deaf:
            return True
        match head >> 4:
            case 1:
                return self._connect(body, writer)
            case 3:
                return self._publish(head, body, writer)
            case 4:
                self.acknowledged.append(struct.unpack_from("!H", body)[0])
            case 8:
                self._subscribe(body, writer)
            case 10:
                writer.write(_packet(0xB0, body[:2] + (b"\x00\x00" if self._version == V5 else b"")))
            case 12:
                writer.write(b"\xd0\x00")
            case 14:
                self.goodbyes += 1
                return False
            case _:
                pass
        return True

    def _connect(self, body: bytes, writer: asyncio.StreamWriter) -> bool:
        connect = _read_connect(body)
        self.connects.append(connect)
        self.subscribed.append([])
        self._version = connect.version
        raw = self.connack(connect)
        if raw is None:
            return False
        writer.write(raw)
        return raw == b"" or raw[3] == 0

    def _publish(self, head: int, body: bytes, writer: asyncio.StreamWriter) -> bool:
        length = struct.unpack_from("!H", body)[0]
        at = 2 + length
        packet_id, at = body[at : at + 2], at + 2
        if self._version == V5:
            at += 1 + body[at]
        published = Published(body[2 : 2 + length].decode(), body[at:], bool(head & 1), bool(head & 8))
        self.published.append(published)
        code = self.puback(published)
        if code == CUT:
            writer.transport.abort()
            return False
        if code != SILENCE:
            raw = _packet(0x40, packet_id + (bytes([code]) if self._version == V5 and code else b""))
            self.hoarded.append(raw) if self.is_hoarding else writer.write(raw)
        return True

    def _subscribe(self, body: bytes, writer: asyncio.StreamWriter) -> None:
        at, granted = 2 + (1 + body[2] if self._version == V5 else 0), b""
        while at < len(body):
            length = struct.unpack_from("!H", body, at)[0]
            self.subscribed[-1].append(body[at + 2 : at + 2 + length].decode())
            at, granted = at + 3 + length, granted + b"\x01"
        writer.write(_packet(0x90, body[:2] + (b"\x00" if self._version == V5 else b"") + granted))


def accepted(connect: Connect, *, receive_maximum: int | None = None) -> bytes:
    """CONNACK with success."""
    if connect.version != V5:
        return b"\x20\x02\x00\x00"
    properties = b"" if receive_maximum is None else b"\x21" + struct.pack("!H", receive_maximum)
    return _packet(0x20, b"\x00\x00" + bytes([len(properties)]) + properties)


def only_311(connect: Connect) -> bytes:
    """CONNACK of a broker that knows 3.1.1 alone: return code 1, unacceptable protocol version."""
    return b"\x20\x02\x00\x01" if connect.version == V5 else accepted(connect)


@asynccontextmanager
async def scripted(broker: ScriptedBroker) -> AsyncIterator[ScriptedBroker]:
    """Listen on a free port of the loopback."""
    server = await asyncio.start_server(broker.serve, "127.0.0.1", broker.port)
    broker.port = server.sockets[0].getsockname()[1]
    try:
        yield broker
    finally:
        server.close()
        broker.cut()
        await server.wait_closed()


async def _read(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head, length, shift = (await reader.readexactly(1))[0], 0, 0
    while True:
        byte = (await reader.readexactly(1))[0]
        length |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return head, await reader.readexactly(length)


def _read_connect(body: bytes) -> Connect:
    version, flags, keepalive_s = struct.unpack_from("!BBH", body, 6)
    at, properties = 10, b""
    if version == V5:
        properties = body[11 : 11 + body[10]]
        at = 11 + len(properties)
    client_id, at = _field(body, at)
    connect = Connect(version, flags, keepalive_s, client_id.decode(), properties)
    if flags & 4:
        at += 1 + body[at] if version == V5 else 0
        topic, at = _field(body, at)
        connect.will_topic = topic.decode()
        connect.will_payload, _ = _field(body, at)
    return connect


def _field(body: bytes, at: int) -> tuple[bytes, int]:
    length = struct.unpack_from("!H", body, at)[0]
    return body[at + 2 : at + 2 + length], at + 2 + length


def _text(value: str) -> bytes:
    return struct.pack("!H", len(value.encode())) + value.encode()


def _packet(head: int, body: bytes) -> bytes:
    length, raw = len(body), bytes([head])
    while True:
        length, digit = divmod(length, 128)
        raw += bytes([digit | (128 if length else 0)])
        if not length:
            return raw + body

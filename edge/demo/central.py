"""A stand-in for central: keeps what halls report exactly once and in order, acknowledges it, gives commands.

Of the bridge it borrows the session alone; topics and payloads are read here as the contract has them, so that the two
judge each other.
"""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from edge.central.address import Address
from edge.central.client import Times, Will
from edge.central.errors import BrokerLost
from edge.central.link import Link
from edge.central.session import connected
from edge.clock import Deadline

RETRY_S = 0.5
REPEAT_S = 5.0  # a command is sent again until it is answered
ACK_S = 0.2
CATCH_UP_S = 2.0  # after a hall's greeting its events come at once, if there are any
ASK_AGAIN_S = 1.0
KEPT = 200_000  # events


class Unanswered(Exception):
    """The hall gave no answer in time."""


@dataclass(slots=True)
class HallRecord:
    """What is known of one hall; `events` holds each exactly once, in order."""

    hall: str
    epoch: str = ""
    last: int = 0
    events: deque[Mapping[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))
    repeats: int = 0
    gaps: int = 0
    starts: dict[str, int] = field(default_factory=dict)  # epoch → its first number, where that is not 1
    asked_s: float | None = None  # when a missing number was last asked for
    greeted_s: float = 0.0  # when the hall last said that it is there
    is_ack_due: bool = False
    states: dict[str, Mapping[str, Any]] = field(default_factory=dict)  # retained topics, below hall/{hall}/


class StandInCentral:
    """`run` keeps it connected; `send` gives a command and returns the hall's answer."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        on_event: Callable[[Mapping[str, Any]], None] = lambda _: None,
        gives_acks: bool = True,
    ) -> None:
        self.halls: dict[str, HallRecord] = {}
        self.connected = asyncio.Event()
        self.losses = 0  # of the broker
        self._address = Address(host, port)
        self._on_event = on_event
        self._gives_acks = gives_acks
        self._documents: dict[str, bytes] = {}  # by topic; said again to a broker that may have lost them
        self._answers: dict[str, asyncio.Future[Mapping[str, Any]]] = {}
        self._link: Link | None = None
        self._name = f"central-{secrets.token_hex(4)}"

    def events(self, hall: str) -> list[Mapping[str, Any]]:
        """Return what one hall has reported, in order, each once."""
        return list(self.halls[hall].events) if hall in self.halls else []

    async def run(self) -> None:
        """Stay connected until cancelled, through every loss of the broker."""
        will = Will(f"central/{self._name}", b"offline")
        while True:
            try:
                async with connected(self._address, self._name, will, Times()) as link:
                    await self._serve(link)
            except* BrokerLost:
                self.losses += 1
            await asyncio.sleep(RETRY_S)

    async def _serve(self, link: Link) -> None:
        await link.subscribe("hall/#")
        self._link = link
        for record in self.halls.values():
            record.is_ack_due = bool(record.epoch)  # a broker that lost everything lost this too
            record.asked_s = None
        for topic, payload in self._documents.items():
            await link.publish(topic, payload, is_retained=True)
        self.connected.set()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._acknowledge(link))
                tasks.create_task(self._hear(link))
        finally:
            self._link = None
            self.connected.clear()

    async def send(
        self, hall: str, name: str, args: Mapping[str, Any], *, command_id: str = "", timeout_s: float = 30.0
    ) -> Mapping[str, Any]:
        """Give a command, again until the hall answers; Unanswered."""
        command_id = command_id or f"central-{secrets.token_hex(8)}"
        answer = self._answers.setdefault(command_id, asyncio.get_running_loop().create_future())
        payload = json.dumps({"id": command_id, "args": dict(args)}, ensure_ascii=False).encode()
        try:
            async with Deadline(timeout_s):
                while not answer.done():
                    await self._publish(f"hall/{hall}/cmd/{name}", payload)
                    await asyncio.wait({answer}, timeout=REPEAT_S)
        except TimeoutError:
            raise Unanswered(f"{name} was not answered within {timeout_s:.0f} s") from None
        finally:
            self._answers.pop(command_id, None)
        return answer.result()

    async def publish_document(
        self,
        hall: str,
        name: str,
        version: str,
        body: Mapping[str, Any],
        *,
        valid_until: datetime | None = None,
    ) -> None:
        """Publish a document of a hall's catalogue, and again after every loss of the broker."""
        until = valid_until.isoformat() if valid_until else None
        said = {"version": version, "valid_until": until, "body": dict(body)}
        topic = f"hall/{hall}/catalogue/{name}"
        self._documents[topic] = json.dumps(said, ensure_ascii=False).encode()
        await self._publish(topic, self._documents[topic], is_retained=True)

    async def withdraw_document(self, hall: str, name: str) -> None:
        """Take a document back."""
        topic = f"hall/{hall}/catalogue/{name}"
        self._documents.pop(topic, None)
        await self._publish(topic, b"", is_retained=True)

    # ------------------------------------------------------------------------------------------------------------------

    async def _publish(self, topic: str, payload: bytes, *, is_retained: bool = False) -> None:
        await self.connected.wait()
        link = self._link
        if link is not None:
            with suppress(BrokerLost, TimeoutError):  # sent again, or the connection is being made anew
                async with Deadline(REPEAT_S):
                    await link.publish(topic, payload, is_retained=is_retained)

    async def _hear(self, link: Link) -> None:
        while True:
            message = await link.receive()
            _, hall, rest = message.topic.split("/", 2)
            await self._take(hall, rest, message.payload)
            link.acknowledge(message)

    async def _take(self, hall: str, rest: str, payload: bytes) -> None:
        record = self.halls.setdefault(hall, HallRecord(hall))
        if rest.startswith("event/"):
            raw = json.loads(payload)
            for event in raw["events"] if rest == "event/batch" else [raw]:
                await self._keep(record, event)
        elif rest.startswith("answer/"):
            answer = json.loads(payload)
            waiting = self._answers.get(answer["id"])
            if waiting is not None and not waiting.done():
                waiting.set_result(answer)
        elif rest == "status" or rest.startswith("state/"):
            if payload:
                record.states[rest] = json.loads(payload)
                if rest == "status":
                    record.greeted_s = asyncio.get_running_loop().time()
            else:
                record.states.pop(rest, None)

    async def _keep(self, record: HallRecord, event: Mapping[str, Any]) -> None:
        """Keep what comes next, drop what is known, ask for what is missing."""
        epoch, seq = event["epoch"], event["seq"]
        if epoch != record.epoch:
            if seq != 1 and not await self._is_start(record, epoch, seq):
                return
            record.epoch, record.last, record.asked_s = epoch, seq - 1, None
        if seq <= record.last:
            record.repeats += 1
        elif seq > record.last + 1:
            await self._ask_for(record, record.last + 1)
        else:
            record.last, record.asked_s, record.is_ack_due = seq, None, True
            record.events.append(event)
            self._on_event(event)

    async def _is_start(self, record: HallRecord, epoch: str, seq: int) -> bool:
        """Whether `seq` is the first there is of an epoch not known yet; the hall is asked for all of it."""
        if record.states.get("status", {}).get("epoch") not in (None, epoch):
            return False  # an old message, of before the hall began anew
        if epoch not in record.starts:
            await self._ask_for(record, 1)
            return False
        return record.starts[epoch] == seq

    async def _ask_for(self, record: HallRecord, seq: int) -> None:
        now_s = asyncio.get_running_loop().time()
        if record.asked_s is not None and now_s - record.asked_s < ASK_AGAIN_S:
            return
        record.asked_s = now_s
        record.gaps += 1
        command_id = f"gap-{secrets.token_hex(8)}"
        answer: asyncio.Future[Mapping[str, Any]] = asyncio.get_running_loop().create_future()
        answer.add_done_callback(lambda done: self._note_start(record, command_id, done))
        self._answers[command_id] = answer
        payload = json.dumps({"id": command_id, "args": {"from_seq": seq}}).encode()
        await self._publish(f"hall/{record.hall}/cmd/resend", payload)

    async def _catch_up(self, record: HallRecord) -> None:
        """Ask for everything of a hall that is there but says nothing: it may have told an empty broker."""
        status = record.states.get("status", {})
        is_unknown = status.get("state") == "online" and status.get("epoch") not in (record.epoch, *record.starts)
        if is_unknown and asyncio.get_running_loop().time() - record.greeted_s > CATCH_UP_S:
            await self._ask_for(record, 1)

    def _note_start(self, record: HallRecord, command_id: str, done: "asyncio.Future[Mapping[str, Any]]") -> None:
        self._answers.pop(command_id, None)
        if not done.cancelled() and done.result().get("ok"):
            start = done.result()["result"]
            record.starts[start["epoch"]] = start["from_seq"]

    async def _acknowledge(self, link: Link) -> None:
        while True:
            await asyncio.sleep(ACK_S)
            for record in list(self.halls.values()):
                await self._catch_up(record)
                if self._gives_acks and record.is_ack_due:
                    record.is_ack_due = False
                    ack = json.dumps({"epoch": record.epoch, "seq": record.last}).encode()
                    await link.publish(f"hall/{record.hall}/ack", ack, is_retained=True)

"""The bridge to central: one session after the other, for as long as the hall runs; the hall never waits for it.

connect ─▶ subscribe ─▶ status online ─▶ what is retained of us, and central's ack ─▶ uplink │ commands │ states
   ▲                                                                                         │ any error
   └──────────────── back-off: 1 s doubling to 60 s, full jitter ◀───────────────────────────┘
"""

import asyncio
import logging
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from edge.central.address import Address
from edge.central.backoff import Backoff
from edge.central.client import Times, Will
from edge.central.commands import CommandDesk
from edge.central.concerns import Concerns
from edge.central.errors import BrokerLost
from edge.central.link import Link, Message
from edge.central.packing import Packing
from edge.central.patience import Standstill
from edge.central.payloads import encode, plain
from edge.central.retained import RetainedStates
from edge.central.session import connected
from edge.central.snapshot import snapshot
from edge.central.surroundings import Surroundings
from edge.central.topics import Topics
from edge.central.uplink import Uplink
from edge.clock import Deadline
from edge.ports import BridgeStatus

CONTRACT = "1"
LATE_S = 5.0
QUIET_S = 0.3  # retained messages follow the subscription in one go, or there are none
GOOD_AFTER_S = 30.0  # a connection that held this long was good: the next back-off begins anew
WORRY_AFTER_S = 60.0
UNREACHABLE = "central_unreachable"
TICK_S = 1.0
STATUS_S = 5.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Central:
    """What the configuration says of central."""

    address: Address
    software: str = ""
    client_id: str = ""  # hall-{hall} if left out
    times: Times = field(default_factory=Times)


class CentralBridge:
    """Implements `edge.ports.Bridge`; `run` is its whole life. Without `central` it is not configured and idle."""

    def __init__(
        self, central: Central | None, around: Surroundings, chance: Callable[[], float] = random.random
    ) -> None:
        hall = around.commands.hall.plan.id
        self._central = central
        self._around = around
        self._topics = topics = Topics(hall)
        self._client_id = (central.client_id if central else "") or f"hall-{hall}"
        self._backoff = Backoff(chance)
        self._concerns = Concerns(around.commands)
        packing = Packing(hall, topics, around.journal, around.clock_state)
        self._uplink = Uplink(around.journal, packing, self._concerns, Standstill(), around.renew_epoch)
        self.desk = CommandDesk(topics, around, snapshot=self._snapshot, resend=self._uplink.resend)
        self._states = RetainedStates(topics, around)
        self._watchers: list[Callable[[BridgeStatus], None]] = []
        self._status = BridgeStatus(central is not None, is_connected=False, since=around.clock.now())

    def status(self) -> BridgeStatus:
        """Return how it stands now."""
        return replace(self._status, waiting=self._uplink.waiting if self._central else 0)

    def watch(self, callback: Callable[[BridgeStatus], None]) -> Callable[[], None]:
        """Call back when it connects, loses the broker, or has more or less waiting; returns how to stop."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    async def run(self) -> None:
        """Keep the session with central until cancelled; returns at once where no central is configured."""
        if self._central is None:
            return
        await self._uplink.load()
        unwatch = self._states.watch()
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._look_after())
                while True:
                    await self._attempt(self._central)
                    await self._around.clock.sleep(self._backoff.next_s())
        finally:
            unwatch()

    # -- one connection ------------------------------------------------------------------------------------------------

    async def _attempt(self, central: Central) -> None:
        loop = asyncio.get_running_loop()
        began_s = loop.time()
        will = Will(self._topics.status, self._birth("offline", None))
        try:
            async with connected(central.address, self._client_id, will, central.times) as link:
                await self._serve(link, central.times)
        except* BrokerLost as lost:
            self._say(is_connected=False, detail=_first(lost))
        if loop.time() - began_s >= GOOD_AFTER_S:
            self._backoff.reset()

    async def _serve(self, link: Link, times: Times) -> None:
        topics = self._topics
        await link.subscribe(topics.commands, topics.ack, topics.documents, topics.states)
        await link.publish(self._topics.status, self._birth("online", self._around.clock.now()), is_retained=True)
        try:
            await self._work(link)
        except asyncio.CancelledError:
            if not link.is_lost:
                await self._say_goodbye(link, times)
            raise

    async def _work(self, link: Link) -> None:
        inbox: asyncio.Queue[Message] = asyncio.Queue()
        left_over = await self._hear_retained(link, inbox)
        self._say(is_connected=True, detail="MQTT 5" if link.is_5 else "MQTT 3.1.1")
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._hear(link, inbox))
            tasks.create_task(self._stop_hearing_states(link))
            tasks.create_task(self.desk.run(link, inbox))
            tasks.create_task(self._uplink.run(link))
            tasks.create_task(self._states.run(link, left_over))
            tasks.create_task(self._keep_status(link))

    async def _keep_status(self, link: Link) -> None:
        """Say it again when the epoch is a new one, or the clock has become better or worse."""
        said = self._identity()
        while True:
            await asyncio.sleep(STATUS_S)
            if self._identity() != said:
                said = self._identity()
                await link.publish(self._topics.status, self._birth("online", self._status.since), is_retained=True)

    def _identity(self) -> tuple[str, str]:
        return self._around.journal.epoch, self._around.clock_state()

    async def _say_goodbye(self, link: Link, times: Times) -> None:
        self._say(is_connected=False, detail="stopped")
        with suppress(BrokerLost, TimeoutError):
            async with Deadline(times.goodbye_s):
                gone = self._birth("offline", self._around.clock.now())
                await link.publish(self._topics.status, gone, is_retained=True)

    async def _hear_retained(self, link: Link, inbox: "asyncio.Queue[Message]") -> set[str]:
        """Return which states the broker still holds of earlier times; commands and ack are dealt with or kept."""
        topics: set[str] = set()
        self._uplink.expect_ack()
        with suppress(TimeoutError):
            while True:
                async with Deadline(QUIET_S):
                    message = await link.receive()
                if message.is_retained and message.payload and self._topics.is_state(message.topic):
                    topics.add(message.topic)
                self._sort(link, message, inbox)
        return topics

    async def _hear(self, link: Link, inbox: "asyncio.Queue[Message]") -> None:
        while True:
            message = await link.receive()
            if message.is_retained and message.payload and self._topics.is_state(message.topic):
                self._states.find(message.topic)
            self._sort(link, message, inbox)

    async def _stop_hearing_states(self, link: Link) -> None:
        """A broker under load may tell later what it holds; then its echo of our own states is of no more use."""
        await asyncio.sleep(LATE_S)
        await link.unsubscribe(self._topics.states)

    def _sort(self, link: Link, message: Message, inbox: "asyncio.Queue[Message]") -> None:
        if self._topics.command(message.topic) is not None and not message.is_retained:
            inbox.put_nowait(message)
            return
        if message.topic == self._topics.ack:
            self._uplink.hear_ack(message.payload)
        if (document := self._topics.document(message.topic)) is not None:
            self._around.hear_document(document, message.payload)
        link.acknowledge(message)

    # -- looking after it ----------------------------------------------------------------------------------------------

    async def _look_after(self) -> None:
        """Once a second: tell the watchers, and worry when the broker stays away."""
        told = self.status()
        while True:
            await asyncio.sleep(TICK_S)
            now = self.status()
            if now != told:
                told = now
                self._tell(now)
            if now.is_connected:
                await self._concerns.settle(UNREACHABLE)
            elif (self._around.clock.now() - now.since).total_seconds() >= WORRY_AFTER_S:
                await self._concerns.worry(UNREACHABLE, now.detail)

    def _say(self, *, is_connected: bool, detail: str) -> None:
        has_turned = is_connected != self._status.is_connected
        since = self._around.clock.now() if has_turned else self._status.since
        is_news = has_turned or not self._status.detail
        self._status = replace(self._status, is_connected=is_connected, since=since, detail=detail)
        if is_news:
            level = logging.INFO if is_connected else logging.WARNING
            _log.log(level, "central is %s: %s", "connected" if is_connected else "not connected", detail)
            self._tell(self.status())

    def _tell(self, status: BridgeStatus) -> None:
        for callback in tuple(self._watchers):
            callback(status)

    def _birth(self, state: str, since: datetime | None) -> bytes:
        """Return `status`; the will has no `since`, for nobody knows when it will be spoken."""
        return encode(
            {
                "state": state,
                "since": plain(since),
                "epoch": self._around.journal.epoch,
                "software": self._central.software if self._central else "",
                "contract": CONTRACT,
                "clock": self._around.clock_state(),
            }
        )

    async def _snapshot(self) -> Mapping[str, Any]:
        around = self._around
        return await snapshot(around.commands.hall, around.journal, around.devices.statuses().values())


def _first(group: BaseExceptionGroup[BrokerLost]) -> str:
    """Return the first reason in a group of groups; the others follow from it."""
    error: BaseException = group
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return str(error)

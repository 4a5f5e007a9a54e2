"""Central's commands: read, done once, answered, and only then acknowledged to the broker.

    cmd/{name} ─▶ read ─▶ expired? ─▶ submit (durable on return) ─▶ answer/{id} ─▶ PUBACK of the command

A crash before the PUBACK brings the command again; its id makes it happen once all the same. Commands are begun in the
order in which they came, several at a time, so that a slow device holds up no ticket.
"""

import asyncio
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from edge.central import answers
from edge.central.arguments import DeviceArgs, NoArgs, ResendArgs
from edge.central.errors import PublishRefused
from edge.central.link import Message
from edge.central.reading import reading
from edge.central.requests import BESIDE, Request, read_command, read_id, read_request
from edge.central.surroundings import Surroundings
from edge.central.topics import Topics
from edge.hall.commands import Take
from edge.hall.refusal import Refused
from edge.ports import Answer, JournalBroken

AT_ONCE = 20  # commands being done; the broker holds the rest back
REMEMBERED = 256  # answers of devices; the hall's own are in the journal
LARGEST_ANSWER = 900 * 1024  # bytes; brokers drop, or hang up on, more than a megabyte
LOOK_BACK = 10_000  # events searched for what an expired command did before it expired


class Outlet(Protocol):
    """As much of a link as answering needs."""

    async def publish(self, topic: str, payload: bytes, *, is_retained: bool = False) -> None: ...

    def acknowledge(self, message: Message) -> None: ...


class CommandDesk:
    """Takes what arrives on `cmd/{name}`; `counts` says how often it was accepted or why it was refused."""

    def __init__(
        self,
        topics: Topics,
        around: Surroundings,
        *,
        snapshot: Callable[[], Awaitable[Mapping[str, Any]]],
        resend: Callable[[int], Awaitable[Mapping[str, Any]]],
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._topics = topics
        self._around = around
        self._snapshot = snapshot
        self._resend = resend
        self._of_devices: OrderedDict[str, Answer] = OrderedDict()

    async def run(self, outlet: Outlet, inbox: "asyncio.Queue[Message]") -> None:
        """Serve `inbox` for as long as the link holds."""
        room = asyncio.Semaphore(AT_ONCE)
        begun: asyncio.Queue[tuple[Message, asyncio.Task[None] | None]] = asyncio.Queue()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._acknowledge(outlet, begun))
            while True:
                message = await inbox.get()
                await room.acquire()
                serving = tasks.create_task(self.serve(outlet, message))
                serving.add_done_callback(lambda _: room.release())
                is_lasting = self._topics.command(message.topic) not in BESIDE
                begun.put_nowait((message, serving if is_lasting else None))

    async def _acknowledge(
        self, outlet: Outlet, begun: "asyncio.Queue[tuple[Message, asyncio.Task[None] | None]]"
    ) -> None:
        """Acknowledge in the order of arrival, as MQTT demands.

        What changes nothing in the hall is not waited for: a device may be slow, and a snapshot that is too large for
        the broker would come again with every connection that it ends.
        """
        while True:
            message, serving = await begun.get()
            if serving is not None:
                await serving
            outlet.acknowledge(message)

    async def serve(self, outlet: Outlet, message: Message) -> None:
        """Do what one message asks and answer it; BrokerLost."""
        name = self._topics.command(message.topic) or ""
        command_id, topic = "", ""
        try:
            request = read_request(message.payload)
            command_id, topic = request.id, self._answer_topic(request)
            payload = answers.accepted(command_id, await self._do(name, request))
            if len(payload) > LARGEST_ANSWER:
                raise Refused("too_large", bytes=len(payload))
            self.counts["accepted"] += 1
        except Refused as refusal:
            self.counts[refusal.code] += 1
            command_id = command_id or read_id(message.payload)
            payload = answers.refused(command_id, refusal)
        except JournalBroken:
            self.counts["journal_broken"] += 1
            payload = answers.refused(command_id, Refused("journal_broken"))
        await self._tell(outlet, topic or self._topics.answer(command_id), payload)

    async def _tell(self, outlet: Outlet, topic: str, payload: bytes) -> None:
        try:
            await outlet.publish(topic, payload)
        except PublishRefused:
            if topic.startswith(self._topics.answer("")[:-1]):
                raise
            self.counts["reply_refused"] += 1  # a topic of the asker's choice; it must not end the session

    def _answer_topic(self, request: Request) -> str:
        if request.reply is None:
            return self._topics.answer(request.id)
        if not self._topics.may_answer_to(request.reply):
            raise Refused("bad_args", reply=f"must be a topic of its own under {self._topics.prefix}")
        return request.reply

    async def _do(self, name: str, request: Request) -> Mapping[str, Any]:
        if request.expires is not None and request.expires <= self._around.clock.now():
            return await self._recorded(request.id)
        command = read_command(name, request)
        if isinstance(command, DeviceArgs):
            return await self._act(request.id, command)
        if isinstance(command, ResendArgs):
            return await self._resend(command.from_seq)
        if isinstance(command, NoArgs):
            return await self._snapshot()
        if isinstance(command, Take):
            return await self._take(request.id, command)
        return await self._around.commands.submit(command, request.id)

    async def _take(self, command_id: str, take: Take) -> Answer:
        """Take a ticket, with the slot of its appointment; one that was taken before the list expired stays taken."""
        try:
            take = self._around.bookings.fill(take, self._around.clock.now())
        except Refused as refusal:
            try:
                return await self._recorded(command_id)
            except Refused:
                raise refusal from None
        return await self._around.commands.submit(take, command_id)

    async def _recorded(self, command_id: str) -> Answer:
        """Return what was answered if it was done in time, for it comes again when the answer was lost; Refused."""
        if command_id in self._of_devices:
            return self._of_devices[command_id]
        tail = self._around.journal.tail
        if tail > 0:
            async with reading(self._around.journal, max(0, tail - LOOK_BACK)) as entries:
                async for entry in entries:
                    if entry.command_id == command_id:
                        return entry.answer
                    if entry.last >= tail:
                        break
        raise Refused("expired")

    async def _act(self, command_id: str, args: DeviceArgs) -> Answer:
        if command_id not in self._of_devices:
            answer = await self._around.devices.act(args.name, args.action)
            self._of_devices[command_id] = answer
            while len(self._of_devices) > REMEMBERED:
                self._of_devices.popitem(last=False)
        return self._of_devices[command_id]

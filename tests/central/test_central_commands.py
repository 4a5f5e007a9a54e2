"""Central's commands over the real rules, with a link that is only a list."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from edge.central.commands import CommandDesk
from edge.central.errors import PublishRefused
from edge.central.link import Message
from edge.central.snapshot import snapshot
from edge.central.topics import Topics
from edge.hall.commands import Take
from tests.central.appointments import appointment, published
from tests.central.small_hall import HALL, PERSON, FakeLink, SmallHall, small_hall
from tests.support.waiting import until

PREFIX = f"hall/{HALL}/"


class Desk:
    """A command desk at work, and what it says."""

    def __init__(self, hall: SmallHall) -> None:
        self.hall = hall
        self.link = FakeLink()
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.resent: list[int] = []
        self.desk = CommandDesk(Topics(HALL), hall.around, snapshot=self._snapshot, resend=self._resend)
        self._mid = 0

    async def _snapshot(self) -> Mapping[str, Any]:
        return await snapshot(self.hall.engine.hall, self.hall.journal, self.hall.room.statuses().values())

    async def _resend(self, seq: int) -> Mapping[str, Any]:
        self.resent.append(seq)
        return {"from_seq": seq}

    def put(self, name: str, payload: bytes) -> Message:
        self._mid += 1
        message = Message(f"{PREFIX}cmd/{name}", payload, is_retained=False, mid=self._mid, qos=1)
        self.inbox.put_nowait(message)
        return message

    async def ask(self, name: str, args: Mapping[str, Any], **envelope: Any) -> tuple[str, dict[str, Any]]:
        """Send a command; the topic and the content of its answer."""
        return await self.say(name, json.dumps({"id": "id-1", "args": args, **envelope}).encode())

    async def say(self, name: str, payload: bytes) -> tuple[str, dict[str, Any]]:
        before = len(self.link.sent)
        self.put(name, payload)
        await until(lambda: len(self.link.sent) > before)
        topic, raw, is_retained = self.link.sent[-1]
        assert not is_retained
        return topic, json.loads(raw)

    async def code(self, name: str, payload: bytes) -> str:
        _, answer = await self.say(name, payload)
        assert answer["ok"] is False
        code: str = answer["error"]["code"]
        return code


@asynccontextmanager
async def at_work() -> AsyncIterator[Desk]:
    async with small_hall() as hall:
        await hall.open()
        desk = Desk(hall)
        running = asyncio.create_task(desk.desk.run(desk.link, desk.inbox))
        try:
            yield desk
            assert not running.done()
        finally:
            running.cancel()
            await asyncio.wait({running})


async def test_a_taken_ticket_is_answered_with_its_number() -> None:
    async with at_work() as desk:
        topic, answer = await desk.ask("take", {"service": "social"})
        assert topic == f"{PREFIX}answer/id-1"
        assert (answer["id"], answer["ok"], answer["result"]["number"]) == ("id-1", True, "A001")
        assert desk.hall.journal._entries[-1].command_id == "id-1"


async def test_a_repeated_id_is_answered_alike_and_happens_once() -> None:
    async with at_work() as desk:
        first = await desk.ask("take", {"service": "social"})
        assert await desk.ask("take", {"service": "social"}) == first
        assert desk.hall.kinds().count("ticket.taken") == 1


async def test_a_refusal_of_the_rules_is_an_answer() -> None:
    async with at_work() as desk:
        _, answer = await desk.ask("call", {"window": 3})
        assert (answer["ok"], answer["error"]["code"]) == (False, "nobody_waiting")
        _, answer = await desk.ask("call", {"window": 99})
        assert answer["error"] == {
            "code": "unknown_window",
            "message": "没有 99 号窗口。",
            "message_en": "There is no window 99.",
            "fields": {"window": 99},
        }


async def test_the_answer_goes_where_it_is_wanted_if_that_is_under_this_hall() -> None:
    async with at_work() as desk:
        topic, answer = await desk.ask("take", {"service": "social"}, reply=f"{PREFIX}desk/7")
        assert (topic, answer["ok"]) == (f"{PREFIX}desk/7", True)
        topic, answer = await desk.ask("take", {"service": "social"}, id="id-2", reply="hall/other/answer/1")
        assert (topic, answer["error"]["code"]) == (f"{PREFIX}answer/id-2", "bad_args")
        assert desk.hall.kinds().count("ticket.taken") == 1


async def test_an_expired_command_is_answered_so_and_not_done() -> None:
    async with at_work() as desk:
        past = (desk.hall.around.clock.now() - timedelta(seconds=1)).isoformat()
        _, answer = await desk.ask("take", {"service": "social"}, expires=past)
        assert answer["error"]["code"] == "expired"
        assert "ticket.taken" not in desk.hall.kinds()


async def test_an_expired_repeat_of_what_was_done_in_time_gets_the_recorded_answer() -> None:
    async with at_work() as desk:
        soon = (desk.hall.around.clock.now() + timedelta(seconds=30)).isoformat()
        first = await desk.ask("take", {"service": "social"}, expires=soon)
        await asyncio.sleep(60)
        assert await desk.ask("take", {"service": "social"}, expires=soon) == first


async def test_what_is_not_understood_is_refused_counted_and_acknowledged() -> None:
    async with at_work() as desk:
        assert await desk.code("take", b"{") == "bad_args"
        assert desk.link.topics()[-1] == f"{PREFIX}answer/-"
        assert await desk.code("take", b'{"id":"7","args":{"service":7}}') == "bad_args"
        assert desk.link.topics()[-1] == f"{PREFIX}answer/7"
        assert await desk.code("dance", b'{"id":"8"}') == "unknown_command"
        assert await desk.code("take", b"x" * 100_000) == "too_large"
        assert desk.desk.counts == {"bad_args": 2, "unknown_command": 1, "too_large": 1}
        await asyncio.sleep(0.1)
        assert len(desk.link.acknowledged) == 4


async def test_a_command_is_acknowledged_only_when_it_is_answered() -> None:
    async with at_work() as desk:
        desk.link.is_hoarding = True
        message = desk.put("take", b'{"id":"1","args":{"service":"social"}}')
        await asyncio.sleep(1)
        assert (len(desk.link.sent), desk.link.acknowledged) == (1, [])
        desk.link.release([0])
        await asyncio.sleep(0.1)
        assert desk.link.acknowledged == [message]


async def test_a_slow_device_holds_up_neither_tickets_nor_acknowledgements() -> None:
    async with at_work() as desk:
        desk.hall.room.gate = asyncio.Event()
        slow = desk.put("device", b'{"id":"d","args":{"name":"printer-1","action":"test"}}')
        _, answer = await desk.ask("take", {"service": "social"})
        assert answer["result"]["number"] == "A001"
        await asyncio.sleep(0.1)
        assert desk.link.acknowledged[0] is slow
        assert len(desk.link.acknowledged) == 2
        desk.hall.room.gate.set()
        await asyncio.sleep(0.1)
        assert desk.link.topics()[-1] == f"{PREFIX}answer/d"


async def test_acknowledgements_keep_the_order_of_arrival() -> None:
    async with at_work() as desk:
        desk.link.is_hoarding = True
        first, second = (desk.put("take", b'{"id":"%d","args":{"service":"social"}}' % number) for number in (1, 2))
        await asyncio.sleep(0.1)
        desk.link.release([1])
        await asyncio.sleep(0.1)
        assert desk.link.acknowledged == []
        desk.link.release([0])
        await asyncio.sleep(0.1)
        assert desk.link.acknowledged == [first, second]


async def test_a_device_is_asked_once_for_each_id() -> None:
    async with at_work() as desk:
        first = await desk.ask("device", {"name": "printer-1", "action": "test"})
        assert await desk.ask("device", {"name": "printer-1", "action": "test"}) == first
        assert desk.hall.room.acts == [("printer-1", "test")]
        _, answer = await desk.ask("device", {"name": "led-9", "action": "test"}, id="id-2")
        assert answer["error"]["code"] == "unknown_device"


async def test_a_resend_is_passed_on() -> None:
    async with at_work() as desk:
        _, answer = await desk.ask("resend", {"from_seq": 7})
        assert (answer["result"], desk.resent) == ({"from_seq": 7}, [7])


async def test_a_snapshot_is_the_hall_as_it_goes_on_without_keys_and_tokens() -> None:
    async with at_work() as desk:
        await desk.hall.take(60)
        await desk.hall.engine.submit(Take(("social",), person=PERSON), "with-card")
        await desk.hall.serve_one("first")
        _, answer = await desk.ask("snapshot", {})
        whole = answer["result"]
        assert (whole["hall"], whole["seq"]) == (HALL, desk.hall.journal.tail)
        assert len(whole["tickets"]) == 60
        assert whole["ended"] == {"done": 1}
        assert whole["tickets"][-1]["person"]["name_masked"] == "张**"
        assert whole["ratings"][0]["state"] == "open"
        assert [window["number"] for window in whole["windows"]] == [3, 4]
        assert "token_hash" not in json.dumps(whole)
        assert PERSON.key not in json.dumps(whole)


async def test_a_reply_topic_that_the_broker_refuses_does_not_end_the_session() -> None:
    class Picky(FakeLink):
        async def publish(self, topic: str, payload: bytes, *, is_retained: bool = False) -> None:
            if "/desk/" in topic:
                raise PublishRefused(topic, "Not authorized")
            await super().publish(topic, payload, is_retained=is_retained)

    async with small_hall() as hall:
        await hall.open()
        desk = Desk(hall)
        payload = json.dumps({"id": "1", "args": {"service": "social"}, "reply": f"{PREFIX}desk/7"}).encode()
        await desk.desk.serve(Picky(), Message(f"{PREFIX}cmd/take", payload, is_retained=False, mid=1, qos=1))
        assert desk.desk.counts == {"accepted": 1, "reply_refused": 1}


async def test_an_answer_too_large_for_a_broker_is_refused_in_words() -> None:
    async with at_work() as desk:
        for number in range(1100):
            await desk.hall.engine.submit(Take(("social",), case="0" * 900), f"take-{number}")
        _, answer = await desk.ask("snapshot", {})
        assert answer["error"]["code"] == "too_large"


async def test_an_appointment_alone_names_its_service_and_checks_in() -> None:
    async with at_work() as desk:
        now = desk.hall.around.clock.now()
        desk.hall.shelf.put(published(appointment("ap-7", now), now=now, hours=8))
        _, answer = await desk.ask("take", {"appointment": "ap-7"})
        ticket = desk.hall.engine.hall.ticket(answer["result"]["ticket"])
        assert (ticket.service, ticket.ticket_class.value, ticket.appointment) == ("social", "appointment", "ap-7")
        assert ticket.slot is not None
        again = await desk.code("take", b'{"id": "id-2", "args": {"appointment": "ap-7"}}')
        assert again == "appointment_used"
        assert await desk.code("take", b'{"id": "id-3", "args": {"appointment": "ap-8"}}') == "appointment_unknown"


async def test_a_check_in_that_is_repeated_after_the_list_expired_gets_its_answer() -> None:
    async with at_work() as desk:
        now = desk.hall.around.clock.now()
        desk.hall.shelf.put(published(appointment("ap-7", now), appointment("ap-8", now), now=now, hours=0.01))
        _, first = await desk.ask("take", {"appointment": "ap-7"})
        await asyncio.sleep(60)
        _, again = await desk.ask("take", {"appointment": "ap-7"})
        assert again == first
        assert await desk.code("take", b'{"id": "id-2", "args": {"appointment": "ap-8"}}') == "appointments_expired"

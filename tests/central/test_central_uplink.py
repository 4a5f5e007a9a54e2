"""The journal's way to central, with a link that is only a list."""

import asyncio
import json

from edge.central.packing import MANY, PACK
from edge.central.patience import Standstill
from edge.central.uplink import CENTRAL, UPLINK
from tests.central.small_hall import HALL, FakeLink, small_hall
from tests.central.uplinks import ack, linked, numbers, uplink_of


async def test_events_go_out_in_order_with_everything_the_contract_names() -> None:
    async with small_hall() as hall:
        await hall.open()
        link, uplink = FakeLink(), uplink_of(hall)
        async with linked(uplink, link):
            await hall.take(1)
            await asyncio.sleep(0.1)
        assert link.topics() == [
            f"hall/{HALL}/event/day/opened",
            f"hall/{HALL}/event/window/opened",
            f"hall/{HALL}/event/ticket/taken",
        ]
        last = json.loads(link.sent[-1][1])
        assert list(last) == ["v", "hall", "epoch", "seq", "at", "clock", "kind", "data", "cause"]
        assert (last["v"], last["hall"], last["epoch"], last["seq"]) == (1, HALL, hall.journal.epoch, 3)
        assert (last["kind"], last["clock"], last["cause"]) == ("ticket.taken", "rtc", "take-0")
        assert last["at"].endswith("+08:00")
        assert last["data"]["number"] == "A001"
        assert not any(is_retained for _, _, is_retained in link.sent)


async def test_many_that_wait_are_packed_and_the_last_hundred_go_singly() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.take(298)
        link = FakeLink()
        async with linked(uplink_of(hall), link):
            await asyncio.sleep(0.1)
        assert numbers(link) == list(range(1, 301))
        packed = [len(json.loads(payload)["events"]) for topic, payload, _ in link.sent if topic.endswith("/batch")]
        assert packed == [PACK] * ((300 - MANY) // PACK)


async def test_the_cursor_moves_when_all_before_it_are_acknowledged_by_the_broker() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.take(3)
        link = FakeLink(is_hoarding=True)
        async with linked(uplink_of(hall), link):
            link.release([1, 2, 4])
            await asyncio.sleep(1.1)
            assert await hall.journal.cursor(UPLINK) == 0
            link.release([0])
            await asyncio.sleep(1.1)
            assert await hall.journal.cursor(UPLINK) == 3
            link.release([3])
            await asyncio.sleep(1.1)
            assert await hall.journal.cursor(UPLINK) == 5


async def test_without_any_ack_a_new_connection_goes_on_at_the_cursor() -> None:
    async with small_hall() as hall:
        await hall.open()
        uplink = uplink_of(hall)
        async with linked(uplink, FakeLink()):
            pass
        await hall.take(1)
        again = uplink_of(hall)  # another run of the daemon
        await again.load()
        link = FakeLink()
        async with linked(again, link):
            pass
        assert numbers(link) == [3]


async def test_after_every_connect_it_begins_where_central_stands() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.take(4)
        uplink, link = uplink_of(hall), FakeLink()
        async with linked(uplink, FakeLink()):
            pass
        uplink.hear_ack(ack(hall.journal.epoch, 4))
        assert uplink.waiting == 2
        async with linked(uplink, link):
            pass
        assert numbers(link) == [5, 6]


async def test_what_central_has_is_remembered_for_the_next_run() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.take(4)
        uplink, link = uplink_of(hall), FakeLink()
        async with linked(uplink, FakeLink()):
            uplink.hear_ack(ack(hall.journal.epoch, 4))
            await asyncio.sleep(1.1)
        assert await hall.journal.cursor(CENTRAL) == 4
        again = uplink_of(hall)
        await again.load()
        async with linked(again, link):  # the broker has lost central's ack, and perhaps more
            pass
        assert numbers(link) == [5, 6]


async def test_an_ack_that_comes_late_and_stands_behind_what_earlier_runs_sent_brings_it_again() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.take(4)
        uplink, link = uplink_of(hall), FakeLink()
        async with linked(uplink, FakeLink()):
            pass
        async with linked(uplink, link):
            assert numbers(link) == []
            uplink.hear_ack(ack(hall.journal.epoch, 2))
            await asyncio.sleep(0.1)
        assert numbers(link) == [3, 4, 5, 6]


async def test_the_first_ack_of_a_connection_that_had_none_shows_what_went_to_nobody() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.take(4)
        uplink, link = uplink_of(hall), FakeLink()
        uplink.hear_ack(ack(hall.journal.epoch, 2))
        async with linked(uplink, FakeLink()):
            pass
        uplink.expect_ack()  # a new connection, to a broker that has forgotten everything
        async with linked(uplink, link):
            assert numbers(link) == [3, 4, 5, 6]
            uplink.hear_ack(ack(hall.journal.epoch, 4))  # what central had got before, and could not say
            await asyncio.sleep(0.1)
        assert numbers(link) == [3, 4, 5, 6, 5, 6]


async def test_an_ack_said_again_brings_what_was_sent_while_central_was_away_but_only_once() -> None:
    async with small_hall() as hall:
        await hall.open()
        uplink, link = uplink_of(hall), FakeLink()
        uplink.hear_ack(ack(hall.journal.epoch, 1))
        async with linked(uplink, link):
            assert numbers(link) == [2]
            await hall.take(1)
            await asyncio.sleep(0.1)
            for _ in range(5):
                uplink.hear_ack(ack(hall.journal.epoch, 1))
                await asyncio.sleep(0.1)
            assert numbers(link) == [2, 3, 2, 3]
            uplink.hear_ack(ack(hall.journal.epoch, 2))
            uplink.hear_ack(ack(hall.journal.epoch, 3))
            await asyncio.sleep(0.1)
        assert numbers(link) == [2, 3, 2, 3]


async def test_an_ack_that_stands_still_brings_everything_again_after_30_s_then_60_s() -> None:
    async with small_hall() as hall:
        await hall.open()
        uplink, link = uplink_of(hall), FakeLink()
        uplink.hear_ack(ack(hall.journal.epoch, 1))
        async with linked(uplink, link):
            await asyncio.sleep(29)
            assert numbers(link) == [2]
            await asyncio.sleep(4)
            assert numbers(link) == [2, 2]
            await asyncio.sleep(55)
            assert numbers(link) == [2, 2]
            await asyncio.sleep(8)
            assert numbers(link) == [2, 2, 2]
            uplink.hear_ack(ack(hall.journal.epoch, 2))
            await asyncio.sleep(4000)
            assert numbers(link) == [2, 2, 2]
            assert uplink.waiting == 0


async def test_a_resend_goes_back_as_far_as_it_is_asked() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.take(3)
        uplink, link = uplink_of(hall), FakeLink()
        async with linked(uplink, link):
            assert await uplink.resend(4) == {"epoch": hall.journal.epoch, "from_seq": 4, "tail": 5}
            await asyncio.sleep(0.1)
            assert (await uplink.resend(99))["from_seq"] == 99
            await asyncio.sleep(0.1)
        assert numbers(link) == [1, 2, 3, 4, 5, 4, 5]


async def test_a_resend_of_what_is_no_longer_kept_says_where_it_begins() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.take(3)
        uplink, link = uplink_of(hall), FakeLink()
        async with linked(uplink, link):
            await hall.journal.forget(3)
            assert (await uplink.resend(1))["from_seq"] == 4
            await asyncio.sleep(0.1)
        assert numbers(link) == [1, 2, 3, 4, 5, 4, 5]


async def test_an_ack_that_is_none_is_counted() -> None:
    async with small_hall() as hall:
        uplink = uplink_of(hall)
        for raw in (
            b"",
            b"{",
            b"[]",
            b'{"epoch":1,"seq":1}',
            b'{"epoch":"e","seq":-1}',
            b'{"epoch":"e","seq":true}',
            b"\xff",
        ):
            uplink.hear_ack(raw)
        assert (uplink.bad_acks, uplink.waiting) == (7, 0)


def test_patience_doubles_to_a_quarter_of_an_hour_and_begins_anew_with_every_step() -> None:
    standstill = Standstill()
    fired = [second for second in range(10_000) if standstill.is_over(float(second), 5, 9)]
    steps = [later - earlier for earlier, later in zip([0, *fired], fired, strict=False)]
    assert steps == [30, 60, 120, 240, 480] + [900] * 10
    assert not standstill.is_over(10_000.0, 6, 9)
    assert not standstill.is_over(10_029.0, 6, 9)
    assert standstill.is_over(10_030.0, 6, 9)
    assert not standstill.is_over(10_060.0, 9, 9)

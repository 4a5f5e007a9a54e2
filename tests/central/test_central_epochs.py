"""When central gives no acknowledgement, one of another epoch, or one of more than the journal has."""

import asyncio
import json

from edge.central.uplink import BEHIND, CENTRAL, NO_ACK
from edge.ports import Seq
from tests.central.small_hall import FakeLink, small_hall
from tests.central.uplinks import ack, linked, numbers, uplink_of


async def test_a_central_that_gives_no_ack_is_a_problem_until_it_does() -> None:
    async with small_hall() as hall:
        await hall.open()
        uplink, link = uplink_of(hall), FakeLink()
        async with linked(uplink, link):
            await asyncio.sleep(29)
            assert (NO_ACK, "central") not in hall.engine.hall.state.problems
            await asyncio.sleep(3)
            assert (NO_ACK, "central") in hall.engine.hall.state.problems
            await asyncio.sleep(3600)
            assert hall.kinds().count("problem.raised") == 1
            assert uplink.waiting == 0  # the broker's word is all there is
            uplink.hear_ack(ack(hall.journal.epoch, hall.journal.tail))
            await asyncio.sleep(2)
            assert (NO_ACK, "central") not in hall.engine.hall.state.problems


async def test_an_ack_of_another_epoch_says_nothing_about_this_one() -> None:
    async with small_hall() as hall:
        await hall.open()
        uplink, link = uplink_of(hall), FakeLink()
        uplink.hear_ack(ack("another", 500))
        async with linked(uplink, link):
            await asyncio.sleep(1.1)
        assert numbers(link) == [1, 2]
        assert await hall.journal.cursor(CENTRAL) == 0


async def test_nothing_is_sent_under_numbers_that_central_has_already() -> None:
    async with small_hall() as hall:
        await hall.open()
        uplink, link = uplink_of(hall), FakeLink()
        uplink.hear_ack(ack(hall.journal.epoch, 500))
        async with linked(uplink, link):
            await hall.take(1)
            await asyncio.sleep(2)
        assert (numbers(link), uplink.is_held) == ([], True)
        assert (BEHIND, "central") in hall.engine.hall.state.problems


async def test_a_journal_behind_central_goes_on_under_a_new_epoch() -> None:
    async with small_hall() as hall:
        await hall.open()
        asked: list[Seq] = []

        async def renew(seq: Seq) -> None:
            asked.append(seq)
            hall.journal.epoch = "new"

        uplink, link = uplink_of(hall, renew_epoch=renew), FakeLink()
        uplink.hear_ack(ack(hall.journal.epoch, 500))
        async with linked(uplink, link):
            await asyncio.sleep(2.5)
        assert asked == [500]
        assert numbers(link)[:3] == [1, 2, 3]
        assert {json.loads(payload)["epoch"] for _, payload, _ in link.sent} == {"new"}
        assert (BEHIND, "central") not in hall.engine.hall.state.problems

"""Who stands at a dispenser: masked, for a minute, and nobody else in their place."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from drivers.contract import CardRead, CardRemoved, CardType, CardUnreadable
from edge.clock import SystemClock
from edge.identity import Keys
from edge.kiosk.cards import Cards

CARD = CardRead(CardType.CITIZEN, "张三丰", "11010119500101002X", "19500101", {"address": "北京市东城区"})
OTHER = CardRead(CardType.CITIZEN, "李四", "110101199001010011", "19900101")


@asynccontextmanager
async def card_desk() -> AsyncIterator[tuple[Cards, list[str]]]:
    cards = Cards(SystemClock(), lambda: Keys(bytes(32), None))
    told: list[str] = []
    cards.watch(told.append)
    running = asyncio.create_task(cards.run())
    await asyncio.sleep(0)
    try:
        yield cards, told
    finally:
        running.cancel()
        await asyncio.wait({running})


async def test_a_card_is_masked_and_kept_for_a_minute_also_when_it_is_taken_away() -> None:
    async with card_desk() as (cards, told):
        cards.hear("door", CARD)
        await asyncio.sleep(10)
        cards.hear("door", CardRemoved())
        person = cards.person_at("door")
        assert person is not None
        assert (person.name_masked, person.number_tail, person.sealed) == ("张**", "002X", "")
        kept = repr((vars(cards), person))
        assert not [secret for secret in ("三丰", "110101", CARD.birth, "东城") if secret in kept]
        assert cards.person_at("hall") is None
        await asyncio.sleep(49)
        assert cards.person_at("door") is person
        await asyncio.sleep(2)
        assert cards.person_at("door") is None
        assert told == ["door", "door"]


async def test_every_desk_lapses_in_its_own_time() -> None:
    async with card_desk() as (cards, told):
        cards.hear("door", CARD)
        await asyncio.sleep(30)
        cards.hear("hall", OTHER)
        await asyncio.sleep(31)
        assert (cards.person_at("door"), told) == (None, ["door", "hall", "door"])
        assert cards.person_at("hall") is not None
        await asyncio.sleep(30)
        assert told == ["door", "hall", "door", "hall"]


async def test_the_same_card_is_the_same_person_and_another_takes_their_place() -> None:
    async with card_desk() as (cards, _):
        cards.hear("door", CARD)
        first = cards.person_at("door")
        cards.hear("door", CARD)
        assert cards.person_at("door") == first
        cards.hear("door", OTHER)
        other = cards.person_at("door")
        assert first is not None
        assert other is not None
        assert other.key != first.key


async def test_whoever_is_done_is_forgotten_at_once() -> None:
    async with card_desk() as (cards, told):
        cards.hear("door", CARD)
        cards.forget("door")
        cards.forget("door")
        assert (cards.person_at("door"), told) == (None, ["door", "door"])


async def test_an_agent_stays_while_principals_come_and_go() -> None:
    async with card_desk() as (cards, told):
        assert not cards.begin_errand("door")
        cards.hear("door", CARD)
        agent = cards.person_at("door")
        assert cards.begin_errand("door")
        assert (cards.agent_at("door"), cards.person_at("door")) == (agent, None)
        cards.hear("door", OTHER)
        await asyncio.sleep(61)
        assert (cards.agent_at("door"), cards.person_at("door")) == (agent, None)
        cards.hear("door", OTHER)
        cards.forget("door", keeps_agent=True)
        assert (cards.agent_at("door"), cards.person_at("door")) == (agent, None)
        await asyncio.sleep(179)
        assert cards.agent_at("door") == agent
        await asyncio.sleep(2)
        assert cards.agent_at("door") is None
        assert told[-1] == "door"


async def test_an_agent_who_leaves_is_forgotten_with_the_principal() -> None:
    async with card_desk() as (cards, _):
        cards.hear("door", CARD)
        cards.begin_errand("door")
        cards.hear("door", OTHER)
        cards.forget("door")
        assert (cards.agent_at("door"), cards.person_at("door")) == (None, None)


async def test_age_opens_the_green_channel_from_the_halls_own_threshold_on() -> None:
    for threshold, is_senior in ((60, True), (120, False)):
        cards = Cards(SystemClock(), lambda: Keys(bytes(32)), senior_age=threshold)
        cards.hear("door", CARD)
        visitor = cards.visitor_at("door")
        assert visitor is not None
        assert visitor.is_senior is is_senior


async def test_a_card_that_cannot_be_read_says_why_and_is_not_taken_for_the_one_before() -> None:
    async with card_desk() as (cards, told):
        cards.hear("door", CARD)
        cards.hear("door", CardUnreadable("card_wrong_type"))
        assert (cards.person_at("door"), cards.problem_at("door")) == (None, "card_wrong_type")
        cards.hear("door", CardRemoved())
        assert cards.problem_at("door") == "card_wrong_type"
        await asyncio.sleep(16)
        assert cards.problem_at("door") == ""
        assert told == ["door"] * 3
        cards.hear("door", CardUnreadable("card_unreadable"))
        cards.hear("door", CARD)
        assert cards.problem_at("door") == ""
        assert cards.person_at("door") is not None


async def test_who_stops_watching_is_told_no_more() -> None:
    async with card_desk() as (cards, _):
        heard: list[str] = []
        cards.watch(heard.append)()
        cards.hear("door", CARD)
        assert heard == []

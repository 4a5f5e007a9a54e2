"""Stories of a rating box: invited, pressed, pressed unasked, unheard."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from pydantic import ValidationError

from drivers.contract import CollectsRatings, DeviceEvent, RatingPressed
from drivers.errors import LinkLost
from drivers.evaluator.ff68.conversation import Evaluator, open_evaluator
from drivers.evaluator.ff68.settings import EvaluatorSettings
from drivers.protocols.ff68 import Frame
from drivers.simulators.evaluator import SimulatedEvaluator
from edge.clock import SystemClock
from tests.support.lines import Manner, MemoryLine

Ratings = list[DeviceEvent]


@asynccontextmanager
async def rating_box(
    settings: EvaluatorSettings | None = None, box: SimulatedEvaluator | None = None, manner: Manner = Manner.WHOLE
) -> AsyncIterator[tuple[Evaluator, MemoryLine, Ratings]]:
    """Open a box on a line of its own and gather its ratings."""
    line = MemoryLine([box or SimulatedEvaluator()], manner)
    ratings: Ratings = []

    async def gather() -> None:
        async for event in evaluator.events():
            ratings.append(event)

    try:
        async with line.link() as link, open_evaluator(settings or EvaluatorSettings(), link, SystemClock()) as opened:
            evaluator = opened
            listening = asyncio.create_task(gather())
            yield evaluator, line, ratings
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
    finally:
        line.close()


@pytest.mark.parametrize("manner", [Manner.WHOLE, Manner.BYTE_BY_BYTE, Manner.JUNK])
@pytest.mark.parametrize(("key", "level"), [(0, 5), (1, 4), (2, 3), (3, 2)])
async def test_each_key_is_its_level(key: int, level: int, manner: Manner) -> None:
    box = SimulatedEvaluator()
    async with rating_box(box=box, manner=manner) as (evaluator, line, ratings):
        assert isinstance(evaluator, CollectsRatings)
        line.command(f"press {key}")
        await asyncio.sleep(1)
        assert ratings == [RatingPressed(level)]
        assert box.last_key == f"key {key}: acknowledged, it says thank you"
        assert line.sent == [Frame(1, 0x01, bytes([key])).raw]


async def test_the_box_lights_up_when_it_is_asked_and_goes_dark_when_it_was_pressed() -> None:
    box = SimulatedEvaluator(address=3)
    async with rating_box(EvaluatorSettings(address=3), box) as (evaluator, line, ratings):
        await evaluator.invite()
        await asyncio.sleep(0.1)
        assert "lit" in box.describe()
        assert line.sent == [bytes.fromhex("FF 68 03 03 68 03 01 0B 0F 16")]
        line.command("press 1")
        await asyncio.sleep(1)
        assert ratings == [RatingPressed(4)]
        assert "dark" in box.describe()


async def test_an_invitation_that_nobody_answers_goes_dark_by_itself() -> None:
    box = SimulatedEvaluator(lit_s=30)
    async with rating_box(box=box) as (evaluator, line, _):
        await evaluator.invite()
        await asyncio.sleep(20)
        await evaluator.invite()
        await asyncio.sleep(20)
        assert box.is_lit
        sent = len(line.sent)
        await evaluator.dismiss()
        assert len(line.sent) == sent  # there is no frame for it
        await asyncio.sleep(20)
        assert not box.is_lit


async def test_stars_are_shown_at_the_start_and_end_an_invitation() -> None:
    box = SimulatedEvaluator()
    async with rating_box(EvaluatorSettings(stars=5), box) as (evaluator, line, _):
        assert line.sent == [Frame(1, 0x02, b"\x05").raw]
        await evaluator.invite()
        await evaluator.dismiss()
        await asyncio.sleep(0.1)
        assert "dark, 5 stars" in box.describe()


async def test_a_box_that_missed_the_acknowledgement_is_counted_once() -> None:
    box = SimulatedEvaluator()
    async with rating_box(box=box) as (_, line, ratings):
        line.command("deaf on")
        line.command("press 3")
        await asyncio.sleep(10)
        assert ratings == [RatingPressed(2)]
        assert len(line.sent) == 4
        assert box.last_key == "key 3: nobody answered"
        line.command("deaf off")
        line.command("press 3")
        await asyncio.sleep(10)
        assert ratings == [RatingPressed(2)] * 2


async def test_a_box_with_five_keys_has_its_own_map() -> None:
    settings = EvaluatorSettings.model_validate({"key_levels": {"1": 5, "2": 4, "3": 3, "4": 2, "5": 1}})
    async with rating_box(settings, SimulatedEvaluator(keys=6)) as (_, line, ratings):
        for key in (0, 5, 1):
            line.command(f"press {key}")
            await asyncio.sleep(2)
        assert ratings == [RatingPressed(1), RatingPressed(5)]
        assert len(line.sent) == 3  # a key without a level is acknowledged, too
    with pytest.raises(ValidationError):
        EvaluatorSettings.model_validate({"key_levels": {"0": 6}})


async def test_what_is_no_rating_of_this_box_is_left_alone() -> None:
    async with rating_box(box=SimulatedEvaluator(address=2)) as (_, line, ratings):
        line.command("press 0")
        await asyncio.sleep(5)
        assert (ratings, line.sent) == ([], [])


@pytest.mark.parametrize("frame", [Frame(1, 0x11), Frame(1, 0x11, b"\x00\x00"), Frame(1, 0x01, b"\x00")])
async def test_what_looks_like_a_rating_but_is_none_is_left_alone(frame: Frame) -> None:
    box = SimulatedEvaluator()
    async with rating_box(box=box) as (_, line, ratings):
        box.send(frame.raw)
        await asyncio.sleep(1)
        assert (ratings, line.sent) == ([], [])


async def test_a_silent_box_is_not_lost_but_a_broken_line_is() -> None:
    async with rating_box() as (evaluator, line, _):
        await asyncio.sleep(3600)
        await evaluator.probe()
        line.drop()
        with pytest.raises(LinkLost):
            await evaluator.invite()

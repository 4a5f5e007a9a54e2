"""Who has a visit's link may rate that visit from anywhere, as often as the rules allow and no longer than it lasts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from edge.hall import commands as c
from edge.hall.terms import Channel, RatingState
from edge.identity.links import RatingLinks
from edge.web.access import Place
from edge.web.plan import ScreenKind
from edge.web.scene import Census, Scene
from edge.web.views import VIEWS
from tests.web.hall_at_work import Stage, open_stage
from tests.web.visiting import ELSEWHERE, visiting

WEEK_S = 7 * 86400.0


def visited(*, serves: bool = True) -> tuple[Stage, str]:
    """Return a hall after one visit at window 1, and what stands for {token} in its link."""
    stage = open_stage()
    links = RatingLinks("https://rate.example/r/{token}", "demo-001", bytes(range(32)), WEEK_S)
    stage.links = links if serves else None
    plan = stage.commands.hall.plan
    stage.commands.hall.plan = replace(plan, rating=replace(plan.rating, link_s=WEEK_S))
    stage.take("social")
    stage.commands.do(c.Next(1))
    stage.commands.do(c.Finish(1))
    (rating,) = stage.commands.hall.state.ratings.values()
    return stage, links.link(rating.id, stage.commands.tokens[rating.id], rating.opened_at).rpartition("/")[2]


@pytest.mark.real_time
async def test_a_link_rates_once_and_once_more() -> None:
    stage, link = visited()
    (rating,) = stage.commands.hall.state.ratings.values()
    async with visiting(stage) as visitor:
        act = f"/r/{link}/"
        assert (await visitor.act(act, "rate", level=1))[1]["code"] == "reason_needed"
        assert (await visitor.act(act, "rate", level=1, tags=["999"]))[1]["code"] == "unknown_tags"
        assert (await visitor.act(act, "rate", level=1, text="没人理我", sequence=1))[0] == 200
        assert (await visitor.act(act, "rate", level=4, sequence=1))[1]["code"] == "already_rated"
        assert (await visitor.act(act, "rate", level=4, sequence=2))[0] == 200
        assert (await visitor.act(act, "rate", level=4, sequence=2))[1]["code"] == "already_rated"
    assert (rating.level, rating.second_level, rating.channel) == (1, 4, Channel.QR)


@pytest.mark.real_time
async def test_a_made_up_link_opens_nothing_and_a_hall_without_links_none() -> None:
    stage, link = visited()
    async with visiting(stage) as visitor:
        assert (await visitor.get(f"/r/{link[:-3]}AAA/", **ELSEWHERE))[0] == 403
        assert (await visitor.get(f"/r/{link}/", **ELSEWHERE))[0] == 200
    stage, link = visited(serves=False)
    async with visiting(stage) as visitor:
        assert (await visitor.get(f"/r/{link}/"))[0] == 403


@pytest.mark.real_time
async def test_a_link_that_is_over_rates_no_more() -> None:
    stage, _ = visited()
    (rating,) = stage.commands.hall.state.ratings.values()
    assert stage.links
    old = stage.links.link(rating.id, stage.commands.tokens[rating.id], rating.opened_at - timedelta(days=8))
    async with visiting(stage) as visitor:
        base = f"/r/{old.rpartition('/')[2]}/"
        assert (await visitor.act(base, "rate", level=5))[1]["code"] == "link_expired"


def test_a_phone_is_told_the_visit_but_not_how_it_was_rated() -> None:
    stage, link = visited()
    assert stage.links
    place = Place(ScreenKind.RATING, "phone", link=stage.links.read(link))
    scene = Scene(stage.room, stage.commands.now(), Census(stage.commands.hall))
    first = VIEWS[ScreenKind.RATING](scene, place)
    assert (first["visit"]["window"], first["visit"]["sequence"]) == (1, 1)
    assert len(first["tags"]["levels"]) == 5
    stage.commands.do(c.PressRating(1, 1))
    again = VIEWS[ScreenKind.RATING](scene, place)
    assert again["visit"] == first["visit"] | {"sequence": 2}
    assert not any("level" in key for key in again["visit"])


@pytest.mark.real_time
@pytest.mark.parametrize(
    ("result", "tags", "state", "level"),
    [
        ("0", "", RatingState.GIVEN, 5),
        ("4", "115|110", RatingState.GIVEN, 1),
        ("3", "207,208", RatingState.GIVEN, 2),
        ("-2", "", RatingState.TIMED_OUT, None),
    ],
)
async def test_a_bought_pads_words_are_understood(
    result: str, tags: str, state: RatingState, level: int | None
) -> None:
    stage, _ = visited()
    (rating,) = stage.commands.hall.state.ratings.values()
    token = stage.commands.tokens[rating.id]
    async with visiting(stage) as visitor:
        wrong = await visitor.act("/rating/1/", "pad_result", token=token, result="9")
        assert wrong[1]["code"] == "bad_args"
        assert (await visitor.act("/rating/1/", "pad_result", token=token, result=result, tags=tags))[0] == 200
        late = await visitor.act("/rating/1/", "pad_result", token=token, result=result, tags=tags)
        assert late[1]["code"] in {"already_rated", "rating_closed"}
    assert (rating.state, rating.level) == (state, level)

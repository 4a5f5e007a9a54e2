"""The clerk's public card on pad and board, its picture, and what the public learns of a pause."""

from dataclasses import replace
from pathlib import Path

import pytest

from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.staff import Clerk
from edge.hall.terms import Role
from edge.web.plan import ScreenKind
from tests.web.hall_at_work import PLAN, HallAtWork, Stage, open_stage
from tests.web.test_web_views import shown
from tests.web.visiting import visiting

PICTURE = b"\x89PNG of a clerk"
BOTH = {"zh": "午休", "en": "lunch break"}


def stage_with_photo(folder: Path) -> Stage:
    (folder / "li.png").write_bytes(PICTURE)
    clerks = (Clerk("1024", "李明", "1024", "综合受理岗", photo=str(folder / "li.png")), Clerk("1031", "王芳", "1031"))
    stage = Stage(HallAtWork(Hall(replace(PLAN, clerks=clerks))))
    stage.plan = replace(stage.plan, clerks=clerks)
    stage.commands.do(c.OpenDay())
    stage.commands.do(c.OpenWindow(1))
    stage.commands.do(c.SignIn(1, "1024"))
    return stage


@pytest.mark.real_time
async def test_the_picture_is_served_by_window_and_goes_with_its_clerk(tmp_path: Path) -> None:
    stage = stage_with_photo(tmp_path)
    async with visiting(stage) as visitor:
        where = shown(stage, ScreenKind.RATING)["clerk"]["photo"]
        async with visitor.session.get(f"/rating/1/{where}") as answer:
            assert (answer.status, answer.content_type, await answer.read()) == (200, "image/png", PICTURE)
            assert answer.headers["Cache-Control"] == "no-store"
        assert (await visitor.get("/rating/1/api/photo/2"))[0] == 404
        stage.commands.do(c.SignIn(1, "1031"))
        assert (await visitor.get(f"/rating/1/{where}"))[0] == 404
    assert shown(stage, ScreenKind.RATING)["clerk"]["photo"] == ""


def test_the_board_tells_what_the_window_is_for_and_who_sits_there() -> None:
    stage = open_stage()
    stage.commands.do(c.ChangeWindow(1, role=Role.ASSIST, by="supervisor"))
    stage.take("social")
    stage.commands.do(c.Next(1))
    call = shown(stage, ScreenKind.BOARD)["current"]
    assert call["roles"] == {"zh": "帮办代办", "en": "assistance"}
    assert (call["clerk"]["name"], call["clerk"]["post"]) == ("李明", "综合受理岗")


@pytest.mark.parametrize(
    ("reason", "told"),
    [("lunch", BOTH), ("午休", BOTH), ("inspection", {"zh": "", "en": ""}), ("去取快递", {"zh": "", "en": ""})],
)
def test_only_a_public_reason_is_told_to_the_public(reason: str, told: dict[str, str]) -> None:
    stage = open_stage()
    stage.commands.do(c.PauseWindow(1, reason))
    assert shown(stage, ScreenKind.BOARD)["paused"] == [{"window": 1, "reason": told}]
    assert shown(stage, ScreenKind.RATING)["reason"] == told


def test_staff_are_told_every_reason() -> None:
    stage = open_stage()
    stage.commands.do(c.PauseWindow(1, "inspection"))
    assert shown(stage, ScreenKind.CLERK)["window"]["reason"] == {"zh": "配合检查", "en": "inspection"}

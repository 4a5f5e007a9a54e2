"""Roles, pauses, clerks and reports in a running hall: strips, boards, pads and central follow at once."""

from pathlib import Path

import pytest

from tests.end_to_end.whole_hall import HALL, PATIENCE_S, WholeHall, whole_hall

pytestmark = [pytest.mark.real_time, pytest.mark.slow]


async def ask(hall: WholeHall, command: str, **args: object) -> dict[str, object]:
    answer = await hall.central.send(HALL, command, args, timeout_s=PATIENCE_S)
    assert answer["ok"], answer
    result: dict[str, object] = dict(answer["result"])
    return result


async def test_a_pause_and_a_new_role_reach_strip_board_and_central(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall:
        await hall.devices_ready()
        await ask(hall, "open_window", window=3)
        await hall.strip_shows(3, "欢迎光临")
        status, _ = await hall.act("clerk/3", "pause", reason="lunch")
        assert status == 200
        await hall.strip_shows(3, "暂停服务 午休")
        board = await hall.until_shown("board/A", lambda page: bool(page["paused"]))
        assert board["paused"] == [{"window": 3, "reason": {"zh": "午休", "en": "lunch break"}}]
        await hall.act("clerk/3", "open")
        status, _ = await hall.act("supervisor", "change_window", window=3, role="assist")
        assert status == 200
        await hall.strip_shows(3, "帮办代办")
        await hall.central_has(lambda: bool(hall.events("window.changed")))
        changed = hall.events("window.changed")[0]["data"]
        assert (changed["role"], changed["by"], changed["was"]["roles"]) == ("assist", "supervisor", ["accept"])
        assert await ask(hall, "undo_change", window=3) == {
            "window": 3,
            "serves": ["social", "medical"],
            "roles": ["accept"],
        }
        await hall.strip_shows(3, "欢迎光临")


async def test_a_clerk_sits_at_one_window_and_the_pad_shows_the_card(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall:
        await hall.devices_ready()
        status, said = await hall.act("clerk/1", "sign_in", clerk="9999")
        assert (status, said["code"]) == (409, "unknown_clerk")
        refused = await hall.central.send(HALL, "sign_in", {"window": 1, "clerk": "9999"}, timeout_s=PATIENCE_S)
        assert refused["error"]["code"] == "unknown_clerk"
        await ask(hall, "sign_in", window=2, clerk="1001")
        pad = await hall.until_shown("rating/2", lambda page: bool(page["clerk"] and page["clerk"]["name"] == "李明"))
        assert (pad["clerk"]["post"], pad["clerk"]["department"]) == ("企业服务岗", "市场监督管理局")
        await hall.act("clerk/3", "sign_in", clerk="1001")
        await hall.until_shown("rating/2", lambda page: page["clerk"] is None)


async def test_what_could_not_be_done_runs_its_clock_through_a_restart(tmp_path: Path) -> None:
    async with whole_hall(tmp_path) as hall:
        await hall.devices_ready()
        await ask(hall, "open_window", window=3)
        taken = await hall.take("social")
        await hall.central_has(lambda: bool(hall.events("ticket.printed")))
        await ask(hall, "call_number", window=3, ticket=taken["number"], reason="test")
        status, said = await hall.act("clerk/3", "finish", outcome="unresolved")
        assert (status, said["report"]) == (200, "N001")
        await hall.daemon.stop()
        await hall.restart()
        page = await hall.shown("supervisor")
        (matter,) = page["matters"]["rows"]
        assert (matter["failed"], matter["number"], matter["left_min"]) == (taken["number"], "N001", 29)
        await ask(hall, "close_unresolved", matter="N001", result="resolved")
        await hall.until_shown("supervisor", lambda page: not page["matters"]["rows"])
        await hall.central_has_all()

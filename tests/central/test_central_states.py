"""What the broker retains of the hall."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

from edge.central.retained import RetainedStates
from edge.central.topics import Topics
from edge.hall.commands import ClearProblem, PauseWindow, RaiseProblem
from edge.hall.experience import Judged
from edge.ports import SlotStatus
from tests.central.small_hall import BEGAN, HALL, FakeLink, SmallHall, small_hall

PREFIX = f"hall/{HALL}/state/"


class Kept(FakeLink):
    """A broker's memory of retained topics."""

    def told(self) -> list[str]:
        """The topics published since the last look, shortened."""
        topics = [topic.removeprefix(PREFIX) for topic in self.topics()]
        self.sent.clear()
        return topics

    def last(self, topic: str) -> Any:
        payloads = [payload for name, payload, is_retained in self.sent if name == PREFIX + topic and is_retained]
        return json.loads(payloads[-1]) if payloads[-1] else None


@asynccontextmanager
async def kept(hall: SmallHall, left_over: set[str] | None = None) -> AsyncIterator[Kept]:
    link, states = Kept(), RetainedStates(Topics(HALL), hall.around)
    stop = states.watch()
    running = asyncio.create_task(states.run(link, left_over or set()))
    try:
        await asyncio.sleep(1)
        yield link
        assert not running.done()
    finally:
        stop()
        running.cancel()
        await asyncio.wait({running})


async def test_after_a_connect_everything_is_said() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.engine.submit(RaiseProblem("paper_out", "printer-1"), "p")
        await hall.take(2)
        await hall.serve_one("one")
        async with kept(hall) as link:
            assert link.last("window/3") == {
                "window": 3, "zone": "A", "state": "open", "reason": "", "reason_text": "",
                "reason_text_en": "", "role": "accept", "roles": ["accept"], "serves": ["social"],
                "spills": [], "clerk": "", "ticket": None, "number": None, "ticket_state": None, "ticket_since": None,
                "rule": None, "why": None, "why_en": None, "served": 1, "until": None,
                "seen": "2026-11-22T09:00:00+08:00",
            }  # fmt: skip
            queue = link.last("queue/social")
            assert (queue["waiting"], queue["called_today"], queue["windows"]) == (1, 1, [3])
            assert queue["oldest_since"] is not None
            assert link.last("queue/tax")["oldest_since"] is None
            assert link.last("device/printer-1")["state"] == "ready"
            assert link.last("device/printer-1")["seen"] == BEGAN.isoformat()
            assert link.last("problem/paper_out/printer-1")["message"] == "printer-1 缺纸"
            report = link.last("report/today")
            assert (report["counts"]["ticket.taken"], report["counts"]["ticket.finished"]) == (2, 1)
            assert (report["waiting"], report["windows_open"], report["problems"]) == (1, 1, 1)
            assert sorted(link.told()) == [
                "device/printer-1",
                "heat/today",
                "problem/paper_out/printer-1",
                "queue/social",
                "queue/tax",
                "rating/today",
                "report/today",
                "window/3",
                "window/4",
            ]


async def test_afterwards_only_what_has_changed_is_said() -> None:
    async with small_hall() as hall:
        await hall.open()
        async with kept(hall) as link:
            link.told()
            await asyncio.sleep(20)
            assert link.told() == []
            await hall.engine.submit(PauseWindow(3, "lunch"), "pause")
            await asyncio.sleep(1)
            told = link.last("window/3")
            assert (told["reason"], told["reason_text"], told["reason_text_en"]) == ("lunch", "午休", "lunch break")
            assert set(link.told()) <= {"window/3", "queue/social", "report/today"}


async def test_changes_that_come_together_are_said_once() -> None:
    async with small_hall() as hall:
        await hall.open()
        async with kept(hall) as link:
            link.told()
            await hall.take(50)
            await asyncio.sleep(1)
            assert link.last("queue/social")["waiting"] == 50
            assert link.told().count("queue/social") == 1


async def test_the_heat_of_windows_is_told_with_the_report_and_names_no_clerk() -> None:
    async with small_hall() as hall:
        await hall.open()
        async with kept(hall) as link:
            assert link.last("heat/today")["recent"] == {"minutes": 60, "index": None, "groups": []}
            assert "clerk" not in str(link.last("heat/today"))


async def test_what_people_are_told_and_how_true_it_was_is_published() -> None:
    async with small_hall() as hall:
        await hall.open()
        async with kept(hall) as link:
            nothing = {"judged": 0, "mean_error_min": None, "in_range": None, "too_little": None}
            assert (link.last("queue/social")["range"], link.last("queue/social")["estimate"]) == ([0, 5], nothing)
            assert link.last("report/today")["estimate"] == nothing | {"aim": 0.8}
            hall.engine.hall.state.experience.judged["social"] = Judged(40, 31, 40 * 90.0, 1)
            await asyncio.sleep(310)
            told = {"judged": 40, "mean_error_min": 1.5, "in_range": 0.775, "too_little": 0.025}
            assert link.last("queue/social")["estimate"] == told
            assert link.last("report/today")["estimate"] == told | {"aim": 0.8}


async def test_a_problem_that_is_gone_is_cleared() -> None:
    async with small_hall() as hall:
        await hall.open()
        await hall.engine.submit(RaiseProblem("paper_out", "printer-1"), "raise")
        async with kept(hall) as link:
            link.told()
            await hall.engine.submit(ClearProblem("paper_out", "printer-1"), "clear")
            await asyncio.sleep(1)
            assert link.last("problem/paper_out/printer-1") is None


async def test_what_the_broker_kept_of_earlier_times_and_is_no_longer_so_is_cleared() -> None:
    async with small_hall() as hall:
        old = {PREFIX + "problem/silent/led-9", PREFIX + "device/led-9", PREFIX + "window/99", PREFIX + "window/3"}
        async with kept(hall, old) as link:
            assert link.last("problem/silent/led-9") is None
            assert link.last("device/led-9") is None
            assert link.last("window/99") is None
            assert link.last("window/3") is not None


async def test_a_device_is_told_of_when_its_state_changes_and_not_when_it_is_merely_heard() -> None:
    async with small_hall() as hall, kept(hall) as link:
        link.told()
        slot: SlotStatus = hall.room.slots["printer-1"]
        hall.room.change(replace(slot, last_heard=BEGAN + timedelta(seconds=5)))
        await asyncio.sleep(1)
        assert link.told() == []
        hall.room.change(replace(slot, state="backoff", problem="silent"))
        await asyncio.sleep(1)
        assert link.last("device/printer-1")["message"] == "printer-1 没有应答"
        assert link.told() == ["device/printer-1"]


async def test_everything_is_said_again_every_five_minutes_so_that_seen_stays_young() -> None:
    async with small_hall() as hall:
        await hall.open()
        async with kept(hall) as link:
            link.told()
            await asyncio.sleep(310)
            assert "window/4" in link.told()

"""What waits for somebody stands as a retained topic, and is cleared when it is over."""

import asyncio

from edge.hall.commands import AskChief, CloseUnresolved, Finish, Next, OpenWindow, Start, Take
from edge.hall.terms import Outcome, Resolution
from tests.central.small_hall import small_hall
from tests.central.test_central_states import kept
from tests.support.halls import watched


async def test_reminders_reports_and_requests_come_and_go() -> None:
    async with small_hall(plan=watched()) as hall:
        await hall.open()
        await hall.engine.submit(OpenWindow(1), "open-1")
        async with kept(hall) as link:
            await hall.engine.submit(Take(("social",)), "take")
            await hall.engine.submit(Next(1), "next")
            await hall.engine.submit(AskChief(1, note="需部门确认"), "ask")
            await asyncio.sleep(302)
            reminder = link.last("reminder/walk%2F2026-11-22%2FA001%2F1")
            assert reminder["message"] == "A001 呼叫后 5 分钟未开始办理"
            assert (reminder["timer"], reminder["window"], reminder["department"]) == ("walk", 1, "hrss")
            assert link.last("chief/2026-11-22%2Fchief%2F1")["department"] == "hrss"
            await hall.engine.submit(Start(1), "start")
            await hall.engine.submit(Finish(1, Outcome.UNRESOLVED), "finish")
            await asyncio.sleep(2)
            assert link.last("reminder/walk%2F2026-11-22%2FA001%2F1") is None
            matter = link.last("unresolved/2026-11-22%2FA001%231")
            assert (matter["failed"], matter["ticket"]) == ("2026-11-22/A001", "2026-11-22/N001")
            await hall.engine.submit(CloseUnresolved("N001", Resolution.RESOLVED), "close")
            await asyncio.sleep(2)
            assert link.last("unresolved/2026-11-22%2FA001%231") is None

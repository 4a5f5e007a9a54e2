"""What happens in the hall reaches paper, strips, voices and rating boxes, and what comes of it reaches the hall."""

import asyncio
from dataclasses import replace

import pytest

from drivers.contract import RatingPressed, Slip, Text, Utterance
from drivers.errors import DeviceBusy, DeviceRejected, LinkLost
from edge.hall import commands as c
from edge.hall.terms import RatingState, TicketState
from edge.hall.tides import Tides, TideWay, TideWhy
from tests.devices.scripted import Script
from tests.dispatch.counter_hall import counter
from tests.engine.engine_house import BROKEN, ScriptedJournal
from tests.support.halls import plan

TOUCH = c.Take(("social",), dispenser="door")


async def test_a_printed_ticket_waits() -> None:
    async with counter() as here:
        await here.do(TOUCH)
        (slip,) = here.scripts["printer"].done
        assert isinstance(slip, Slip)
        assert Text("A001", scale=4, align="center", is_bold=True) in slip.blocks
        assert here.ticket("A001").state is TicketState.WAITING
        assert here.kinds()[-2:] == ["ticket.taken", "ticket.printed"]


@pytest.mark.parametrize(
    "error", [DeviceBusy("paper_out"), LinkLost("silent"), DeviceRejected("wrong_device"), ZeroDivisionError("a bug")]
)
async def test_a_ticket_that_is_not_printed_is_offered_and_says_why(error: Exception) -> None:
    async with counter({"printer": Script(jobs=[error])}) as here:
        await here.do(TOUCH)
        ticket = here.ticket("A001")
        assert ticket.state is TicketState.OFFERED
        assert ticket.offered_why == getattr(error, "code", "driver_bug")


async def test_without_a_printer_the_number_is_offered_at_once() -> None:
    async with counter({"printer": Script(openings=[LinkLost("silent")] * 9)}) as here:
        await here.do(TOUCH)
        assert here.ticket("A001").offered_why == "device_absent"


async def test_a_slow_printer_keeps_nobody_waiting() -> None:
    async with counter({"printer": Script(job_s=5)}) as here:
        await here.do(TOUCH, TOUCH)
        await asyncio.sleep(5)
        await here.do(c.Next(1))
        states = [here.ticket(number).state for number in ("A001", "A002")]
        assert states == [TicketState.CALLED, TicketState.PRINTING]
        await asyncio.sleep(5)
        assert here.ticket("A002").state is TicketState.WAITING


async def test_an_outcome_is_told_until_the_journal_has_it() -> None:
    async with counter({"printer": Script(job_s=1)}) as here:
        await here.do(TOUCH)
        here.journal.failures = [BROKEN] * 5
        await asyncio.sleep(10)
        assert here.ticket("A001").state is TicketState.WAITING
        assert here.kinds().count("ticket.printed") == 1


async def test_a_reprint_bears_its_mark_and_a_failed_one_changes_nothing() -> None:
    async with counter() as here:
        await here.do(TOUCH)
        await here.do(c.Reprint("A001"))
        first, second = here.scripts["printer"].done
        assert isinstance(first, Slip)
        assert isinstance(second, Slip)
        assert "补打" in [block.text for block in second.blocks if isinstance(block, Text)]
        assert first.job != second.job
        here.scripts["printer"].jobs = [DeviceBusy("paper_out")]
        await here.do(c.Reprint("A001"))
        assert here.ticket("A001").state is TicketState.WAITING


async def test_a_call_is_shown_and_spoken_and_a_recall_is_spoken_again() -> None:
    async with counter() as here:
        await here.take()
        await here.do(c.Next(1), c.Recall(1))
        assert here.shown("led-1") == "请A001号到1号窗口"
        assert here.scripts["voice"].done == [Utterance("请A001号到1号窗口")] * 2
        await here.do(c.Start(1))
        assert here.shown("led-1") == "1号窗口 正在办理A001号"


async def test_somebody_called_to_another_zone_hears_it_where_they_wait() -> None:
    async with counter() as here:
        ticket = await here.take()
        await here.do(c.CallNumber(3, ticket.id, "their own wish"))
        assert here.scripts["voice"].done == [Utterance("请A001号到B区3号窗口")]


async def test_a_call_goes_on_where_strip_and_voice_are_gone() -> None:
    gone = {name: Script(openings=[LinkLost("silent")] * 9) for name in ("led-1", "voice")}
    async with counter(gone) as here:
        await here.take()
        await here.do(c.Next(1))
        assert here.ticket("A001").state is TicketState.CALLED


async def test_a_strip_that_comes_back_shows_what_is_true_now() -> None:
    async with counter({"led-1": Script(openings=[LinkLost("silent")])}) as here:
        await here.take()
        await here.do(c.Next(1))
        await asyncio.sleep(60)
        assert here.shown("led-1") == "请A001号到1号窗口"
        await here.say("led-1", LinkLost("link_lost"))
        await here.do(c.Start(1))
        here.scripts["led-1"].done.clear()
        await asyncio.sleep(60)
        assert here.shown("led-1") == "1号窗口 正在办理A001号"


async def test_every_strip_and_keypad_is_painted_at_the_start() -> None:
    async with counter(is_open=False) as here:
        assert here.shown("led-1") == "1号窗口 未开放"
        assert here.shown("led-2") == "2号窗口 未开放"
        assert here.notice("caller-1").waiting is None


async def test_a_keypad_shows_who_waits_and_who_is_there() -> None:
    async with counter() as here:
        for _ in range(3):
            await here.take()
        await here.do(c.Next(1))
        assert (here.notice("caller-1").waiting, here.notice("caller-1").ticket) == (2, "A001")
        await here.do(c.Transfer("A001", "test", window=2))
        await here.do(c.Next(1))
        assert here.notice("caller-2").waiting == 2  # one for its service, one for this very window


async def finished(window: int, script: Script, *, journal: ScriptedJournal | None = None) -> RatingState:
    async with counter({f"rate-{window}": script}, journal) as here:
        await here.take()
        await here.do(c.Next(window), c.Finish(window))
        return here.engine.hall.state.ratings["2026-11-23/A001#1"].state


async def test_a_rating_box_that_cannot_ask_is_a_failed_rating_unless_a_pad_asks_too() -> None:
    broken = [LinkLost("silent")] * 9
    assert await finished(1, Script(openings=list(broken))) is RatingState.FAILED
    assert await finished(2, Script(openings=list(broken))) is RatingState.OPEN
    assert await finished(1, Script()) is RatingState.OPEN


async def test_a_press_is_a_rating_and_lets_the_box_rest() -> None:
    async with counter() as here:
        await here.take()
        await here.do(c.Next(1), c.Finish(1))
        await here.say("rate-1", RatingPressed(4))
        rating = here.engine.hall.state.ratings["2026-11-23/A001#1"]
        assert (rating.state, rating.level) == (RatingState.GIVEN, 4)
        assert here.scripts["rate-1"].done == ["invite", "dismiss"]


async def test_a_press_before_the_box_has_asked_counts_all_the_same() -> None:
    async with counter({"rate-1": Script(job_s=5, jobs=[LinkLost("silent")])}) as here:
        await here.take()
        await here.do(c.Next(1), c.Finish(1))
        await here.say("rate-1", RatingPressed(2))
        await asyncio.sleep(10)
        rating = here.engine.hall.state.ratings["2026-11-23/A001#1"]
        assert (rating.state, rating.level) == (RatingState.GIVEN, 2)
        assert "rating.failed" not in here.kinds()


async def test_a_press_with_nothing_to_rate_is_only_counted() -> None:
    async with counter() as here:
        await here.say("rate-1", RatingPressed(1))
        await here.say("printer", RatingPressed(1))
        assert [kind for kind in here.kinds() if kind.startswith("rating")] == ["rating.ignored"]


async def test_an_unanswered_rating_lets_the_box_rest() -> None:
    async with counter() as here:
        await here.take()
        await here.do(c.Next(1), c.Finish(1))
        await asyncio.sleep(61)
        assert here.scripts["rate-1"].done == ["invite", "dismiss"]


async def test_a_tidal_window_that_opens_is_proclaimed_and_its_strip_follows() -> None:
    tidal = replace(plan(has_printer=True), tides=Tides(windows=(2,), open_over_s=60))
    async with counter(the_plan=tidal) as here:
        await here.do(c.CloseWindow(2))
        for _ in range(6):
            await here.take()
        day = here.engine.hall.state.day
        await here.do(c.AdviseTide(f"{day}/tide-1", 2, TideWay.OPEN, TideWhy.EXPECTED, "social"))
        await here.do(c.AcceptTide(f"{day}/tide-1", "0012"))
        assert here.shown("led-2") == "2号窗口 欢迎光临"
        assert here.scripts["voice"].done == [Utterance("2号窗口现已开放，办理社会保险，请留意叫号")]

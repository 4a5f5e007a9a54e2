"""The live state: whole, newest only, with a heartbeat."""

import asyncio
import json
import socket

import aiohttp
import pytest

from edge.hall import commands as c
from edge.web.server import serve
from tests.web.hall_at_work import open_stage, ready
from tests.web.visiting import Stream, visiting


@pytest.mark.real_time
async def test_a_stream_begins_with_retry_the_clock_and_the_whole_state() -> None:
    async with visiting(open_stage()) as visitor, visitor.watch("/board/A/") as stream:
        assert await stream.block() == {"retry": "1000"}
        beat = await stream.event("hb")
        assert beat["every_s"] == 5.0
        assert beat["at"].endswith("+08:00")
        envelope = await stream.event()
        assert set(envelope) == {"seq", "boot", "build", "state"}
        assert envelope["state"]["current"] is None
        assert stream.answer.headers["Content-Type"].startswith("text/event-stream")
        assert stream.answer.headers["Cache-Control"] == "no-store"


@pytest.mark.real_time
async def test_what_happens_reaches_the_board_with_a_higher_sequence() -> None:
    async with visiting(open_stage()) as visitor, visitor.watch("/board/A/") as stream:
        first = await stream.event()
        visitor.stage.take("social")
        visitor.stage.commands.do(c.Next(2))
        second = await stream.event()
        assert second["state"]["current"]["number"] == "A001"
        assert second["boot"] == first["boot"]
        assert (first["seq"], second["seq"]) == (1, 2)


@pytest.mark.real_time
async def test_a_state_that_did_not_change_is_not_sent_again() -> None:
    async with visiting(open_stage(heartbeat_s=0.1)) as visitor, visitor.watch("/board/B/") as stream:
        await stream.event()
        visitor.stage.take("social")
        visitor.stage.commands.do(c.Next(2))  # of zone A
        kinds = [(await stream.block())["event"] for _ in range(3)]
        assert kinds == ["hb", "hb", "hb"]


@pytest.mark.real_time
async def test_a_slow_screen_gets_the_newest_only() -> None:
    stage = open_stage()
    async with visiting(stage) as visitor, visitor.watch("/technician/") as slow:
        await slow.event()
        for number in range(500):
            stage.devices.put(ready("printer-1", "printer.escpos", detail=f"{number} {'long ' * 400}"))
            if number % 10 == 0:
                await asyncio.sleep(0)
        details: list[str] = []
        while not details or not details[-1].startswith("499 "):
            state = (await slow.event())["state"]
            details.append(state["slots"][0]["detail"])
        assert len(details) < 100


@pytest.mark.real_time
async def test_a_screen_that_went_away_is_forgotten() -> None:
    stage = open_stage(heartbeat_s=0.1)
    async with visiting(stage) as visitor, visitor.watch("/technician/") as stream:
        async with visitor.watch("/board/A/") as board:
            await board.event()
            seen = await _screens(stream, "board-A", present=True)
        assert seen
        assert await _screens(stream, "board-A", present=False)


async def _screens(stream: Stream, name: str, *, present: bool) -> bool:
    while True:
        state = (await stream.event())["state"]
        if (name in {one["name"] for one in state["screens"]}) is present:
            return True


@pytest.mark.real_time
async def test_streams_end_when_the_server_stops() -> None:
    stage = open_stage()
    async with aiohttp.ClientSession() as session:
        async with serve(stage.room, "127.0.0.1", 0) as port:
            stream = await session.get(f"http://127.0.0.1:{port}/kiosk/api/live")
            assert stage.commands.watchers
        assert b"event: state" in await stream.read()  # to its end, which has come
    assert not stage.commands.watchers
    assert not stage.devices.watchers


@pytest.mark.real_time
async def test_a_screen_that_goes_while_it_is_let_in_is_no_error(caplog: pytest.LogCaptureFixture) -> None:
    stage = open_stage()
    async with visiting(stage) as visitor:
        for _ in range(20):
            with socket.create_connection(("127.0.0.1", visitor.port)) as raw:
                raw.sendall(b"GET /kiosk/api/live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert (await visitor.get("/healthz"))[0] == 200
    assert caplog.records == []


@pytest.mark.real_time
async def test_a_card_on_the_reader_shows_by_its_masked_name_alone() -> None:
    stage = open_stage()
    async with visiting(stage) as visitor, visitor.watch("/ticket/") as stream:
        assert (await stream.event())["state"]["card"] is None
        stage.cards.lay("door")
        state = (await stream.event())["state"]
        assert state["card"] == {"name": "张**", "is_senior": False, "bookings": [], "tickets": []}
        assert "1234" not in json.dumps(state)


@pytest.mark.real_time
async def test_a_half_written_request_does_no_harm() -> None:
    async with visiting(open_stage()) as visitor:
        with socket.create_connection(("127.0.0.1", visitor.port)) as raw:
            raw.sendall(b"POST /clerk/1/api/act HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")
        assert (await visitor.get("/healthz"))[0] == 200

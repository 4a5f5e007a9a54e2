"""The stand-in central as a person meets it."""

import asyncio
import sys
from typing import get_args

import pytest

from edge.demo.broker import EmbeddedBroker
from edge.demo.central_console import KINDS, line, parse_command
from edge.hall.events import Event
from tests.central.small_hall import HALL, small_hall
from tests.central.test_central_brokers import bridged
from tests.support.waiting import until


def test_every_kind_of_event_has_words_in_both_languages() -> None:
    assert set(KINDS) == {event.kind for event in get_args(Event)}


def test_an_event_is_one_line() -> None:
    event = {
        "at": "2026-11-22T09:30:05+08:00",
        "seq": 12,
        "kind": "ticket.called",
        "data": {
            "ticket": "2026-11-22/A012",
            "window": 3,
            "reason": {"rule": "score"},
            "person": {"name_masked": "张**"},
        },
    }
    assert line(event) == "09:30:05  #12    呼叫（ticket called）  ticket=2026-11-22/A012 window=3 reason=score"


@pytest.mark.parametrize(
    ("typed", "name", "args"),
    [
        ("take service=social", "take", {"service": "social"}),
        ("call window=3", "call", {"window": 3}),
        ('change_window window=3 serves=["tax"]', "change_window", {"window": 3, "serves": ["tax"]}),
        ("snapshot", "snapshot", {}),
    ],
)
def test_a_typed_line_is_a_command(typed: str, name: str, args: dict[str, object]) -> None:
    assert parse_command(typed) == (name, args)


def test_a_typed_line_that_is_none_is_said_so() -> None:
    with pytest.raises(ValueError, match="key=value"):
        parse_command("call 3")


@pytest.mark.real_time
async def test_the_program_shows_events_and_takes_commands() -> None:
    async with EmbeddedBroker() as broker, small_hall() as hall, bridged(hall, broker) as bridge:
        await hall.open()
        program = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "edge.demo.central_console", "--url", broker.url, "--hall", HALL,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert program.stdin is not None
        assert program.stdout is not None
        try:
            await until(lambda: bridge.status().is_connected, 10)
            program.stdin.write(b"take service=social\n")
            said = ""
            async with asyncio.timeout(20):
                while "→" not in said or "取号（ticket taken）" not in said:
                    said += (await program.stdout.readline()).decode()
            assert '"number": "A001"' in said
        finally:
            program.terminate()
            await program.communicate()

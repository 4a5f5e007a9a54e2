"""Every command in every state, asked by central and on pages: done, or refused in words; no error, and no silence."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any
from unittest.mock import Mock

import pytest
from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import make_mocked_request
from pydantic import BaseModel, TypeAdapter, ValidationError

from drivers.contract import Key, KeyPressed
from edge.central.commands import CommandDesk
from edge.central.link import Message
from edge.central.requests import BESIDE, COMMANDS
from edge.central.surroundings import Surroundings
from edge.central.topics import Topics
from edge.clock import SystemClock
from edge.devices.keys import commands_for
from edge.hall import commands as c
from edge.hall.invariants import broken_promises
from edge.hall.refusal import Refused
from edge.hall.terms import WindowState
from edge.journal.memory import MemoryJournal
from edge.texts import LANGUAGES, refused
from edge.texts.refusals import REFUSALS
from edge.web.access import Place
from edge.web.actions import ACTIONS
from edge.web.answers import Counter
from edge.web.plan import ScreenKind
from tests.support.situations import SITUATIONS, Situation
from tests.support.wishes import asked_by_central, asked_on_a_page

HALL = "demo-001"
NOWHERE: dict[str, Any] = dict.fromkeys(("app", "writer", "protocol", "transport"), Mock())
"""Where a request comes from is not asked at this door: one stand-in serves all of them."""


def test_the_states_leave_none_of_a_window_out() -> None:
    states = {made.stage.commands.hall.desk(made.window).state for made in (make() for make in SITUATIONS.values())}
    assert states == set(WindowState)


class OneAnswer:
    """A link that hears exactly one answer."""

    def __init__(self) -> None:
        self.said: list[bytes] = []

    async def publish(self, topic: str, payload: bytes, *, is_retained: bool = False) -> None:
        assert topic.startswith(f"hall/{HALL}/answer/")
        assert not is_retained
        self.said.append(payload)

    def acknowledge(self, message: Message) -> None:
        """Nothing: the desk's own loop does that."""


async def central_asks(here: Situation, name: str, args: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the code of the answer, "" if it was done, and its words."""
    stage, link = here.stage, OneAnswer()

    async def nothing(*_: object) -> dict[str, Any]:
        return {}

    around = Surroundings(stage.commands, MemoryJournal(), stage.devices, SystemClock())
    desk = CommandDesk(Topics(HALL), around, snapshot=nothing, resend=nothing)
    payload = json.dumps({"id": f"c/{stage.commands.seq}", "args": args}).encode()
    await desk.serve(link, Message(f"hall/{HALL}/cmd/{name}", payload, is_retained=False, mid=1, qos=1))
    (said,) = link.said
    answer = json.loads(said)
    if answer["ok"]:
        return "", {}
    return answer["error"]["code"], {"zh": answer["error"]["message"], "en": answer["error"]["message_en"]}


async def page_asks(here: Situation, kind: ScreenKind, body: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the code of the answer, "" if it was done, and its words."""
    payload = StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16)
    payload.feed_data(json.dumps(body).encode())
    payload.feed_eof()
    request = make_mocked_request("POST", "/api/act", {"Content-Type": "application/json"}, payload=payload, **NOWHERE)
    place = Place(kind, kind.value, window=here.window, zone="A", dispenser="door")
    answer = await Counter(here.stage.room).take(request, place)
    assert isinstance(answer, web.Response)
    said = json.loads(answer.text or "")
    return ("", {}) if answer.status == web.HTTPOk.status_code else (said["code"], said["message"])


def check(code: str, words: Mapping[str, str]) -> None:
    """Done, or a code of the catalogue with both its sentences whole."""
    if not code:
        return
    assert code in REFUSALS
    assert any("一" <= letter <= "鿿" for letter in words["zh"]), words
    assert words["zh"] != words["en"]
    assert "{" not in words["zh"] + words["en"], f"{code}: a blank that nobody filled: {words}"


@pytest.mark.parametrize("name", [*COMMANDS, *BESIDE])
async def test_central_is_always_answered(name: str) -> None:
    for make in SITUATIONS.values():
        here = make()
        for args in asked_by_central(name, here):
            code, words = await central_asks(here, name, args)
            check(code, words)
            here = here if code else make()  # what was refused has changed nothing


@pytest.mark.parametrize("kind", list(ACTIONS), ids=lambda kind: kind.value)
async def test_a_page_is_always_answered(kind: ScreenKind) -> None:
    for make in SITUATIONS.values():
        here = make()
        for body in asked_on_a_page(kind, here):
            code, words = await page_asks(here, kind, body)
            check(code, words)
            here = here if code else make()


@pytest.mark.parametrize("name", [*COMMANDS, *BESIDE])
def test_every_command_is_asked_in_a_way_that_is_understood(name: str) -> None:
    models = {name: model for name, (model, _) in COMMANDS.items()} | dict(BESIDE)
    here = SITUATIONS["ticket waiting"]()
    assert [args for args in asked_by_central(name, here) if fits(models[name], args)]


@pytest.mark.parametrize("kind", list(ACTIONS), ids=lambda kind: kind.value)
def test_every_action_is_asked_in_a_way_that_is_understood(kind: ScreenKind) -> None:
    here = SITUATIONS["ticket waiting"]()
    bodies = list(asked_on_a_page(kind, here))
    understood = {body["do"] for body in bodies if fits(ACTIONS[kind], body)}
    assert {body["do"] for body in bodies} - understood == set()


def fits(model: type[BaseModel] | TypeAdapter[Any], args: Mapping[str, Any]) -> bool:
    """Whether the door reads it at all."""
    read = model.validate_python if isinstance(model, TypeAdapter) else model.model_validate
    try:
        read(args)
    except ValidationError:
        return False
    return True


def asks_for(kind: ScreenKind, body: Mapping[str, Any], here: Situation) -> c.Command:
    """Return what the page asks of the hall."""
    action = ACTIONS[kind].validate_python(body)
    command: c.Command = action.command(here.window)
    return command


@pytest.mark.parametrize("situation", SITUATIONS)
async def test_the_clerks_page_and_central_are_told_the_same(situation: str) -> None:
    """For each command that both can ask for, word for word the same wish has the same answer."""
    pairs, here = 0, SITUATIONS[situation]()
    by_central: dict[c.Command, tuple[str, dict[str, Any]]] = {}
    for name, (model, make) in COMMANDS.items():
        for args in asked_by_central(name, here):
            try:
                by_central.setdefault(make(model.model_validate(args), "x"), (name, args))
            except ValueError:
                continue
    for body in asked_on_a_page(ScreenKind.CLERK, here):
        try:
            command = asks_for(ScreenKind.CLERK, body, here)
        except ValueError:
            continue
        if command not in by_central:
            continue
        pairs += 1
        name, args = by_central[command]
        first = await page_asks(here, ScreenKind.CLERK, body)
        here = here if first[0] else SITUATIONS[situation]()
        assert await central_asks(here, name, args) == first, (name, args)
        here = here if first[0] else SITUATIONS[situation]()
    assert pairs > 20


def test_all_that_a_clerk_may_do_central_may_do_too() -> None:
    here = SITUATIONS["ticket waiting"]()
    pages, central = set(), set()
    for body in asked_on_a_page(ScreenKind.CLERK, here):
        try:
            pages.add(type(asks_for(ScreenKind.CLERK, body, here)))
        except ValueError:
            continue
    for name, (model, make) in COMMANDS.items():
        for args in asked_by_central(name, here):
            try:
                central.add(type(make(model.model_validate(args), "x")))
            except (ValueError, Refused):
                continue
    assert len(pages) > 15
    assert pages <= central


# ---------------------------------------------------------------------------------------------------------------------
# The third door: a keypad


@pytest.mark.parametrize("key", list(Key), ids=lambda key: key.value)
def test_every_key_does_something_or_is_refused_in_words(key: Key) -> None:
    for make in SITUATIONS.values():
        for digits in ("", "1", "2", "099", "99999"):
            press(make(), KeyPressed(key, digits))


def press(here: Situation, pressed: KeyPressed) -> None:
    commands = here.stage.commands
    try:
        for command in commands_for(commands.hall, here.window, pressed):
            commands.do(command)
    except Refused as refusal:
        check(refusal.code, {language: refused(refusal.code, refusal.facts, language) for language in LANGUAGES})
    assert list(broken_promises(commands.hall)) == []

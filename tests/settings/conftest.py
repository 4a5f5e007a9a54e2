"""A small hall's file to spoil, and a way to read it."""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from edge.settings.problems import ConfigProblems
from edge.settings.reading import settings_from
from edge.settings.settings import Settings
from tests.settings.drivers_for_settings import FewDrivers

HALL = """
[hall]
id = "demo-001"
name = "示范区政务服务中心"

[[service]]
code = "social"
name = "社会保险"
prefix = "A"

[[service]]
code = "tax"
name = "办税服务"
prefix = "B"

[[window]]
number = 3
zone = "A"
serves = ["social"]
spills = ["tax"]
display = "led-3"
caller = "caller-3"
evaluator = "rate-3"

[[window]]
number = 4
zone = "A"
serves = ["tax"]
display = "led-4"

[[device]]
name = "printer-1"
driver = "printer.paper"
link = "tcp://127.0.0.1:9100"

[[device]]
name = "reader-1"
driver = "card_reader.desk"
link = "serial:///dev/ttyUSB0"

[[device]]
name = "led-3"
driver = "display.strip"
link = "serial:///dev/ttyUSB1?baud=9600"
address = 3

[[device]]
name = "led-4"
driver = "display.strip"
link = "serial:///dev/ttyUSB1?baud=9600"
address = 4

[[device]]
name = "caller-3"
driver = "caller.keys"
link = "serial:///dev/ttyUSB2"
address = 3

[[device]]
name = "rate-3"
driver = "evaluator.keys"
link = "serial:///dev/ttyUSB2"
address = 3

[[device]]
name = "voice-a"
driver = "announcer.card"

[[dispenser]]
name = "door"
printer = "printer-1"
card_reader = "reader-1"

[[zone]]
name = "A"
announcer = "voice-a"

[[screen]]
name = "pad-4"
kind = "rating"
window = 4
token = "0123456789abcdef"
"""

Reader = Callable[..., Settings]


@pytest.fixture
def read_hall(tmp_path: Path) -> Reader:
    """Read the small hall after exchanging pieces of its text: `read_hall(("old", "new"), …)`."""

    def read(*changes: tuple[str, str]) -> Settings:
        text = HALL
        for old, new in changes:
            assert old in text, f"the small hall does not say {old}"
            text = text.replace(old, new, 1)
        return settings_from(tomllib.loads(text), tmp_path, FewDrivers())

    return read


@pytest.fixture
def complaints(read_hall: Reader) -> Callable[..., list[str]]:
    """All sentences about the small hall after the changes: of the hall if it cannot open, else of its devices."""

    def complain(*changes: tuple[str, str]) -> list[str]:
        try:
            return [str(problem) for problem in read_hall(*changes).problems]
        except ConfigProblems as refused:
            return [str(problem) for problem in refused.problems]

    return complain

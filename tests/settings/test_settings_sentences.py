"""Every mistake in a hall's file is one sentence that names the place and what would be right."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edge.settings.problems import ConfigProblems
from tests.settings.conftest import Reader

Complaints = Callable[..., list[str]]


def mistakes(file: str) -> list[Any]:
    text = (Path(__file__).parent / file).read_text(encoding="utf-8")
    return [
        pytest.param((one["was"], one["is"]), one["says"], id=one["says"]) for one in tomllib.loads(text)["mistake"]
    ]


def test_the_small_hall_is_right(complaints: Complaints) -> None:
    assert complaints() == []


FILES = ("hall_mistakes.toml", "staff_mistakes.toml", "tide_mistakes.toml")


@pytest.mark.parametrize(("change", "sentence"), [one for name in FILES for one in mistakes(name)])
def test_a_mistake_in_the_hall_is_a_sentence_and_keeps_it_shut(
    complaints: Complaints, read_hall: Reader, change: tuple[str, str], sentence: str
) -> None:
    assert sentence in complaints(change)
    with pytest.raises(ConfigProblems):
        read_hall(change)


@pytest.mark.parametrize(("change", "sentence"), mistakes("device_mistakes.toml"))
def test_a_mistake_in_a_device_is_a_sentence_and_the_hall_opens_without_it(
    read_hall: Reader, change: tuple[str, str], sentence: str
) -> None:
    settings = read_hall(change)
    assert [str(problem) for problem in settings.problems] == [sentence]
    (off,) = settings.devices_off
    assert f'"{off.name}"' in sentence


def test_all_mistakes_are_told_at_once(complaints: Complaints) -> None:
    said = complaints(
        ('name = "示范区政务服务中心"', 'nmae = "示范区政务服务中心"'),
        ('prefix = "B"', 'prefix = "A"'),
        ('serves = ["tax"]', 'serves = ["taxes"]'),
        ("window = 4", "window = 9"),
    )
    assert said == [
        '[hall]: "name" is missing',
        '[hall]: unknown setting "nmae"; did you mean "name"?',
        'window 4: serves "taxes", but no such service is configured; did you mean "tax"?',
        'screen "pad-4": belongs to window 9, but no such window is configured (3, 4 are)',
        'service "tax": its prefix "A" is that of "social" already',
    ]

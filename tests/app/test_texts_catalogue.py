"""Everything that can be said no to, and everything that can break, has its sentences."""

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from string import Formatter

import pytest

from drivers.registry import specs
from edge.devices.states import SlotState
from edge.hall.staff import PAUSE_REASONS
from edge.texts import refused, repair, sentence
from edge.texts.problems import PROBLEMS, REPAIRS
from edge.texts.reasons import OFFERED, REASONS, code_of, reason_words
from edge.texts.refusals import REFUSALS
from edge.texts.words import WORDS

ROOT = Path(__file__).parents[2]
FAILURES = {"LinkLost", "DeviceBusy", "DeviceRejected", "CardUnreadable", "RaiseProblem"}


def codes_of(names: Collection[str], *folders: str) -> Iterator[tuple[str, str]]:
    """Yield (code, file) of every call of one of these names with a code written out."""
    for path in (path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0]
            if name in names and isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value, str(path.relative_to(ROOT))


def test_every_refusal_has_a_sentence() -> None:
    found = list(codes_of({"Refused"}, "edge"))
    assert len(found) > 60
    assert [(code, path) for code, path in found if code not in REFUSALS] == []


def test_every_refusal_gives_its_sentence_the_facts_that_it_tells() -> None:
    """Blanks are filled where the code stands beside its facts; a `**` may bring any."""
    bare = []
    for path in sorted((ROOT / "edge").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            is_refusal = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refused" and node.args
            if not is_refusal or not isinstance(code := node.args[0], ast.Constant):  # type: ignore[attr-defined]
                continue
            given = {keyword.arg for keyword in node.keywords}  # type: ignore[attr-defined]
            told = {name for text in REFUSALS[str(code.value)] for _, name, _, _ in Formatter().parse(text) if name}
            if None not in given and told - given - {"fields"}:
                bare.append((code.value, str(path.relative_to(ROOT)), told - given))
    assert bare == []


def test_a_refusal_tells_states_and_lists_as_people_read_them() -> None:
    facts = {"ticket": "A012", "state": "missed"}
    assert refused("ticket_not_waiting", facts) == "号票 A012 不在等候中，现为：已过号。"
    assert refused("ticket_not_waiting", facts, "en") == "Ticket A012 is not waiting, but missed."
    assert refused("bad_args", {"fields": ["service", "window"]}) == "参数不正确：service、window。"
    assert refused("bad_args", {"window": "should be an integer"}, "en") == "These arguments do not fit: window."


def test_every_failure_of_a_device_has_a_sentence_and_something_to_do() -> None:
    found = list(codes_of(FAILURES, "edge", "drivers"))
    assert len(found) > 30
    assert [(code, path) for code, path in found if code not in PROBLEMS or code not in REPAIRS] == []


def test_every_problem_that_a_driver_knows_has_a_sentence_and_something_to_do() -> None:
    codes = {code for spec in specs().values() for code in spec.repairs}
    assert len(codes) > 20
    assert sorted(code for code in codes if code not in PROBLEMS or code not in REPAIRS) == []


def test_every_problem_has_something_to_do() -> None:
    assert sorted(PROBLEMS.keys() ^ REPAIRS.keys()) == []
    states = {state.value for state in SlotState} - {"ready", "opening"}
    assert sorted(states - PROBLEMS.keys()) == []


@pytest.mark.parametrize("catalogue", [REFUSALS, PROBLEMS, REPAIRS, WORDS, REASONS])
def test_both_languages_say_it_with_the_same_facts(catalogue: dict[str, tuple[str, str]]) -> None:
    for code, (chinese, english) in catalogue.items():
        assert any("一" <= letter <= "鿿" for letter in chinese), code
        assert english.isascii() or "–" in english, code
        blanks = [
            {name.removesuffix("_en") for _, name, _, _ in Formatter().parse(text) if name}
            for text in (chinese, english)
        ]
        assert blanks[0] >= blanks[1], code


def test_a_sentence_is_filled_with_facts_and_never_breaks() -> None:
    assert sentence("window_free", "en", window=3) == "There is no ticket at window 3."
    assert sentence("window_free") == "{window} 号窗口现在没有号票。"
    assert sentence("no such code", "en") == "no such code"
    assert repair("paper_out") == "打开上盖，装入新纸卷，合上盖。"
    assert repair("no such code") == ""


def test_every_reason_that_is_offered_or_given_has_words() -> None:
    offered = {code for codes in OFFERED.values() for code in codes} | {reason.code for reason in PAUSE_REASONS}
    assert offered <= REASONS.keys()
    assert all(code_of(words) == code for code, both in REASONS.items() for words in both)


def test_a_reason_of_an_earlier_version_is_still_understood() -> None:
    assert [reason_words(said) for said in ("day closed", "left open", "not started")] == [
        "今日业务已结束",
        "上一办公日未正常结束",
        "呼叫后未到窗口",
    ]
    assert reason_words("午休", "en") == "lunch break"
    assert reason_words("去库房取印章", "en") == "去库房取印章"

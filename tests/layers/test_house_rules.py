"""What the linters cannot say: sizes, names, and who may look at a clock."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [
    Path("edge_main.py"),
    *(
        file.relative_to(ROOT)
        for room in ("edge", "drivers", "tests", "kiosk_ui")
        for file in sorted((ROOT / room).rglob("*"))
        if file.suffix in {".py", ".js", ".css"} and "vendor" not in file.parts
    ),
]
PRODUCT = [file for file in SOURCES if file.suffix == ".py" and file.parts[0] not in {"tests", "kiosk_ui"}]
# The rules and the codecs get their time with what they are told; drivers from the clock that they are given.
TIMELESS = [
    file
    for file in PRODUCT
    if file.parts[:2] == ("edge", "hall") or file.name == "codec.py" or "protocols" in file.parts
]
CLOCKED = [file for file in PRODUCT if file.parts[0] == "drivers" and "simulators" not in file.parts]

LONGEST_FILE = 300
LONGEST_FUNCTION = 50
EMPTY_NOUNS = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}


def calls(file: Path) -> Iterator[str]:
    """Every call in a file as it is written: `datetime.now`, `asyncio.sleep`."""
    for node in ast.walk(ast.parse((ROOT / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield ast.unparse(node.func)


@pytest.mark.parametrize("file", SOURCES, ids=str)
def test_a_file_is_one_idea(file: Path) -> None:
    lines = (ROOT / file).read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST_FILE
    assert file.stem not in EMPTY_NOUNS


@pytest.mark.parametrize("file", PRODUCT, ids=str)
def test_a_function_fits_on_a_screen(file: Path) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]
    assert long == []


@pytest.mark.parametrize("file", TIMELESS, ids=str)
def test_rules_and_codecs_never_ask_what_time_it_is(file: Path) -> None:
    asked = [call for call in calls(file) if call.rpartition(".")[2] in {"now", "today", "utcnow", "monotonic"}]
    assert asked == []


@pytest.mark.parametrize("file", CLOCKED, ids=str)
def test_a_driver_waits_by_the_clock_that_it_is_given(file: Path) -> None:
    waited = [
        call for call in calls(file) if call in {"asyncio.sleep", "asyncio.timeout", "asyncio.wait_for", "loop.time"}
    ]
    assert waited == []


@pytest.mark.parametrize("file", PRODUCT, ids=str)
def test_nothing_waits_by_a_time_out_that_debians_python_gets_wrong(file: Path) -> None:
    assert "asyncio.timeout" not in set(calls(file))


def test_the_rules_were_found() -> None:
    assert len(TIMELESS) > 10
    assert len(CLOCKED) > 10

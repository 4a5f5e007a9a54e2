"""Whatever stands in a file, the answer is a hall or sentences."""

import copy
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from edge.settings.problems import ConfigProblems
from edge.settings.reading import settings_from
from tests.settings.conftest import HALL
from tests.settings.drivers_for_settings import FewDrivers

PARSED = tomllib.loads(
    HALL + '[hours]\nopen = "08:30"\nclose = "17:00"\n[policy]\n[central]\nurl = "mqtt://b"\n[web]\n[store]\n'
)
SCALARS = st.one_of(
    st.booleans(), st.integers(-5, 5), st.floats(), st.text(max_size=5), st.dates(), st.times(), st.datetimes()
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
)


def places(raw: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every path into the file, to tables and values alike."""
    entries = raw.items() if isinstance(raw, dict) else enumerate(raw) if isinstance(raw, list) else ()
    return [path, *(place for key, value in entries for place in places(value, (*path, key)))]


PLACES = places(PARSED)[1:]


@given(st.lists(st.tuples(st.sampled_from(PLACES), ANYTHING), min_size=1, max_size=4))
def test_a_spoilt_file_is_answered_in_sentences(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    raw = copy.deepcopy(PARSED)
    for (*path, last), value in changes:
        table: Any = raw
        try:
            for key in path:
                table = table[key]
            table[last] = value
        except (TypeError, KeyError, IndexError):
            continue  # spoilt already by the change before
    try:
        settings = settings_from(raw, Path("/etc/hall-edge"), FewDrivers())
    except ConfigProblems as refused:
        problems = refused.problems
    else:
        problems = settings.problems
        assert settings.plan().services
    assert all(problem.place and problem.message for problem in problems)

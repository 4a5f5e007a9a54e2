"""The journal's ratings on the command line, as a table or as JSON."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import edge_main
from edge.export.rated import rated
from edge.export.writing import Format, written
from edge.hall import commands as c
from edge.hall.terms import Channel
from edge.journal.sqlite import open_journal
from edge.ports import Entry
from tests.hall.test_ratings import finished
from tests.support.halls import House, house

CONFIG = """
[hall]
id = "demo-001"
name = "示范区政务服务中心"

[store]
path = "journal"

[rating.items.social]
code = "T1"
name = "社会保险登记"

[[service]]
code = "social"
name = "社会保险"
prefix = "A"

[[window]]
number = 1
serves = ["social"]
"""


def told(here: House) -> Iterator[Entry]:
    """Yield the house's history as entries, one event each."""
    for seq, event in enumerate(here.events, start=1):
        yield Entry(seq, here.now, f"c{seq}", bytes(16), (event,))


def day() -> House:
    """Return a day with a first and a second rating, one that nobody gave, and a case that was bound afterwards."""
    here = house()
    rating, token = finished(here)
    here.do(c.Rate(token, 1, Channel.TABLET, ("115", "110")))
    here.do(c.Rate(token, 4, Channel.QR, text="后来办好了"))
    here.do(c.CloseRating(rating, "张主任", "已整改"))
    here.do(c.BindCase("A001", "K1"))
    finished(here)
    here.wait(2)
    return here


def test_both_ratings_of_a_visit_are_told_and_no_answer_is_none() -> None:
    found = rated(told(day()))
    assert [(one.sequence, one.level, one.case, one.rectified) for one in found] == [
        (1, 1, "K1", "已整改"),
        (2, 4, "K1", "已整改"),
    ]


def test_a_rating_whose_opening_was_forgotten_is_left_out() -> None:
    entries = list(told(day()))
    opening = next(number for number, entry in enumerate(entries) if entry.events[0].kind == "rating.opened")
    assert rated(entries[opening + 1 :]) == []


@pytest.mark.real_time
async def test_the_command_writes_a_table_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "hall.toml"
    config.write_text(CONFIG, encoding="utf-8")
    async with open_journal(tmp_path / "journal") as journal:
        await journal.append(list(told(day())), 0)
    arguments = ["export", "ratings", "--config", str(config)]
    assert edge_main.main(arguments) == 0
    table = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [(row["satisfaction"], row["evalDetail"], row["taskCode"]) for row in table] == [
        ("1", "115,110", "T1"),
        ("4", "", "T1"),
    ]
    assert edge_main.main([*arguments, "--profile", "gbt39046", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["满意度代码"], row["评价次数"], row["文字评价"]) for row in rows] == [
        ("5", "1", ""),
        ("2", "2", "后来办好了"),
    ]
    assert edge_main.main([*arguments, "--since", "2030-01-01"]) == 0
    assert capsys.readouterr().out == ""
    assert edge_main.main([*arguments, "--profile", "mars"]) == 1
    assert "there is no profile mars" in capsys.readouterr().err
    assert edge_main.main([*arguments, "--journal", str(tmp_path)]) == 1
    assert "there is no journal" in capsys.readouterr().err


def test_what_a_citizen_writes_is_no_formula_of_a_spreadsheet() -> None:
    assert written([{"writingEvaluation": "=HYPERLINK(1)"}], Format.CSV).splitlines()[1] == "'=HYPERLINK(1)"
    assert json.loads(written([{"a": "=1"}], Format.JSON)) == [{"a": "=1"}]

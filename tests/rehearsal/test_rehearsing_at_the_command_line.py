"""What a technician types: a recorded day under another policy, and drawn days under the ones that are argued about."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

import edge_main
from edge.hall.terms import TicketClass
from edge.journal.memory import MemoryJournal
from edge.journal.sqlite import open_journal
from edge.ports import Entry
from edge.rehearsal import county, draw_day, run
from edge.settings.policy_file import read_policy
from edge.settings.problems import ConfigProblems

HALL = """
[hall]
id = "county"
name = "示范县政务服务中心"
[store]
path = "store"
"""
STRICT = """
[policy.classes.priority]
head_start_s = 86400
ceiling_s = 86400
[policy.classes.ordinary]
ceiling_s = 86400
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """The county's hall as a technician would write it, with five windows."""
    plan = county().plan
    services = [
        f'[[service]]\ncode = "{service.code}"\nname = "{service.name}"\nprefix = "{service.prefix}"'
        for service in plan.services
    ]
    codes = [service.code for service in plan.services]
    windows = [f'[[window]]\nnumber = {number}\nzone = "A"\nserves = {codes}' for number in range(1, 6)]
    path = tmp_path / "hall.toml"
    path.write_text("\n".join([HALL, *services, *windows]).replace("'", '"'), encoding="utf-8")
    return path


async def record(folder: Path) -> None:
    """Keep a drawn day in a journal on the disk."""
    hall = county()
    plan = replace(hall.plan, windows=hall.plan.windows[:5])
    hall = replace(hall, plan=plan, tickets=120, lunch_windows=frozenset({1, 3}))
    kept, entries = MemoryJournal(), list[Entry]()
    await run(draw_day(hall, 2), journal=kept)
    async for entry in kept.read(0):
        entries.append(entry)
        if entry.last >= kept.tail:
            break
    async with open_journal(folder) as journal:
        await journal.append(entries, 0)


def policy_file(folder: Path, text: str) -> Path:
    path = folder / "other.toml"
    path.write_text(text, encoding="utf-8")
    return path


def replay(config: Path, *options: str | Path) -> int:
    return edge_main.main(["replay", "--config", str(config), *map(str, options)])


@pytest.fixture
def recorded(config: Path) -> Path:
    """The configuration of a hall whose journal has a day."""
    asyncio.run(record(config.parent / "store"))
    return config


@pytest.mark.real_time
def test_a_recorded_day_is_told_under_its_own_and_another_policy(
    recorded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other, picture = policy_file(recorded.parent, STRICT), recorded.parent / "waits.png"
    assert replay(recorded, "--policy", other, "--picture", picture) == 0
    said = capsys.readouterr().out
    assert "示范县政务服务中心 (county), 2026-11-23: 120 tickets that waited" in said
    for name in ("recorded", "its own policy, again", "other.toml"):
        assert said.count(f"  {name}  ") > 6
    assert "of 120 tickets wait as long as recorded" in said
    assert "What a rehearsal assumes" in said
    assert picture.read_bytes().startswith(b"\x89PNG")


@pytest.mark.real_time
def test_a_day_that_is_not_there_and_a_picture_that_cannot_be_written_are_said_so(
    recorded: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = policy_file(recorded.parent, STRICT)
    assert replay(recorded, "--policy", other, "--day", "2026-11-20") == 1
    assert "nobody was called on 2026-11-20 of this journal; there are 2026-11-23" in capsys.readouterr().err
    assert replay(recorded, "--policy", other, "--journal", recorded.parent / "elsewhere") == 1
    assert "there is no journal in" in capsys.readouterr().err
    assert replay(recorded, "--policy", other, "--picture", recorded.parent / "no-folder" / "waits.png") == 1
    assert "no-folder" in capsys.readouterr().err


def test_a_policy_is_read_from_its_table_or_from_a_whole_hall(config: Path) -> None:
    policy = read_policy(policy_file(config.parent, STRICT))
    assert policy.classes[TicketClass.PRIORITY].head_start_s == 86_400
    assert policy.classes[TicketClass.PRIORITY].slope == 3.0  # what is left out stays at the default
    config.write_text(config.read_text(encoding="utf-8") + "\n[policy]\nreturn_after_calls = 7\n", encoding="utf-8")
    assert read_policy(config).return_after_calls == 7


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the file: [policy] is missing: a policy to rehearse stands in this table"),
        ("[polcy]\nrecalls = 1", 'the file: unknown table [polcy]; did you mean "policy"?'),
        ("[policy]\nspil_after_s = 60", '[policy]: unknown setting "spil_after_s"; did you mean "spill_after_s"?'),
        ("[policy.classes.ordinary]\nslope = 0", '[policy]: "classes.ordinary.slope" is wrong'),
        ('[policy]\nrecalls = "three"', '[policy]: "recalls" must be a whole number, not "three"'),
        ("[policy", "is not TOML"),
        ('[hall]\nid = "x"\nname = "y"\n[hll]', 'unknown table [hll]; did you mean "hall"?'),
    ],
)
def test_a_wrong_policy_file_is_answered_by_sentences(
    config: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    path = policy_file(config.parent, text)
    with pytest.raises(ConfigProblems, match=r".+"):
        read_policy(path)
    assert replay(config, "--policy", path) == 1
    assert sentence in capsys.readouterr().err


def test_a_policy_file_that_is_not_there_is_said_so(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay(config, "--policy", config.parent / "none.toml") == 1
    assert "cannot be read" in capsys.readouterr().err


def test_drawn_days_are_told_under_the_policies_that_are_argued_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = policy_file(tmp_path, STRICT)
    few = ["rehearse", "--days", "1", "--tickets", "40"]
    assert edge_main.main([*few, "--policy", str(mine), "--picture", str(tmp_path / "p.png")]) == 0
    said = capsys.readouterr().out
    assert "40 tickets, 14 windows; the mean of 1 day" in said
    assert "other.toml" in said
    assert "nobody over the ceiling was passed over" in said
    assert (tmp_path / "p.png").exists()


def test_drawn_days_need_a_policy_that_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert edge_main.main(["rehearse", "--days", "1", "--policy", str(policy_file(tmp_path, "[x]"))]) == 1
    assert "unknown table [x]" in capsys.readouterr().err

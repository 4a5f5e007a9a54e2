"""What the README says is what the program is."""

from pathlib import Path

from drivers.registry import kinds
from edge.hall.diagram import mermaid

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_diagram_is_printed_from_the_table() -> None:
    assert mermaid() in README


def test_every_kind_of_device_is_listed() -> None:
    assert [kind for kind in kinds() if f"`{kind}`" not in README] == []


def test_every_file_that_it_points_to_is_there() -> None:
    pointed = [part.partition(")")[0] for part in README.split("](")[1:]]
    assert [name for name in pointed if not (ROOT / name).exists()] == []


def test_every_command_of_the_make_file_that_it_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in ("install", "demo", "test", "campaign", "bench"):
        assert f"make {name}" in README
        assert f"\n{name}:" in makefile

"""The worked examples are right, and are the halls that they say they are."""

from pathlib import Path

from drivers.contract import Capability
from edge.settings.reading import read
from edge.settings.settings import Settings

CONFIG = Path(__file__).parents[2] / "config"


def example(name: str) -> Settings:
    settings = read(CONFIG / name)
    assert [str(problem) for problem in settings.problems] == []
    return settings


def test_the_village_has_four_windows_one_printer_and_one_pad() -> None:
    village = example("village.toml")
    assert [window.number for window in village.windows] == [1, 2, 3, 4]
    assert [device.name for device in village.devices if device.can(Capability.PRINTS_TICKETS)] == ["printer"]
    assert [screen.name for screen in village.screens if screen.kind.value == "rating"] == ["pad-1"]
    assert [dispenser.printer for dispenser in village.dispensers] == ["printer"]


def test_the_county_has_fourteen_windows_in_three_zones_and_two_dispensers() -> None:
    county = example("county.toml")
    assert [window.number for window in county.windows] == list(range(1, 15))
    assert {window.zone for window in county.windows} == {zone.name for zone in county.zones} == {"A", "B", "C"}
    assert len(county.dispensers) == 2
    assert all(window.display for window in county.windows)


def test_the_countys_strips_share_one_line_in_each_zone() -> None:
    county = example("county.toml")
    zones = {window.display: window.zone for window in county.windows}
    lines = {
        (zones[device.name], device.line.place) for device in county.devices if device.line and device.name in zones
    }
    assert len(lines) == 3


def test_the_secrets_of_the_examples_are_plainly_examples() -> None:
    for name in ("village.toml", "county.toml"):
        assert all(screen.token.get_secret_value().startswith("example-") for screen in example(name).screens)


def test_the_county_knows_how_long_its_commonest_matters_usually_take() -> None:
    service = example("county.toml").plan().service("business")
    assert service is not None
    assert service.usual_s == 15 * 60

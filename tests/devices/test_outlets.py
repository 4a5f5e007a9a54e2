"""Which device stands where, read from the two halls that are shipped as examples."""

from dataclasses import replace
from pathlib import Path

import pytest

from edge.devices.outlets import outlets_of
from edge.settings.reading import read

CONFIG = Path(__file__).parents[2] / "config"


@pytest.mark.parametrize("name", ["village.toml", "county.toml"])
def test_every_device_of_an_example_stands_somewhere(name: str) -> None:
    settings = read(CONFIG / name)
    outlets = outlets_of(settings)
    placed = {
        *outlets.displays.values(),
        *outlets.callers.values(),
        *outlets.evaluators.values(),
        *outlets.announcers.values(),
        *outlets.printers.values(),
        *outlets.readers,
    }
    assert {device.name for device in settings.devices} == placed - {""}


def test_devices_are_found_back_from_their_slots() -> None:
    outlets = outlets_of(read(CONFIG / "county.toml"))
    for window, slot in outlets.callers.items():
        assert outlets.window_of_caller(slot) == window
    for window, slot in outlets.evaluators.items():
        assert outlets.window_of_evaluator(slot) == window
    assert outlets.window_of_caller("nobody") is None
    assert outlets.window_of_evaluator("nobody") is None


def test_paper_says_of_zones_and_codes_what_the_configuration_says() -> None:
    settings = read(CONFIG / "village.toml")
    outlets = outlets_of(settings)
    assert outlets.zone_titles == {"A": "办事大厅"}
    assert outlets.qr_template == settings.hall.ticket_qr
    hall = settings.hall.model_copy(update={"ticket_qr": "https://hall.example/{ticket}"})
    assert outlets_of(replace(settings, hall=hall)).qr_template == "https://hall.example/{ticket}"

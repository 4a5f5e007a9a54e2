"""Which device stands where, read from the two halls that are shipped as examples."""

from dataclasses import replace
from pathlib import Path

import pytest

from edge.devices.outlets import Outlets, outlets_of
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


def test_a_call_is_heard_where_its_citizen_waits_and_at_the_window() -> None:
    outlets = Outlets(
        announcers={1: "voice-a", 5: "voice-b"},
        zone_voices={"A": "voice-a", "B": "voice-b"},
        zones={1: "A", 5: "B", 9: ""},
        zone_titles={"B": "企业服务区"},
    )
    assert outlets.voices_of(1, "") == ("voice-a",)
    assert outlets.voices_of(5, "A") == ("voice-a", "voice-b")
    assert outlets.voices_of(5, "C") == ("voice-b",)
    assert outlets.voices_of(7, "") == ()
    assert [outlets.zone_title(window) for window in (1, 5, 9)] == ["A区", "企业服务区", ""]


def test_one_loudspeaker_for_two_zones_says_a_call_once() -> None:
    outlets = Outlets(announcers={1: "voice", 5: "voice"}, zone_voices={"A": "voice", "B": "voice"})
    assert outlets.voices_of(5, "A") == ("voice",)

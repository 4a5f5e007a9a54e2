"""What a file means once it has been read, and what it means where it is silent."""

import dataclasses
from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from drivers.contract import Capability
from edge.hall.policy import Policy
from edge.hall.terms import Role, TicketClass
from edge.settings.policy_table import PolicyTable
from edge.settings.problems import ConfigProblems
from edge.settings.reading import read, settings_from
from tests.settings.conftest import HALL, Reader
from tests.settings.drivers_for_settings import FewDrivers

KEY = bytes(range(32))


def test_a_file_is_read_from_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "hall.toml"
    file.write_text(HALL + '[store]\npath = "journal"\n', encoding="utf-8")
    assert read(file, FewDrivers()).store.path == tmp_path / "journal"


def test_an_absolute_store_stays_where_it_is(read_hall: Reader) -> None:
    assert read_hall().store.path == Path("/var/lib/hall-edge")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[hall\n", "is not TOML"),
        ("[hall]\nname = '示范区'".encode("gb18030"), "is not UTF-8 text"),
        (None, "cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_none_is_one_sentence(tmp_path: Path, content: bytes | None, sentence: str) -> None:
    file = tmp_path / "hall.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigProblems) as refused:
        read(file, FewDrivers())
    (problem,) = refused.value.problems
    assert problem.place == str(file)
    assert problem.message.startswith(sentence)


def test_what_is_wrong_with_devices_is_said_beside_what_keeps_the_hall_from_opening(tmp_path: Path) -> None:
    raw = {"device": [{"name": "led", "driver": "display.nothing"}, {"name": "journal", "driver": "display.nothing"}]}
    with pytest.raises(ConfigProblems) as refused:
        settings_from(raw, tmp_path, FewDrivers())
    said = str(refused.value)
    assert "[hall] is missing" in said
    assert 'there is no driver "display.nothing"' in said
    assert 'device "journal": this name is taken' in said


def test_an_empty_file_says_what_a_hall_needs(tmp_path: Path) -> None:
    with pytest.raises(ConfigProblems) as refused:
        settings_from({}, tmp_path, FewDrivers())
    assert [str(problem) for problem in refused.value.problems] == [
        "the file: [hall] is missing: a hall has at least an id and a name",
        "the file: there is no [[service]]: a hall has at least one",
        "the file: there is no [[window]]: a hall has at least one",
    ]


def test_the_rules_get_the_hall_as_it_is_written(read_hall: Reader) -> None:
    plan = read_hall(('display = "led-4"', 'role = "tidal"\nhas_start_key = true')).plan()
    assert (plan.id, plan.name, plan.timezone) == ("demo-001", "示范区政务服务中心", "Asia/Shanghai")
    social, tax = plan.services
    assert (social.code, social.name, social.prefix, social.needs_card) == ("social", "社会保险", "A", False)
    three, four = plan.windows
    assert (three.serves, three.spills, three.role) == (("social",), ("tax",), Role.ACCEPT)
    assert (four.serves, four.role, four.has_start_key) == ((tax.code,), Role.TIDAL, True)


def test_a_device_has_its_drivers_own_settings_and_its_line(read_hall: Reader) -> None:
    led = next(device for device in read_hall().devices if device.name == "led-4")
    assert led.settings.model_dump() == {"address": 4, "baud": 9600, "colour": "red"}
    assert (led.kind, led.baud, led.can(Capability.SHOWS_CALLS)) == ("display.strip", 9600, True)
    assert led.link == "serial:///dev/ttyUSB1?baud=9600"


def test_a_device_may_be_found_by_what_is_plugged_in(read_hall: Reader) -> None:
    printer = read_hall(('link = "tcp://127.0.0.1:9100"', 'match = { vid = "1A86", path = "usb-0:1.3" }')).devices[0]
    assert printer.match is not None
    assert printer.match.model_dump(exclude_none=True) == {"vid": "1a86", "path": "usb-0:1.3"}
    assert printer.link == ""


def test_a_lone_printer_is_the_dispenser_with_the_only_reader(read_hall: Reader) -> None:
    (main,) = read_hall(
        ('[[dispenser]]\nname = "door"\nprinter = "printer-1"\ncard_reader = "reader-1"\n', "")
    ).dispensers
    assert (main.printer, main.card_reader, main.services) == ("printer-1", "reader-1", None)


def test_zones_follow_from_the_windows_where_none_is_written(read_hall: Reader) -> None:
    settings = read_hall(
        ('[[zone]]\nname = "A"\nannouncer = "voice-a"\n', ""),
        ('zone = "A"\nserves = ["tax"]', 'zone = "B"\nserves = ["tax"]'),
    )
    assert [zone.name for zone in settings.zones] == ["A", "B"]


@pytest.mark.parametrize(
    ("days", "numbers", "words"),
    [
        ("mon-fri", {0, 1, 2, 3, 4}, "周一至周五"),
        ("daily", set(range(7)), "周一至周日"),
        ("mon, wed,sat", {0, 2, 5}, "周一、周三、周六"),
        ("sat-mon", {5, 6, 0}, "周一、周六、周日"),
        ("mon-thu,sat", {0, 1, 2, 3, 5}, "周一至周四、周六"),
        ("sun", {6}, "周日"),
    ],
)
def test_days_are_words_of_the_week(read_hall: Reader, days: str, numbers: set[int], words: str) -> None:
    hours = read_hall(("[hall]", f'[hours]\ndays = "{days}"\nopen = "08:30"\nclose = 17:00:00\n[hall]')).hours
    assert hours is not None
    assert hours.days == frozenset(numbers)
    assert hours.in_words() == f"{words} 08:30–17:00"
    assert (hours.open, hours.close) == (time(8, 30), time(17))


def test_a_silent_file_has_the_rules_own_policy(read_hall: Reader) -> None:
    assert read_hall().policy() == Policy()


def test_the_policy_table_has_every_number_of_the_policy() -> None:
    assert set(PolicyTable.model_fields) == {part.name for part in dataclasses.fields(Policy)}


def test_a_class_keeps_what_its_table_does_not_say(read_hall: Reader) -> None:
    policy = read_hall(("[hall]", "[policy]\nrecalls = 5\n[policy.classes.priority]\nslope = 2\n[hall]")).policy()
    usual = Policy().classes
    priority = policy.classes[TicketClass.PRIORITY]
    assert policy.recalls == 5
    assert priority == dataclasses.replace(usual[TicketClass.PRIORITY], slope=2.0)
    assert policy.classes[TicketClass.ORDINARY] == usual[TicketClass.ORDINARY]


@pytest.mark.parametrize("written", [KEY.hex(), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="])
def test_centrals_key_is_read_in_either_spelling(read_hall: Reader, written: str) -> None:
    central = read_hall(
        ("[hall]", f'[central]\nurl = "mqtts://broker.example"\npublic_key = "{written}"\n[hall]')
    ).central
    assert central is not None
    assert (central.public_key, central.host, central.port, central.is_encrypted) == (KEY, "broker.example", 8883, True)


def test_no_secret_shows_in_a_representation_or_a_sentence(
    read_hall: Reader, complaints: Callable[..., list[str]]
) -> None:
    settings = read_hall(("[hall]", '[central]\nurl = "mqtt://b"\nusername = "h"\npassword = "pass-4711"\n[hall]'))
    assert "0123456789abcdef" not in repr(settings)
    assert "pass-4711" not in repr(settings)
    assert settings.screens[0].token.get_secret_value() == "0123456789abcdef"
    spoilt = complaints(
        ("[hall]", '[central]\nurl = "mqtt://h:pass-4711@b"\npassword = [4711]\n[hall]'),
        ('token = "0123456789abcdef"', 'token = "sécrèt"'),
    )
    assert len(spoilt) == 3
    assert not any(secret in sentence for sentence in spoilt for secret in ("4711", "sécrèt"))

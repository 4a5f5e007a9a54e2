"""What keys and digits mean together, and what a keypad can show."""

import pytest
from pydantic import ValidationError

from drivers.caller.ff68.keypad import Keypad
from drivers.caller.ff68.notice import digits_of
from drivers.caller.ff68.settings import CallerSettings
from drivers.contract import CallerNotice, Key, KeyPressed


def typed(*frames: str, settings: CallerSettings | None = None, pause_s: float = 1.0) -> list[KeyPressed]:
    keypad = Keypad(settings or CallerSettings())
    meanings = [keypad.press(bytes.fromhex(frame), now_s=number * pause_s) for number, frame in enumerate(frames)]
    return [meaning for meaning in meanings if meaning is not None]


@pytest.mark.parametrize(
    ("frames", "meaning"),
    [
        (["0C"], KeyPressed(Key.NEXT)),
        (["0D"], KeyPressed(Key.RECALL)),
        (["0B"], KeyPressed(Key.RATE)),
        (["0E"], KeyPressed(Key.CANCEL)),
        (["12"], KeyPressed(Key.PAUSE)),
        (["13"], KeyPressed(Key.TRANSFER)),
        (["060F"], KeyPressed(Key.MISS)),
        (["06", "0F"], KeyPressed(Key.MISS)),
        (["000F"], KeyPressed(Key.PARK)),
        (["00", "0F"], KeyPressed(Key.PARK)),
        (["030F"], KeyPressed(Key.RESUME)),
        (["03", "0F"], KeyPressed(Key.RESUME)),
        (["00", "01", "02", "0F"], KeyPressed(Key.CALL_NUMBER, "012")),
        (["0001020F"], KeyPressed(Key.CALL_NUMBER, "012")),
        (["00", "0102", "0F"], KeyPressed(Key.CALL_NUMBER, "012")),
        (["03", "13"], KeyPressed(Key.TRANSFER, "3")),
        (["07", "0F"], KeyPressed(Key.CALL_NUMBER, "7")),
        (["01", "02", "060F"], KeyPressed(Key.MISS)),  # a key of its own, whatever was begun before
    ],
)
def test_what_was_pressed_means(frames: list[str], meaning: KeyPressed) -> None:
    assert typed(*frames) == [meaning]


@pytest.mark.parametrize("frames", [["05"], ["0F"], ["11"], ["77"], ["01", "77"], ["110C"]])
def test_what_means_nothing(frames: list[str]) -> None:
    assert typed(*frames) == []


def test_a_key_ends_the_digits_before_it() -> None:
    assert typed("01", "02", "77", "05", "0F") == [KeyPressed(Key.CALL_NUMBER, "5")]
    assert typed("01", "0C", "0C") == [KeyPressed(Key.NEXT, "1"), KeyPressed(Key.NEXT)]


def test_half_typed_digits_are_forgotten_after_a_while() -> None:
    assert typed("01", "02", "05", "0F", pause_s=9) == [KeyPressed(Key.CALL_NUMBER, "125")]
    assert typed("01", "02", "0C", pause_s=11) == [KeyPressed(Key.NEXT)]
    assert typed("06", "0F", pause_s=11) == []


def test_who_types_too_much_starts_again() -> None:
    assert typed(*["01"] * 6, "02", "03", "0F") == [KeyPressed(Key.CALL_NUMBER, "23")]


def test_the_table_of_keys_is_the_halls_own() -> None:
    settings = CallerSettings.model_validate({"keys": {"0c": "next", "05 0f": "start", "0E": "finish"}})
    pressed = typed("0C", "05", "0F", "0E", "0D", settings=settings)
    assert [press.key for press in pressed] == [Key.NEXT, Key.START, Key.FINISH]
    for nonsense in ({"keys": {"0C": "nxt"}}, {"keys": {"C": "next"}}, {"address": 256}, {"adress": 1}):
        with pytest.raises(ValidationError):
            CallerSettings.model_validate(nonsense)


@pytest.mark.parametrize(
    ("notice", "digits"),
    [
        (CallerNotice(), "0A0A0A 0A0A0A"),
        (CallerNotice(waiting=7), "000007 0A0A0A"),
        (CallerNotice(ticket="A012"), "0A0A0A 000102"),
        (CallerNotice(waiting=0, ticket="012"), "000000 000102"),
        (CallerNotice(waiting=1234, ticket="B1234"), "090909 020304"),
        (CallerNotice(waiting=-1, ticket="VIP"), "000000 0A0A0A"),
        (CallerNotice(ticket="A٣5"), "0A0A0A 000005"),
        (CallerNotice(waiting=128, ticket="C7"), "010208 000007"),
    ],
)
def test_six_digits_tell_waiting_and_ticket(notice: CallerNotice, digits: str) -> None:
    assert digits_of(notice) == bytes.fromhex(digits)

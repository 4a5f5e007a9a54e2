"""What a sentence becomes before a SYN6288 says it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.announcer.numbers import as_number, digit_by_digit
from drivers.announcer.syn6288.settings import Digits, SynSettings
from drivers.announcer.syn6288.wording import pieces

OPENING = "[v10][m4][t4]"


def words(text: str, **settings: object) -> list[str]:
    return [piece.decode("gbk") for piece in pieces(text, SynSettings.model_validate(settings))]


@pytest.mark.parametrize(
    ("text", "tagged", "written"),
    [
        ("请A012号到3号窗口", "请[n1]A012[n0]号到3号窗口", "请A零一二号到3号窗口"),
        ("请012号到12号窗口", "请[n1]012[n0]号到12号窗口", "请零一二号到12号窗口"),
        ("请b7号稍候", "请[n1]b7[n0]号稍候", "请B七号稍候"),
        ("请VIP003号", "请[n1]VIP003[n0]号", "请VIP零零三号"),
        ("请到综合窗口", "请到综合窗口", "请到综合窗口"),
    ],
)
def test_ticket_numbers_are_said_digit_by_digit(text: str, tagged: str, written: str) -> None:
    assert words(text) == [OPENING + tagged]
    assert words(text, digits=Digits.CHARACTERS) == [OPENING + written]


def test_loudness_speed_and_tone_are_told_in_front() -> None:
    assert words("请坐", volume=16, music_volume=0, speed=5, tone="msga") == ["[v16][m0][t5]msga", "[v16][m0][t5]请坐"]


def test_brackets_of_the_text_are_no_tags() -> None:
    assert words("[d]请坐") == [OPENING + "［d］请坐"]


def test_sign_unknown_to_gbk_is_a_pause() -> None:
    assert words("请😀坐") == [OPENING + "请 坐"]


def test_long_text_is_cut_after_a_sentence_then_at_a_pause() -> None:
    first, second = "请" * 60 + "。", "坐" * 60 + "，"
    assert words(first + second + "好" * 60) == [OPENING + first, OPENING + second, OPENING + "好" * 60]


def test_empty_text_is_nothing_to_say() -> None:
    assert words("") == []


@given(st.text(st.sampled_from("请到号窗口，。 ABC0123456789[]x"), max_size=400))
def test_pieces_fit_and_hold_everything_in_order(text: str) -> None:
    made = pieces(text, SynSettings())
    assert all(len(piece) <= 200 for piece in made)
    plain = re.sub(r"\[[a-z]\d+\]", "", "".join(piece.decode("gbk") for piece in made))
    expected = text.replace("[", "［").replace("]", "］")
    assert plain.replace(" ", "") == expected.replace(" ", "")


def test_no_ticket_number_is_cut_in_two() -> None:
    for padding in range(80, 100):
        made = words("请" * padding + "A012号到3号窗口")
        assert sum("[n1]A012[n0]" in piece for piece in made) == 1


@pytest.mark.parametrize(
    ("number", "said"),
    [("0", "零"), ("9", "九"), ("10", "十"), ("12", "十二"), ("20", "二十"), ("35", "三十五"), ("03", "三")],
)
def test_window_numbers_are_said_as_numbers(number: str, said: str) -> None:
    assert as_number(number) == said


def test_letters_stay_between_digits() -> None:
    assert digit_by_digit("a0b9") == "A零B九"

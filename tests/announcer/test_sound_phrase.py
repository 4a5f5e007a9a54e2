"""Sentences as lists of clips."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.announcer.sound.phrase import PACK, Clip, Pause, Piece, Words, pieces


def spelt(text: str, *more: str, is_one_yao: bool = False) -> str:
    def show(piece: Piece) -> str:
        if isinstance(piece, Pause):
            return ","
        return piece.name if isinstance(piece, Clip) else f"<{piece.text}>"

    return " ".join(show(piece) for piece in pieces(text, {*PACK, *more}, is_one_yao=is_one_yao))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("请A012号到3号窗口", "请 A 0 1 2 号 到 3 号 窗口"),
        ("请 A012 号，到 12 号窗口", "请 , A 0 1 2 , 号 , 到 , 10 2 , 号 窗口"),
        ("请012号到20号窗口办理", "请 0 1 2 号 到 2 10 号 窗口 办理"),
        ("请b7号到VIP窗口", "请 B 7 号 到 V I P 窗口"),
        ("请Ａ０１２号", "请 A 0 1 2 号"),
        ("请A012号到一号窗口", "请 A 0 1 2 号 到 1 号 窗口"),
        ("请A012号到综合窗口", "请 A 0 1 2 <号到综合窗口>"),
        ("请坐。谢谢！", "<请坐> , <谢谢>"),
        ("，。", ""),
        ("", ""),
    ],
)
def test_sentence_is_cut_into_clips(text: str, said: str) -> None:
    assert spelt(text) == said


def test_recorded_word_is_used_and_the_longest_first() -> None:
    assert spelt("请A012号到综合窗口", "综合", "综合窗口") == "请 A 0 1 2 号 到 综合窗口"
    assert spelt("请A012号到综合窗口", "综合") == "请 A 0 1 2 号 到 综合 窗口"


def test_one_is_yao_in_ticket_numbers_only() -> None:
    assert spelt("请A011号到1号窗口", is_one_yao=True) == "请 A 0 yao yao 号 到 1 号 窗口"


def test_pack_has_the_43_clips_of_a_hall() -> None:
    assert len(PACK) == 43


@given(st.text(st.sampled_from("请到号窗口办理综合，。 ABz019Ａ９_-"), max_size=60))
def test_every_letter_digit_and_character_is_said(text: str) -> None:
    made = pieces(text, set(PACK))
    assert all(piece.name in PACK for piece in made if isinstance(piece, Clip))
    unsaid = sum(len(piece.text) for piece in made if isinstance(piece, Words))
    assert unsaid <= sum(sign in "请到号窗口办理综合" for sign in text)
    assert bool([piece for piece in made if not isinstance(piece, Pause)]) == any(sign.isalnum() for sign in text)

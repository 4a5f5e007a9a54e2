"""Lines of Chinese and mixed text break where a person would break them."""

from hypothesis import given
from hypothesis import strategies as st

from drivers.printer.escpos.charset import PrinterFont
from drivers.printer.escpos.wrapping import pair_lines, printable, wrap, wrap_evenly

CELLS = PrinterFont("gbk").cells
TEXTS = st.text(st.sampled_from("请携带身份证、社保卡。（A区）12–34号 abc-Z,！\n"), max_size=80)


def test_punctuation_does_not_begin_a_line() -> None:
    assert wrap("请携带身份证、社保卡", 12, CELLS) == ["请携带身份", "证、社保卡"]


def test_opening_bracket_does_not_end_a_line() -> None:
    assert wrap("到三号窗口（东侧）", 12, CELLS) == ["到三号窗口", "（东侧）"]


def test_words_and_ranges_stay_whole() -> None:
    assert wrap("预计等候 100–120 分钟", 14, CELLS) == ["预计等候", "100–120 分钟"]


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert wrap("A" * 10, 4, CELLS) == ["AAAA", "AAAA", "AA"]


def test_centred_lines_are_about_equally_long() -> None:
    assert wrap("示范区政务服务中心", 16, CELLS) == ["示范区政务服务中", "心"]
    assert wrap_evenly("示范区政务服务中心", 16, CELLS) == ["示范区政务", "服务中心"]


def test_value_stands_beside_its_label_or_below_it() -> None:
    assert pair_lines("区域", "A区 3号窗口", 32, 1, CELLS) == [("区域", "A区 3号窗口")]
    assert pair_lines("区域", "一二三四五六七八九十一二三四", 32, 1, CELLS) == [
        ("区域", "一二三四五六七八九十一二三"),
        ("", "四"),
    ]
    assert pair_lines("一个非常非常长的标签", "一二三四五六", 32, 1, CELLS) == [
        ("一个非常非常长的标签", ""),
        ("", "一二三四五六"),
    ]


def test_control_characters_never_reach_the_printer() -> None:
    assert printable("A\x1b@\x10\x04\x01\u200b\ud800甲\r\n乙") == "A @    甲\n乙"


@given(TEXTS, st.integers(4, 48))
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int) -> None:
    for lines in (wrap(text, width, CELLS), wrap_evenly(text, width, CELLS)):
        assert all(CELLS(line) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@given(TEXTS, TEXTS, st.integers(8, 48))
def test_label_and_value_fit_beside_each_other(label: str, value: str, width: int) -> None:
    lines = pair_lines(label, value, width, 1, CELLS)
    assert all(CELLS(left) + CELLS(right) <= width for left, right in lines)

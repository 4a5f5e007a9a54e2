"""What becomes of the hall's lines on a strip: bytes, stand-ins for rare characters, and the card's buffer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from drivers.contract import Emphasis, Lines
from drivers.display.onbon_bxk.codec import Packet, encode
from drivers.display.onbon_bxk.gbk import encode_characters
from drivers.display.onbon_bxk.rendering import BUFFER, render
from drivers.display.onbon_bxk.settings import BxkSettings
from tests.display import bxk_examples as examples

CALL = "请A012号到3号窗口"

# offsets in the data of a request with one area: 5 + DelNum, AreaNum, AreaLen 2 = 9 before the area
AREA = 9
WIDTH, ALIGN, SINGLE, WRAP, EFFECT, TEXT = AREA + 5, AREA + 16, AREA + 17, AREA + 18, AREA + 19, AREA + 27


def data(*lines: str, emphasis: Emphasis = Emphasis.STATE, settings: BxkSettings | None = None) -> bytes:
    return render(Lines(lines, emphasis), settings or BxkSettings()).data()


def text(*lines: str, settings: BxkSettings | None = None) -> str:
    return data(*lines, settings=settings)[TEXT:].decode("gbk")


def shown(raw: str, charset: str = "gbk") -> str:
    return b"".join(encode_characters(raw, charset)).decode("gbk")


def test_the_hall_sentence_is_the_published_frame() -> None:
    assert data(CALL) == examples.SENTENCE.data
    assert data(CALL, settings=BxkSettings(height=16)) == examples.LOW_SENTENCE.data


def test_a_card_that_counts_pixels_gets_pixels() -> None:
    assert data(CALL)[WIDTH : WIDTH + 2] == b"\x20\x00"
    assert data(CALL, settings=BxkSettings(x_unit=1))[WIDTH : WIDTH + 2] == b"\x00\x01"
    assert BxkSettings(width=250, x_unit=1).width == 250
    with pytest.raises(ValidationError, match="multiple of x_unit"):
        BxkSettings(width=250)


def test_two_lines_on_a_strip_with_one_line_stand_side_by_side() -> None:
    assert text("请A012号", "到3号窗口") == "请A012号 到3号窗口"
    assert data("请A012号", "到3号窗口")[SINGLE] == 1


def test_two_lines_on_a_strip_with_two_lines_stand_under_each_other() -> None:
    settings = BxkSettings(lines=2)
    assert text("请A012号", "到3号窗口", settings=settings) == "请A012号\\n到3号窗口"
    assert text("请A012号", "到3号窗口", "谢谢", settings=settings) == "请A012号\\n到3号窗口 谢谢"
    assert text("暂停服务", settings=settings) == "暂停服务"
    assert text("", "暂停服务", settings=settings) == "\\n暂停服务"
    many = data("请A012号", "到3号窗口", settings=settings)
    assert (many[SINGLE], many[WRAP]) == (2, 2)


def test_nothing_to_read_takes_the_area_away() -> None:
    gone = bytes.fromhex("A3 06 01 00 00 01 00 00")
    assert data() == data("") == data("", "") == data("\\") == gone


def test_a_text_wider_than_the_strip_runs_through() -> None:
    fits, too_long = "窗" * 16, "窗" * 16 + "1"  # 256 px are 16 characters of 16 px
    assert data(fits)[EFFECT] == 1
    assert data(too_long)[EFFECT] == 3
    assert data(too_long, settings=BxkSettings(long_effect="up"))[EFFECT] == 5
    assert data(fits, settings=BxkSettings(font_px=32))[EFFECT] == 3
    assert data(too_long, settings=BxkSettings(lines=2))[EFFECT] == 1  # the card breaks it into two lines


def test_tags_are_sent_only_where_the_settings_ask_for_them() -> None:
    settings = BxkSettings(chinese_font=0, latin_font=1, call_colour="red", state_colour="green")
    call = data(CALL, emphasis=Emphasis.CALL, settings=settings)[TEXT:]
    assert call == rb"\FO000\FE001\C1" + CALL.encode("gbk")
    assert text("暂停", settings=settings) == r"\FO000\FE001\C2暂停"
    assert text("暂停") == "暂停"


def test_alignment_is_two_choices_in_one_byte() -> None:
    assert data(CALL)[ALIGN] == 0
    assert data(CALL, settings=BxkSettings(align="center", vertical="middle"))[ALIGN] == 10
    assert data(CALL, settings=BxkSettings(align="right", vertical="bottom"))[ALIGN] == 5


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("到3号窗口", "到3号窗口"),
        ("𠮷先生", "〓先生"),  # outside the basic plane
        ("张😀", "张〓"),
        ("√", "√"),
        ("²", "2"),
        ("½", "〓"),  # its fraction slash is in no font card
        ("ﬁ", "fi"),
        ("A\N{NO-BREAK SPACE}1", "A 1"),
        ("e\N{COMBINING ACUTE ACCENT}", "é"),
        ("ç", "c"),
        ("a\\C1b", "aC1b"),
        ("a\nb\tc", "a b c"),
        ("a\x00\x1b\u200bb", "ab"),
        ("\ufe0f", ""),
        ("＼", "＼"),  # the full-width one is a character like others
    ],
)
def test_what_a_font_card_cannot_draw_is_replaced(raw: str, seen: str) -> None:
    assert shown(raw) == seen


def test_a_card_with_the_basic_font_gets_no_rare_characters() -> None:
    assert shown("朱镕基 A1—·。", "gbk") == "朱镕基 A1—·。"
    assert shown("朱镕基 喆", "gb2312") == "朱〓基 〓"
    assert shown("A1—·。", "gb2312") == "A1—·。"


@given(st.text(max_size=900), st.integers(1, 3))
def test_no_text_is_longer_than_the_cards_buffer(raw: str, lines: int) -> None:
    settings = BxkSettings(lines=lines, barcode="A5" * 16, chinese_font=0)
    rendered = render(Lines((raw, raw)), settings).data()
    assert len(encode(Packet(0xA5A5, 0x8000, rendered, barcode=b"\xa5" * 16))) <= BUFFER
    rendered[TEXT:].decode("gbk")  # and no character is cut in two


def test_a_text_that_is_too_long_ends_in_an_ellipsis() -> None:
    long = text("窗" * 1000)
    assert long.startswith("窗窗")
    assert long.endswith("窗…")
    assert len(long) > 400
    assert len(text("～" * 1000).encode("gbk")) < 900


def test_escapes_count_for_the_buffer() -> None:
    many_escapes = "ˉ" * 1000  # A1 A5 in GBK: three bytes each on the wire
    assert text("窗" * 1000).count("窗") > text(many_escapes).count("ˉ") > 200


def test_a_card_type_that_is_unknown_is_named() -> None:
    with pytest.raises(ValidationError, match="known are any, 5K1"):
        BxkSettings(card="7K")
    with pytest.raises(ValidationError, match="adress"):
        BxkSettings.model_validate({"adress": 3})
